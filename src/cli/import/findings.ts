import { type Comparable, comparableOf } from '../../archive/similarity/comparable.ts';
import { makeSimilarIncidentIndex, similarTo } from '../../archive/similarity/similar-incidents.ts';
import { countOf } from '../../diagnostics/count.ts';
import { isOverdue } from '../../postmortem/body/action-items.ts';
import { today } from '../options.ts';
import type { PlacedDraft } from './import-all.ts';

/** Maximum number of error lines, and of pairs of similar incidents. */
const SHOWN = 5;

/** Prepares a draft for the comparison with others. */
export function comparableDraft({ id, draft }: PlacedDraft): Comparable {
  const frontmatter = Object.fromEntries(draft.fields.map(({ key, value }) => [key, value]));
  return comparableOf(id, { ...frontmatter, cause: undefined }, draft.sections);
}

/**
 * Returns what the drafts show at once, as lines: errors that recur, and similar incidents, among them and in the archive that they are
 * added to (`past`), and open action items.
 */
export function findings(
  placed: readonly PlacedDraft[],
  comparable: readonly Comparable[],
  past: readonly Comparable[],
): string[] {
  const exist = new Set(past.map(({ id }) => id));
  const added = comparable.filter(({ id }) => !exist.has(id));
  return [...recurringErrors(added, past), ...similarPairs(added, past), ...actionLines(placed)];
}

function recurringErrors(added: readonly Comparable[], past: readonly Comparable[]): string[] {
  const isAdded = new Set(added.map(({ id }) => id));
  const byKey = new Map<string, { line: string; ids: Set<string> }>();
  for (const { id, errors } of [...added, ...past]) {
    for (const [key, line] of errors) {
      const found = byKey.get(key) ?? { line, ids: new Set() };
      byKey.set(key, { ...found, ids: found.ids.add(id) });
    }
  }
  const several = [...byKey.values()]
    .filter(({ ids }) => ids.size > 1 && [...ids].some((id) => isAdded.has(id)))
    .sort((a, b) => b.ids.size - a.ids.size);
  // An error has a fingerprint for each of its parts.
  const distinct = [...new Map(several.toReversed().map((each) => [[...each.ids].join(), each])).values()].toReversed();
  if (distinct.length === 0) return [];
  const lines = distinct
    .slice(0, SHOWN)
    .flatMap(({ line, ids }) => [`  ${line.slice(0, 200)}`, ...[...ids].slice(0, SHOWN).map((id) => `    ${id}`)]);
  return [`${countOf(distinct.length, 'error line')} in several documents:`, ...lines, ''];
}

function similarPairs(added: readonly Comparable[], past: readonly Comparable[]): string[] {
  const index = makeSimilarIncidentIndex([...added, ...past]);
  const pairs = new Map<string, { score: number; ids: [string, string] }>();
  for (const { id } of added) {
    const [best] = similarTo(index, id, 1);
    if (best) pairs.set([id, best.id].sort().join(), { score: best.score, ids: [id, best.id] });
  }
  const sorted = [...pairs.values()].sort((a, b) => b.score - a.score);
  if (sorted.length === 0) return [];
  const lines = sorted.slice(0, SHOWN).flatMap(({ ids: [id, other] }) => [`  ${id}`, `    like ${other}`]);
  return [
    `${countOf(sorted.length, 'pair')} of similar incidents; declare those that repeat with \`recurs\`:`,
    ...lines,
    '',
  ];
}

function actionLines(placed: readonly PlacedDraft[]): string[] {
  const actions = placed.flatMap(({ draft }) => draft.actions);
  if (actions.length === 0) return [];
  const count = (status: string) => actions.filter((action) => action.status === status).length;
  const overdue = actions.filter((action) => isOverdue(action, today())).length;
  const parts = [
    `${count('open')} open${overdue > 0 ? ` (${overdue} overdue)` : ''}`,
    `${count('unknown')} of unknown status`,
    `${count('done')} done`,
    `${count('dropped')} dropped`,
  ];
  return [
    `${countOf(actions.length, 'action item')}: ${parts.filter((part) => !part.startsWith('0 ')).join(', ')}`,
    '',
  ];
}
