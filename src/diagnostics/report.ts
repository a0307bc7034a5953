import { styleText } from 'node:util';
import type { Diagnostic, Severity } from './diagnostic.ts';

/** What a check found, in the order of `compareDiagnostics`. */
export interface Report {
  /** Count of documents that were looked at. */
  files: number;
  diagnostics: readonly Diagnostic[];
}

/** Number of diagnostics of one severity. */
export function countOf({ diagnostics }: Report, severity: Severity): number {
  return diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
}

/** The `--format json` report, as documented in docs/cli.md, with a final line break. */
export function formatJson(report: Report): string {
  const { files, diagnostics } = report;
  const counts = { errors: countOf(report, 'error'), warnings: countOf(report, 'warning') };
  return `${JSON.stringify({ version: 1, files, ...counts, diagnostics }, null, 2)}\n`;
}

const COLOURS = { error: 'red', warning: 'yellow', info: 'blue' } as const;

/** The report for people: three lines a diagnostic, then a summary line; `colour` adds terminal escapes. */
export function formatPretty(report: Report, colour: boolean): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    colour ? styleText(style, text, { validateStream: false }) : text;
  const entries = report.diagnostics.map(({ file, line, column, severity, rule, message, help }) =>
    [
      paint('bold', `${file}:${line}:${column}`),
      `  ${paint(COLOURS[severity], severity)} ${message} ${paint('dim', rule)}`,
      `  ${help}`,
      '',
    ].join('\n'),
  );
  const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  const summary = [
    plural(report.files, 'file'),
    plural(countOf(report, 'error'), 'error'),
    plural(countOf(report, 'warning'), 'warning'),
  ];
  return `${[...entries, summary.join(', ')].join('\n')}\n`;
}
