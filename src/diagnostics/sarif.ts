import path from 'node:path';
import type { Diagnostic, Place, Severity } from './diagnostic.ts';
import { addressOf, type Report } from './report.ts';
import { RULES } from './rules.ts';

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
  return `${JSON.stringify({ $schema: schema, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

function result(diagnostic: Diagnostic) {
  const { file, severity, rule, message, help, fix } = diagnostic;
  const artifactLocation = { uri: uriOf(file) };
  return {
    ruleId: rule,
    ruleIndex: IDS.indexOf(rule),
    level: LEVELS[severity],
    message: { text: `${message}. ${help}` },
    locations: [{ physicalLocation: { artifactLocation, region: regionOf(diagnostic) } }],
    ...(fix && {
      fixes: [
        {
          description: { text: help },
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

/** Relative where the file was named so: readers resolve it against their checkout. */
function uriOf(file: string): string {
  const uri = file.split(path.sep).map(encodeURIComponent).join('/');
  return uri.startsWith('/') ? `file://${uri}` : uri;
}
