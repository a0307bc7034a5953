import type { Diagnostic, Severity } from './diagnostic.ts';

/** What a check found, in the order of `compareDiagnostics`. */
export interface Report {
  /** Count of documents that were looked at. */
  files: number;
  diagnostics: readonly Diagnostic[];
}

/** Texts of the files that a report names, as they were read. */
export type Sources = ReadonlyMap<string, string>;

/** Number of diagnostics of one severity. */
export function countOf({ diagnostics }: Report, severity: Severity): number {
  return diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
}

/** One line such as `12 files, 1 error, 2 warnings`; infos are named where there are any, and never counted as more. */
export function formatSummary(report: Report): string {
  const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  const notes = countOf(report, 'info');
  return [
    plural(report.files, 'file'),
    plural(countOf(report, 'error'), 'error'),
    plural(countOf(report, 'warning'), 'warning'),
    ...(notes > 0 ? [plural(notes, 'note')] : []),
  ].join(', ');
}

/** Where a rule is explained, from the root of the product's repository. */
export function addressOf(rule: string): string {
  return `docs/rules.md#${rule}`;
}
