import { FACETS, type Facet, type Filters, type Sort } from './state.ts';

/** What narrowing and sorting have to know of a postmortem, whatever was searched. */
export interface Fact {
  /** Id of its document in the index. */
  document: string;
  /** Day of its start as its author wrote it, `YYYY-MM-DD`. */
  date: string;
  cause: string;
  severity: string;
  services: readonly string[];
  /** Minutes; absent where unknown. */
  duration?: number;
  /** Percent; absent where unknown. */
  impact?: number;
}

/** A fact, and its place among all: 0 is the newest. Days cannot order moments, as each is that of its author's clocks. */
export interface RankedFact extends Fact {
  place: number;
}

/** The facts of all documents, the newest first, as columns: what is the same in many is written once. */
export interface FactsTable {
  version: 1;
  documents: string[];
  dates: string[];
  causes: Column<number>;
  severities: Column<number>;
  services: Column<number[]>;
  /** Minutes; `null` where unknown. */
  durations: (number | null)[];
  /** Percent; `null` where unknown. */
  impacts: (number | null)[];
}

/** Values, and for each document the places of its own among them. */
interface Column<T> {
  values: string[];
  of: T[];
}

/** The inverse of `readFacts`; the newest comes first. */
export function packFacts(facts: readonly Fact[]): FactsTable {
  const place = (values: string[]) => (value: string) => {
    const known = values.indexOf(value);
    return known < 0 ? values.push(value) - 1 : known;
  };
  const column = <T>(of: (fact: Fact, placeOf: (value: string) => number) => T): Column<T> => {
    const values: string[] = [];
    return { values, of: facts.map((fact) => of(fact, place(values))) };
  };
  return {
    version: 1,
    documents: facts.map(({ document }) => document),
    dates: facts.map(({ date }) => date),
    causes: column(({ cause }, placeOf) => placeOf(cause)),
    severities: column(({ severity }, placeOf) => placeOf(severity)),
    services: column(({ services }, placeOf) => services.map(placeOf)),
    durations: facts.map(({ duration = null }) => duration),
    impacts: facts.map(({ impact = null }) => impact),
  };
}

/** The facts of each document, in the table's order. */
export function readFacts(table: FactsTable): RankedFact[] {
  const { documents, dates, causes, severities, services, durations, impacts } = table;
  return documents.map((document, number) => {
    const [duration, impact] = [durations[number] ?? null, impacts[number] ?? null];
    return {
      place: number,
      document,
      date: dates[number] ?? '',
      cause: causes.values[causes.of[number] ?? -1] ?? '',
      severity: severities.values[severities.of[number] ?? -1] ?? '',
      services: (services.of[number] ?? []).map((place) => services.values[place] ?? ''),
      ...(duration !== null && { duration }),
      ...(impact !== null && { impact }),
    };
  });
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
export function filtersToRelax(facts: readonly Fact[], filters: Filters): { facet: Facet; count: number }[] {
  const ways = FACETS.filter((facet) => filters[facet].length > 0).map((facet) => {
    return { facet, count: facts.filter((fact) => passes(fact, filters, facet)).length };
  });
  return ways.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
}

/** Orders what was found: latest, highest or longest first, unknown last. `relevance` is the order that is there. */
export function sortMatches<T extends { fact: RankedFact }>(matches: readonly T[], sort: Sort): T[] {
  if (sort === 'relevance') return [...matches];
  return matches.toSorted(({ fact: a }, { fact: b }) => {
    const difference = sort === 'date' ? 0 : (b[sort] ?? -1) - (a[sort] ?? -1);
    return difference || a.place - b.place;
  });
}

function valuesOf(fact: Fact, facet: Facet): readonly string[] {
  if (facet === 'service') return fact.services;
  return [facet === 'year' ? fact.date.slice(0, 4) : fact[facet]];
}
