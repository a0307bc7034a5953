import type { Postmortem } from '../postmortem/postmortem.ts';
import type { Archive } from './archive.ts';

/** Incidents that are connected by declared recurrences, oldest first; two at least. */
export type Family = readonly Postmortem[];

/** What came back: the families of recurring incidents, the one that came back last first. */
export function familiesOf({ postmortems, byId }: Archive): Family[] {
  const families = new Map<Postmortem, Set<Postmortem>>();
  for (const postmortem of postmortems) {
    for (const id of postmortem.recurs) {
      const earlier = byId.get(id);
      if (!earlier || earlier === postmortem) continue;
      const own = families.get(postmortem) ?? new Set([postmortem]);
      const joined = own.union(families.get(earlier) ?? new Set([earlier]));
      for (const member of joined) families.set(member, joined);
    }
  }
  // By the order of the archive, newest first, each family is met by its newest member first.
  const distinct = new Set(postmortems.flatMap((postmortem) => families.get(postmortem) ?? []));
  const oldestFirst = postmortems.toReversed();
  return [...distinct].map((family) => oldestFirst.filter((postmortem) => family.has(postmortem)));
}
