import path from 'node:path';
import type { Diagnostic, Place, Severity } from './diagnostic.ts';
import { jsonText } from './json-text.ts';
import { type Report, ruleUrl } from './report.ts';
import { RULES } from './rules.ts';
import { visible } from './visible.ts';

const LEVELS: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note' };
const IDS = Object.keys(RULES);

/** Formats the `--format sarif` report as SARIF 2.1.0, for code scanning services. `version` is that of Nevertwice. */
export function formatSarif({ diagnostics }: Report, version: string): string {
  const rules = Object.entries(RULES).map(([id, { title, severity }]) => ({
    id,
    shortDescription: { text: title },
    help: { text: `See ${ruleUrl(id)} in the Nevertwice repository.` },
    defaultConfiguration: { level: LEVELS[severity] },
  }));
  const run = {
    tool: { driver: { name: 'Nevertwice', version, rules } },
    columnKind: 'utf16CodeUnits',
    results: diagnostics.map(result),
  };
  const schema = 'https://json.schemastore.org/sarif-2.1.0.json';
  return jsonText({ $schema: schema, version: '2.1.0', runs: [run] });
}

function result(diagnostic: Diagnostic) {
  const { file, severity, rule, message, help, fix } = diagnostic;
  const artifactLocation = { uri: uriOf(file) };
  return {
    ruleId: rule,
    ruleIndex: IDS.indexOf(rule),
    level: LEVELS[severity],
    message: { text: messageText(`${message}. ${help}`) },
    locations: [{ physicalLocation: { artifactLocation, region: regionOf(diagnostic) } }],
    ...(fix && {
      fixes: [
        {
          description: { text: messageText(help) },
          artifactChanges: [
            {
              artifactLocation,
              replacements: [{ deletedRegion: regionOf(fix.place), insertedContent: { text: fix.text } }],
            },
          ],
        },
      ],
    }),
  };
}

function regionOf({ line, column, endLine, endColumn }: Place) {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/**
 * Escapes a plain text message: SARIF reads `[text](address)` as a link, unless its brackets and the `\` before them are
 * escaped (3.11.6). Invisible characters are replaced.
 */
function messageText(text: string): string {
  return visible(text).replaceAll(/(\\*)([[\]])/g, '$1$1\\$2');
}

/** Returns a file's URI; relative paths stay relative, because consumers resolve them against their checkout. */
function uriOf(file: string): string {
  const uri = file.split(path.sep).map(encodeURIComponent).join('/');
  return uri.startsWith('/') ? `file://${uri}` : uri;
}
