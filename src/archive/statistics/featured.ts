import type { Postmortem } from '../../postmortem/postmortem.ts';
import type { Archive } from '../archive.ts';

/** What the search page offers before a query is typed. The lists do not overlap. */
export interface Featured {
  newest: readonly Postmortem[];
  /** The other postmortems with the highest impact, highest first. */
  highestImpact: readonly Postmortem[];
}

/** Returns at most `count` postmortems for each list. */
export function featuredOf({ postmortems }: Archive, count: number): Featured {
  const highestImpact = postmortems
    .slice(count)
    .filter(({ impact }) => impact?.percent !== undefined)
    .sort((a, b) => (b.impact?.percent ?? 0) - (a.impact?.percent ?? 0));
  return { newest: postmortems.slice(0, count), highestImpact: highestImpact.slice(0, count) };
}
