import path from 'node:path';
import type { Diagnostic, Place, Severity } from './diagnostic.ts';
import { jsonText } from './json-text.ts';
import { addressOf, type Report } from './report.ts';
import { RULES } from './rules.ts';
import { visible } from './visible.ts';

const LEVELS: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note' };
const IDS = Object.keys(RULES);

/** The `--format sarif` report: SARIF 2.1.0, which code scanning services take; `version` is that of this program. */
export function formatSarif({ diagnostics }: Report, version: string): string {
  const rules = Object.entries(RULES).map(([id, { title, severity }]) => ({
    id,
    shortDescription: { text: title },
    help: { text: `See ${addressOf(id)} of Nevertwice.` },
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
 * A plain text message without links: SARIF takes `[text](address)` for one, in which `\\` and the brackets are escaped
 * (3.11.6). Nor has it anything that its readers cannot see.
 */
function messageText(text: string): string {
  return visible(text).replaceAll(/(\\*)([[\]])/g, '$1$1\\$2');
}

/** Relative where the file was named so: readers resolve it against their checkout. */
function uriOf(file: string): string {
  const uri = file.split(path.sep).map(encodeURIComponent).join('/');
  return uri.startsWith('/') ? `file://${uri}` : uri;
}
