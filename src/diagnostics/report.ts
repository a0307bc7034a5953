import { countOf } from './count.ts';
import type { Diagnostic, Severity } from './diagnostic.ts';

/** What a check found, in the order of `compareDiagnostics`. */
export interface Report {
  /** Count of documents that were looked at. */
  files: number;
  diagnostics: readonly Diagnostic[];
}

/** Texts of the files that a report names, as they were read. */
export type Sources = ReadonlyMap<string, string>;

// Who makes one mistake a thousand times mends it once; to print them all would take longer than the check.
const MOST = 100;

/** The diagnostics without those beyond the hundredth of one rule in one file, which the hundredth counts. */
export function withoutRepetition(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const counts = new Map<string, number>();
  const numbered = diagnostics.map((diagnostic) => {
    const { file, rule, severity } = diagnostic;
    const kind = `${severity} ${rule} ${file}`;
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    return { diagnostic, kind, number };
  });
  return numbered.flatMap(({ diagnostic, kind, number }) => {
    if (number > MOST) return [];
    const more = number === MOST ? (counts.get(kind) ?? 0) - MOST : 0;
    if (more === 0) return [diagnostic];
    return [{ ...diagnostic, message: `${diagnostic.message}, and ${more} more like it in this file` }];
  });
}

/** Number of diagnostics of one severity. */
export function countSeverity({ diagnostics }: Report, severity: Severity): number {
  return diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
}

/** One line such as `12 files, 1 error, 2 warnings`; infos are named where there are any, and never counted as more. */
export function formatSummary(report: Report): string {
  const notes = countSeverity(report, 'info');
  return [
    countOf(report.files, 'file'),
    countOf(countSeverity(report, 'error'), 'error'),
    countOf(countSeverity(report, 'warning'), 'warning'),
    ...(notes > 0 ? [countOf(notes, 'note')] : []),
  ].join(', ');
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
