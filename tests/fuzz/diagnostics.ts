import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { formatGithub } from '../../src/diagnostics/github.ts';
import { formatJson } from '../../src/diagnostics/json.ts';
import { formatPretty } from '../../src/diagnostics/pretty.ts';
import { formatSarif } from '../../src/diagnostics/sarif.ts';
import { LIMITS } from '../../src/postmortem/limits/limits.ts';

/** Throws unless every place is within its file, no document was skipped, and every format accepts all diagnostics. */
export function checkDiagnostics(sources: ReadonlyMap<string, string>, diagnostics: readonly Diagnostic[]): void {
  const linesOf = new Map([...sources].map(([file, text]) => [file, text.replace(/^\uFEFF/, '').split(/\r?\n/)]));
  for (const found of diagnostics) checkPlace(found, linesOf.get(found.file) ?? ['']);
  const report = { files: sources.size, diagnostics };
  formatPretty(report, sources, false);
  formatGithub(report);
  JSON.parse(formatJson(report));
  JSON.parse(formatSarif(report, '1.0.0'));
}

// The message for a document that took too much time or memory despite the limits.
const GIVEN_UP = new RegExp(
  `^Nevertwice fails|takes more than ${LIMITS.seconds} seconds|takes more than ${LIMITS.megabytes} mega`,
);

function checkPlace(found: Diagnostic, lines: readonly string[]): void {
  const { file, line, column, endLine, endColumn, rule, message, help, fix } = found;
  const say = (what: string) => new Error(`${rule} at ${file}:${line}:${column} to ${endLine}:${endColumn} ${what}`);
  const isWithin = (line: number, column: number) => column >= 1 && column <= (lines[line - 1]?.length ?? -1) + 1;
  if (!isWithin(line, column) || !isWithin(endLine, endColumn)) throw say('lies outside the file');
  if (endLine < line || (endLine === line && endColumn < column)) throw say('ends before it starts');
  if (fix && !(isWithin(fix.place.line, fix.place.column) && isWithin(fix.place.endLine, fix.place.endColumn)))
    throw say(`has a change outside the file: ${JSON.stringify(fix)}`);
  if (message === '' || help === '') throw say('lacks a message or its help');
  if (GIVEN_UP.test(message)) throw say(`gives up: ${message}`);
}
