import { boundedQuery, linesWorthAsking } from './telling-lines.ts';

export const FACETS = ['cause', 'severity', 'service', 'year'] as const;
export type Facet = (typeof FACETS)[number];

export const SORTS = ['relevance', 'date', 'impact', 'duration'] as const;
export type Sort = (typeof SORTS)[number];

export type Filters = Readonly<Record<Facet, readonly string[]>>;

/** All that a search was asked; its address says it whole. */
export interface SearchState {
  query: string;
  /** Values that were chosen; those of one facet are alternatives. */
  filters: Filters;
  sort: Sort;
}

/** Reads `?q=&cause=&severity=&service=&year=&sort=`, where all but `q` and `sort` may be there more than once. */
export function parseState(parameters: URLSearchParams): SearchState {
  const sort = SORTS.find((name) => name === parameters.get('sort')) ?? 'relevance';
  const query = boundedQuery(parameters.get('q') ?? '').trim();
  return { query, filters: filtersOf((facet) => parameters.getAll(facet)), sort };
}

/** Characters of a query in an address, and those that it takes there: servers refuse addresses that are longer. */
const LONGEST_IN_ADDRESS = 2000;
const LONGEST_ENCODED = 6000;

/**
 * The inverse of `parseState`, without what says nothing: `''` or a text that begins with `?`. The query is trimmed, and of an overlong one
 * only the lines that say most are in the address.
 */
export function formatState({ query, filters, sort }: SearchState): string {
  const parameters = new URLSearchParams();
  const asked = queryInAddress(query);
  if (asked !== '') parameters.append('q', asked);
  for (const facet of FACETS) for (const value of filters[facet]) parameters.append(facet, value);
  if (sort !== 'relevance') parameters.append('sort', sort);
  const text = parameters.toString();
  return text && `?${text}`;
}

function queryInAddress(query: string): string {
  let asked = query.trim();
  // A sign of another script takes nine characters.
  for (let length = LONGEST_IN_ADDRESS; !fitsAddress(asked); length = Math.floor(length / 2)) {
    asked = linesWorthAsking(asked, length).join('\n').trim();
  }
  return asked;
}

function fitsAddress(text: string): boolean {
  return text.length <= LONGEST_IN_ADDRESS && new URLSearchParams({ q: text }).toString().length <= LONGEST_ENCODED;
}

/** Filters from the values of each facet, without empty and repeated ones. */
export function filtersOf(valuesOf: (facet: Facet) => readonly string[]): Filters {
  const entries = FACETS.map((facet) => [facet, [...new Set(valuesOf(facet))].filter((value) => value !== '')]);
  return Object.fromEntries(entries) as Filters;
}

/** Whether any filter is chosen. */
export function hasFilters(filters: Filters): boolean {
  return FACETS.some((facet) => filters[facet].length > 0);
}
