import { facetFilters } from './facets.ts';
import { type ByFacet, FACETS, type Facet, type Filters, facetsOf, fieldFacet, type Sort } from './state.ts';

/** What filters and sorting need to know of a postmortem, regardless of the query. */
export interface Fact {
  /** Id of the document in the index. */
  document: string;
  /** Day of the start in the author's own zone, `YYYY-MM-DD`. */
  date: string;
  /** `incident` or `near-miss`. */
  kind: string;
  cause: string;
  severity: string;
  services: readonly string[];
  /** Values of the custom fields that are facets, by key; absent if the archive has none. */
  fields?: Readonly<Record<string, readonly string[]>>;
  /** Minutes; absent where unknown. */
  duration?: number;
  /** Percent; absent where unknown. */
  impact?: number;
}

/** A fact with its position among all, newest first. Dates do not order incidents, as each is local to its author. */
export interface RankedFact extends Fact {
  place: number;
}

/** The facts of all documents, newest first, stored by column to keep the file small. */
export interface FactsTable {
  version: 1;
  documents: string[];
  dates: string[];
  kinds: Column<number>;
  causes: Column<number>;
  severities: Column<number>;
  services: Column<number[]>;
  /** Custom fields that are facets, by key. */
  fields?: Record<string, Column<number[]>>;
  /** Minutes; `null` where unknown. */
  durations: (number | null)[];
  /** Percent; `null` where unknown. */
  impacts: (number | null)[];
}

/** The distinct values, and for each document the indexes of its own. */
interface Column<T> {
  values: string[];
  of: T[];
}

/** Converts facts to a table. The inverse of `readFacts`; the newest comes first. */
export function packFacts(facts: readonly Fact[]): FactsTable {
  const place = (values: string[]) => (value: string) => {
    const known = values.indexOf(value);
    return known < 0 ? values.push(value) - 1 : known;
  };
  const column = <T>(of: (fact: Fact, placeOf: (value: string) => number) => T): Column<T> => {
    const values: string[] = [];
    return { values, of: facts.map((fact) => of(fact, place(values))) };
  };
  const keys = new Set(facts.flatMap(({ fields = {} }) => Object.keys(fields)));
  const fields = [...keys].map((key) => {
    return [key, column((fact, placeOf) => (fact.fields?.[key] ?? []).map(placeOf))] as const;
  });
  return {
    version: 1,
    documents: facts.map(({ document }) => document),
    dates: facts.map(({ date }) => date),
    kinds: column(({ kind }, placeOf) => placeOf(kind)),
    causes: column(({ cause }, placeOf) => placeOf(cause)),
    severities: column(({ severity }, placeOf) => placeOf(severity)),
    services: column(({ services }, placeOf) => services.map(placeOf)),
    ...(keys.size > 0 && { fields: Object.fromEntries(fields) }),
    durations: facts.map(({ duration = null }) => duration),
    impacts: facts.map(({ impact = null }) => impact),
  };
}

/** Returns the facts of each document, in the order of the table. */
export function readFacts(table: FactsTable): RankedFact[] {
  const { documents, dates, kinds, causes, severities, services, fields, durations, impacts } = table;
  return documents.map((document, number) => {
    const [duration, impact] = [durations[number] ?? null, impacts[number] ?? null];
    return {
      place: number,
      document,
      date: dates[number] ?? '',
      kind: kinds.values[kinds.of[number] ?? -1] ?? '',
      cause: causes.values[causes.of[number] ?? -1] ?? '',
      severity: severities.values[severities.of[number] ?? -1] ?? '',
      services: valuesAt(services, number),
      ...(fields && { fields: mapValues(fields, (column) => valuesAt(column, number)) }),
      ...(duration !== null && { duration }),
      ...(impact !== null && { impact }),
    };
  });
}

function valuesAt({ values, of }: Column<number[]>, number: number): string[] {
  return (of[number] ?? []).map((place) => values[place] ?? '');
}

function mapValues<From, To>(record: Record<string, From>, map: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

/** Number of postmortems for each value of each facet. */
export type Counts = ByFacet<Map<string, number>>;

const filtered = facetFilters<Fact, Facet>(valuesOf, (filters) => facetsOf(filters as Filters));

/** Returns whether a postmortem passes all filters. */
export function passes(fact: Fact, filters: Filters): boolean {
  return filtered.passes(fact, filters);
}

/**
 * Counts the values of each facet under the filters of the other facets: the number of results that each value would
 * give.
 */
export function countFacets(facts: readonly Fact[], filters: Filters): Counts {
  const keys = new Set(facts.flatMap(({ fields = {} }) => Object.keys(fields)));
  const facets = [...FACETS, ...[...keys].map(fieldFacet)];
  return Object.fromEntries(facets.map((facet) => [facet, filtered.count(facts, filters, facet)])) as unknown as Counts;
}

/** Returns the facets whose filters exclude results, with the number of results without them, most first. */
export function filtersToRelax(facts: readonly Fact[], filters: Filters): { facet: Facet; count: number }[] {
  return filtered.toRelax(facts, filters);
}

/** Sorts matches: latest, highest or longest first, unknown last. `relevance` keeps the given order. */
export function sortMatches<T extends { fact: RankedFact }>(matches: readonly T[], sort: Sort): T[] {
  if (sort === 'relevance') return [...matches];
  return matches.toSorted(({ fact: a }, { fact: b }) => {
    const difference = sort === 'date' ? 0 : (b[sort] ?? -1) - (a[sort] ?? -1);
    return difference || a.place - b.place;
  });
}

function valuesOf(fact: Fact, facet: Facet): readonly string[] {
  switch (facet) {
    case 'service':
      return fact.services;
    case 'year':
      return [fact.date.slice(0, 4)];
    case 'kind':
    case 'cause':
    case 'severity':
      return [fact[facet]];
    default:
      return fact.fields?.[facet.slice(fieldFacet('').length)] ?? [];
  }
}
