import { countOf } from './count.ts';
import type { Diagnostic, Severity } from './diagnostic.ts';

/** The result of a check, with diagnostics in the order of `compareDiagnostics`. */
export interface Report {
  /** Number of documents checked. */
  files: number;
  diagnostics: readonly Diagnostic[];
}

/** The source texts of the files in a report, by path. */
export type Sources = ReadonlyMap<string, string>;

// A mistake that repeats a thousand times is usually fixed once, and printing every instance would take longer than the check.
const MAX_PER_RULE_AND_FILE = 100;

/** Keeps the first 100 diagnostics of each rule and severity per file; the hundredth says how many more there are. */
export function limitRepetition(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const counts = new Map<string, number>();
  const numbered = diagnostics.map((diagnostic) => {
    const { file, rule, severity } = diagnostic;
    const kind = `${severity} ${rule} ${file}`;
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    return { diagnostic, kind, number };
  });
  return numbered.flatMap(({ diagnostic, kind, number }) => {
    if (number > MAX_PER_RULE_AND_FILE) return [];
    const more = number === MAX_PER_RULE_AND_FILE ? (counts.get(kind) ?? 0) - MAX_PER_RULE_AND_FILE : 0;
    if (more === 0) return [diagnostic];
    return [{ ...diagnostic, message: `${diagnostic.message}, and ${more} more like it in this file` }];
  });
}

/** Counts the diagnostics of one severity. */
export function countSeverity({ diagnostics }: Report, severity: Severity): number {
  return diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
}

/** Formats one line such as `12 files, 1 error, 2 warnings`. Notes (infos) are added only when there are any. */
export function formatSummary(report: Report): string {
  const notes = countSeverity(report, 'info');
  return [
    countOf(report.files, 'file'),
    countOf(countSeverity(report, 'error'), 'error'),
    countOf(countSeverity(report, 'warning'), 'warning'),
    ...(notes > 0 ? [countOf(notes, 'note')] : []),
  ].join(', ');
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** Returns the diagnostics with errors first, then warnings, then infos, keeping the order within each. */
export function sortBySeverity<T extends Pick<Diagnostic, 'severity'>>(diagnostics: readonly T[]): T[] {
  return diagnostics.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

/** Returns the address of a rule's documentation, relative to the root of the Nevertwice repository. */
export function ruleUrl(rule: string): string {
  return `docs/rules.md#${rule}`;
}
