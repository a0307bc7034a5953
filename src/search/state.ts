import { limitQuery, significantLines } from './significant-lines.ts';

/** The facets of every archive. */
export const FACETS = ['kind', 'cause', 'severity', 'service', 'year'] as const;
type CommonFacet = (typeof FACETS)[number];
/** The facet of a custom field, by its key in the frontmatter. */
export type FieldFacet = `field-${string}`;
export type Facet = CommonFacet | FieldFacet;

/** Values by facet; a facet of a custom field may be absent. */
export type ByFacet<Value> = Record<CommonFacet, Value> & { [facet in FieldFacet]?: Value };

export const SORTS = ['relevance', 'date', 'impact', 'duration'] as const;
export type Sort = (typeof SORTS)[number];

export type Filters = Readonly<ByFacet<readonly string[]>>;

/** The state of a search, all of which is in its address. */
export interface SearchState {
  query: string;
  /** Chosen values; values of one facet are alternatives. */
  filters: Filters;
  sort: Sort;
}

/** Parses `?q=&kind=&cause=&severity=&service=&year=&field-…=&sort=`. All but `q` and `sort` may be repeated. */
export function parseState(parameters: URLSearchParams): SearchState {
  const sort = SORTS.find((name) => name === parameters.get('sort')) ?? 'relevance';
  const query = limitQuery(parameters.get('q') ?? '').trim();
  const filters = filtersOf((facet) => parameters.getAll(facet), [...parameters.keys()]);
  return { query, filters, sort };
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
  for (const facet of facetsOf(filters)) {
    for (const value of filters[facet] ?? []) parameters.append(facet, value);
  }
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

/**
 * Creates filters from the values of each facet, without empty and repeated values. `names` are names among which those of
 * custom fields are facets too; these are left out if they have no value.
 */
export function filtersOf(valuesOf: (facet: Facet) => readonly string[], names: readonly string[] = []): Filters {
  const chosen = (facet: Facet) => [...new Set(valuesOf(facet))].filter((value) => value !== '');
  const common = FACETS.map((facet) => [facet, chosen(facet)] as const);
  const fields = [...new Set(names)].filter(isFieldFacet).map((facet) => [facet, chosen(facet)] as const);
  return Object.fromEntries([...common, ...fields.filter(([, values]) => values.length > 0)]) as unknown as Filters;
}

/** Returns the facets of filters or counts. */
export function facetsOf(values: ByFacet<unknown>): Facet[] {
  return [...FACETS, ...Object.keys(values).filter(isFieldFacet)];
}

/** Returns the facet of a custom field. */
export function fieldFacet(key: string): FieldFacet {
  return `field-${key}`;
}

function isFieldFacet(name: string): name is FieldFacet {
  return name.startsWith('field-');
}

/** Returns whether any filter is set. */
export function hasFilters(filters: Filters): boolean {
  return facetsOf(filters).some((facet) => filters[facet]?.length);
}
