import { descending } from 'd3-array';
import { newestFirst } from '../../archive/archive.ts';
import { compareIncidents, type Recurrence, recurrencesOf } from '../../archive/recurrence/recurrence.ts';
import type { RenderedBody } from '../../build/body-messages.ts';
import type { SiteData } from './site-data.ts';

/** Two incidents that a page compares, with what became of the earlier one's action items. */
export interface Comparison extends Recurrence {
  /** Whether the later incident declares to repeat the earlier one; otherwise, they are only similar. */
  isDeclared: boolean;
}

/**
 * Number of pages that compare similar incidents. A page for each incident and the most similar one would add a third to the time of a
 * build: 28 s and 170 MB for 10,000 incidents.
 */
const MOST_SIMILAR = 300;

type Body = Pick<RenderedBody, 'html' | 'landmarks'>;

/** The rendered bodies of the two incidents of a comparison, the earlier one first; `undefined` for one without a body. */
export type RenderedPair = readonly [Body | undefined, Body | undefined];

/** Returns the rendered bodies of the incidents that a page compares. */
export function renderedPair({ rendered }: SiteData, { earlier, later }: Comparison): RenderedPair {
  return [rendered.get(earlier.id), rendered.get(later.id)];
}

const known = new WeakMap<SiteData, ReadonlyMap<string, Comparison>>();

/**
 * Returns the comparisons of a site by the addresses of their pages, computed once for each site: all declared recurrences, and of all
 * incidents with the most similar one those that quote the same error, then those that are most similar.
 */
export function comparisonsOf(site: SiteData): ReadonlyMap<string, Comparison> {
  const comparisons = known.get(site) ?? makeComparisons(site);
  known.set(site, comparisons);
  return comparisons;
}

function makeComparisons(site: SiteData): Map<string, Comparison> {
  const { archive } = site;
  const declared = recurrencesOf(archive).map((each) => ({ ...each, isDeclared: true }));
  const similar = similarPairs(site).map((pair) => ({ ...compareIncidents(archive, ...pair), isDeclared: false }));
  return new Map([...similar, ...declared].map((each) => [comparisonPath(each.earlier, each.later), each]));
}

/** Returns pairs of similar incidents, the earlier one first. */
function similarPairs({ archive: { byId }, similarIncidents }: SiteData) {
  const pairs = [...similarIncidents].flatMap(([id, [best]]) => {
    const [own, other] = [byId.get(id), best && byId.get(best.id)];
    if (!own || !other || !best) return [];
    const pair = newestFirst(own, other) > 0 ? ([own, other] as const) : ([other, own] as const);
    return [{ pair, path: comparisonPath(...pair), rank: best.score + (best.sameError === undefined ? 0 : 1) }];
  });
  const distinct = [...new Map(pairs.map((each) => [each.path, each])).values()];
  distinct.sort((a, b) => descending(a.rank, b.rank) || a.path.localeCompare(b.path, 'en'));
  return distinct.slice(0, MOST_SIMILAR).map(({ pair }) => pair);
}

/** Returns the address of the page that compares two incidents in either order, if there is one. */
export function pathBetween(site: SiteData, a: { id: string }, b: { id: string }): string | undefined {
  return [comparisonPath(a, b), comparisonPath(b, a)].find((path) => comparisonsOf(site).has(path));
}

/** Returns the address of the page that compares two incidents, below the base. Ids may be too long for one folder's name. */
export function comparisonPath(earlier: { id: string }, later: { id: string }): string {
  return `compare/${earlier.id}/${later.id}/`;
}
