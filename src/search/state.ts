import { limitQuery, significantLines } from './significant-lines.ts';

export const FACETS = ['cause', 'severity', 'service', 'year'] as const;
export type Facet = (typeof FACETS)[number];

export const SORTS = ['relevance', 'date', 'impact', 'duration'] as const;
export type Sort = (typeof SORTS)[number];

export type Filters = Readonly<Record<Facet, readonly string[]>>;

/** The state of a search, all of which is in its address. */
export interface SearchState {
  query: string;
  /** Chosen values; values of one facet are alternatives. */
  filters: Filters;
  sort: Sort;
}

/** Parses `?q=&cause=&severity=&service=&year=&sort=`. All but `q` and `sort` may be repeated. */
export function parseState(parameters: URLSearchParams): SearchState {
  const sort = SORTS.find((name) => name === parameters.get('sort')) ?? 'relevance';
  const query = limitQuery(parameters.get('q') ?? '').trim();
  return { query, filters: filtersOf((facet) => parameters.getAll(facet)), sort };
}

/** Limits for a query in an address, in characters and percent-encoded bytes: servers refuse longer addresses. */
const MAX_IN_ADDRESS = 2000;
const MAX_ENCODED = 6000;

/**
 * Formats a state as `''` or a text that begins with `?`, without default values. The inverse of `parseState`. Trims
 * the query, and reduces one that is too long to its most significant lines.
 */
export function formatState({ query, filters, sort }: SearchState): string {
  const parameters = new URLSearchParams();
  const inAddress = queryInAddress(query);
  if (inAddress !== '') parameters.append('q', inAddress);
  for (const facet of FACETS) for (const value of filters[facet]) parameters.append(facet, value);
  if (sort !== 'relevance') parameters.append('sort', sort);
  const text = parameters.toString();
  return text && `?${text}`;
}

function queryInAddress(query: string): string {
  let text = query.trim();
  // A non-Latin character takes up to nine bytes.
  for (let length = MAX_IN_ADDRESS; !fitsAddress(text); length = Math.floor(length / 2)) {
    text = significantLines(text, length).join('\n').trim();
  }
  return text;
}

function fitsAddress(text: string): boolean {
  return text.length <= MAX_IN_ADDRESS && new URLSearchParams({ q: text }).toString().length <= MAX_ENCODED;
}

/** Creates filters from the values of each facet, without empty and repeated values. */
export function filtersOf(valuesOf: (facet: Facet) => readonly string[]): Filters {
  const entries = FACETS.map((facet) => [facet, [...new Set(valuesOf(facet))].filter((value) => value !== '')]);
  return Object.fromEntries(entries) as Filters;
}

/** Returns whether any filter is set. */
export function hasFilters(filters: Filters): boolean {
  return FACETS.some((facet) => filters[facet].length > 0);
}
