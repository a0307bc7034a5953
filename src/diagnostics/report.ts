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
  const notes = countOf(report, 'info');
  return [
    counted(report.files, 'file'),
    counted(countOf(report, 'error'), 'error'),
    counted(countOf(report, 'warning'), 'warning'),
    ...(notes > 0 ? [counted(notes, 'note')] : []),
  ].join(', ');
}

/** A count with its noun: `1 file`, `1,204 files`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')} ${count === 1 ? noun : plural}`;
}

const GRAVITY: readonly Severity[] = ['error', 'warning', 'info'];

/** The diagnostics with errors first, then warnings, then infos, each in their order. */
export function gravestFirst<T extends Pick<Diagnostic, 'severity'>>(diagnostics: readonly T[]): T[] {
  return diagnostics.toSorted((a, b) => GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity));
}

/** Where a rule is explained, from the root of the product's repository. */
export function addressOf(rule: string): string {
  return `docs/rules.md#${rule}`;
}
