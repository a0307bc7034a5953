import { FACETS, type Facet, type Filters, type Sort } from './state.ts';

/** What the search page has to know of every postmortem, whatever was searched. */
export interface Fact {
  id: string;
  /** Id of its document in the index, which is all that the index says of a hit. */
  document: string;
  title: string;
  /** Day of its start, `YYYY-MM-DD`. */
  date: string;
  cause: string;
  severity: string;
  services: string[];
  /** Minutes; absent where unknown. */
  duration?: number;
  /** Percent; absent where unknown. */
  impact?: number;
  /** Percent of what. */
  of?: string;
}

/** The file that the search page loads first. */
export interface Facts {
  version: 1;
  /** Titles of the causes by id. */
  causes: Record<string, string>;
  /** Newest first. */
  postmortems: Fact[];
}

/** Number of postmortems of each value of each facet. */
export type Counts = Record<Facet, Map<string, number>>;

/** Whether a postmortem passes all filters, or all but those of one facet. */
export function passes(fact: Fact, filters: Filters, except?: Facet): boolean {
  return FACETS.every((facet) => {
    const chosen = filters[facet];
    return facet === except || chosen.length === 0 || valuesOf(fact, facet).some((value) => chosen.includes(value));
  });
}

/** Counts each facet under the filters of the others: what one would get by choosing a further value of it. */
export function countFacets(facts: readonly Fact[], filters: Filters): Counts {
  const entries = FACETS.map((facet) => {
    const counts = new Map<string, number>();
    for (const fact of facts) {
      if (!passes(fact, filters, facet)) continue;
      for (const value of valuesOf(fact, facet)) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return [facet, counts] as const;
  });
  return Object.fromEntries(entries) as Counts;
}

/** The facets that stand between a reader and a hit: how many there were if one facet's filters went, the most first. */
export function waysOut(facts: readonly Fact[], filters: Filters): { facet: Facet; count: number }[] {
  const ways = FACETS.filter((facet) => filters[facet].length > 0).map((facet) => {
    return { facet, count: facts.filter((fact) => passes(fact, filters, facet)).length };
  });
  return ways.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
}

/** Orders what was found: latest, highest or longest first, unknown last. `relevance` is the order that is there. */
export function sortMatches<T extends { fact: Fact }>(matches: readonly T[], sort: Sort): T[] {
  if (sort === 'relevance') return [...matches];
  return matches.toSorted(({ fact: a }, { fact: b }) => {
    const difference = sort === 'date' ? 0 : (b[sort] ?? -1) - (a[sort] ?? -1);
    return difference || (a.date < b.date ? 1 : a.date > b.date ? -1 : 0);
  });
}

function valuesOf(fact: Fact, facet: Facet): readonly string[] {
  if (facet === 'service') return fact.services;
  return [facet === 'year' ? fact.date.slice(0, 4) : fact[facet]];
}
