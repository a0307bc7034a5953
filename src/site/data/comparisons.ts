import type { Archive } from '../../archive/archive.ts';
import { type Recurrence, recurrencesOf } from '../../archive/recurrence/recurrence.ts';

const known = new WeakMap<Archive, ReadonlyMap<string, Recurrence>>();

/** Returns the declared recurrences of an archive, each of which has a page, by its address; computed once for each archive. */
export function comparisonsOf(archive: Archive): ReadonlyMap<string, Recurrence> {
  const comparisons =
    known.get(archive) ??
    new Map(recurrencesOf(archive).map((each) => [comparisonPath(each.earlier, each.later), each]));
  known.set(archive, comparisons);
  return comparisons;
}

/** Returns the address of the page that compares two incidents, below the base. Ids may be too long for one folder's name. */
export function comparisonPath(earlier: { id: string }, later: { id: string }): string {
  return `compare/${earlier.id}/${later.id}/`;
}
