import { countOf } from './count.ts';
import type { Diagnostic } from './diagnostic.ts';
import { collapse, formatEntries, type PrettyOptions } from './pretty.ts';
import { formatSummary, type Report, type Sources, sortBySeverity } from './report.ts';
import { visible } from './visible.ts';

/**
 * Returns the diagnostics that occur more often in `after` than in `before`. Places are ignored, because edits move
 * unchanged text.
 */
export function addedDiagnostics(after: readonly Diagnostic[], before: readonly Diagnostic[]): Diagnostic[] {
  const remaining = new Map<string, number>();
  for (const diagnostic of before) {
    const key = keyOf(diagnostic);
    remaining.set(key, (remaining.get(key) ?? 0) + 1);
  }
  return after.filter((diagnostic) => {
    const key = keyOf(diagnostic);
    const count = remaining.get(key) ?? 0;
    remaining.set(key, count - 1);
    return count <= 0;
  });
}

function keyOf({ file, rule, message, severity }: Diagnostic): string {
  return JSON.stringify([file, rule, message, severity]);
}

const MAX_LISTED = 20;

/**
 * Formats the difference between two reports for the terminal: new diagnostics as in `formatPretty`, resolved ones on one
 * line each.
 */
export function formatChanges(
  before: Report,
  after: Report,
  sources: Sources,
  colour: boolean,
  options: PrettyOptions = {},
): string {
  const added = addedDiagnostics(after.diagnostics, before.diagnostics);
  const resolvedDiagnostics = sortBySeverity(addedDiagnostics(before.diagnostics, after.diagnostics));
  const { shown, counts } = collapse(added, options);
  const resolved = resolvedDiagnostics.slice(0, MAX_LISTED).map(({ file, rule, message }) => {
    return `Resolved: ${visible(file)} ${visible(message)} [${rule}]`;
  });
  const unlisted = resolvedDiagnostics.length - MAX_LISTED;
  const more = unlisted > 0 ? [`Resolved: ${countOf(unlisted, 'more', 'more')}`] : [];
  const changes = [
    countOf(added.length, 'new', 'new'),
    countOf(resolvedDiagnostics.length, 'resolved', 'resolved'),
  ].join(', ');
  const summary = `${formatSummary(after)} (${changes})`;
  const entries = formatEntries(sortBySeverity(shown), sources, colour);
  return `${[...entries, ...counts, ...resolved, ...more, summary].join('\n')}\n`;
}
