import type { Postmortem } from '../../postmortem/postmortem.ts';
import type { Archive } from '../archive.ts';

/** What a search offers before anything was asked for; the lists share nothing. */
export interface Featured {
  newest: readonly Postmortem[];
  /** Of the others, those of the highest impact, the highest first. */
  gravest: readonly Postmortem[];
}

/** At most `count` postmortems of each kind. */
export function featuredOf({ postmortems }: Archive, count: number): Featured {
  const gravest = postmortems
    .slice(count)
    .filter(({ impact }) => impact !== undefined)
    .sort((a, b) => (b.impact?.percent ?? 0) - (a.impact?.percent ?? 0));
  return { newest: postmortems.slice(0, count), gravest: gravest.slice(0, count) };
}
