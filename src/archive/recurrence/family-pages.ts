import type { Archive } from '../archive.ts';
import { type Family, familiesOf } from './recurrence.ts';

/** Number of recurrences and action items on a page, which are about as long; a larger family has a page of its own. */
const MOST_ON_PAGE = 200;

const known = new WeakMap<Archive, Family[][]>();

/** Returns the families of an archive in pages, computed once for each archive. The first page is empty without families. */
export function familyPagesOf(archive: Archive): readonly (readonly Family[])[] {
  const pages = known.get(archive) ?? divided(familiesOf(archive));
  known.set(archive, pages);
  return pages;
}

function divided(families: readonly Family[]): Family[][] {
  const pages: Family[][] = [[]];
  let size = 0;
  for (const family of families) {
    const own = family.recurrences.reduce((sum, { actions }) => sum + 1 + actions.length, 0);
    if (size > 0 && size + own > MOST_ON_PAGE) {
      pages.push([]);
      size = 0;
    }
    pages.at(-1)?.push(family);
    size += own;
  }
  return pages;
}
