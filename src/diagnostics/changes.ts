import { countOf } from './count.ts';
import type { Diagnostic } from './diagnostic.ts';
import { formatEntries, type PrettyOptions, partOf } from './pretty.ts';
import { formatSummary, gravestFirst, type Report, type Sources } from './report.ts';
import { visible } from './visible.ts';

/** What is in one list of diagnostics more often than in another; where it stands does not matter, as edits move it. */
export function newIn(after: readonly Diagnostic[], before: readonly Diagnostic[]): Diagnostic[] {
  const left = new Map<string, number>();
  for (const found of before) left.set(keyOf(found), (left.get(keyOf(found)) ?? 0) + 1);
  return after.filter((found) => {
    const count = left.get(keyOf(found)) ?? 0;
    left.set(keyOf(found), count - 1);
    return count <= 0;
  });
}

function keyOf({ file, rule, message, severity }: Diagnostic): string {
  return JSON.stringify([file, rule, message, severity]);
}

const LISTED = 20;

/** What an edit has changed of a report, for people: the new problems as `formatPretty` shows them, the resolved ones in a line each. */
export function formatChanges(
  before: Report,
  after: Report,
  sources: Sources,
  colour: boolean,
  options: PrettyOptions = {},
): string {
  const appeared = newIn(after.diagnostics, before.diagnostics);
  const gone = gravestFirst(newIn(before.diagnostics, after.diagnostics));
  const { shown, notes } = partOf(appeared, options);
  const resolved = gone.slice(0, LISTED).map(({ file, rule, message }) => {
    return `Resolved: ${visible(file)} ${visible(message)} [${rule}]`;
  });
  const more = gone.length > LISTED ? [`Resolved: ${countOf(gone.length - LISTED, 'other')}`] : [];
  const changes = [countOf(appeared.length, 'new', 'new'), countOf(gone.length, 'resolved', 'resolved')].join(', ');
  const summary = `${formatSummary(after)} (${appeared.length + gone.length === 0 ? 'nothing new' : changes})`;
  const entries = formatEntries(gravestFirst(shown), sources, colour);
  return `${[...entries, ...notes, ...resolved, ...more, summary].join('\n')}\n`;
}
