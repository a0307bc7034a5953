import { facetsOf, filtersOf, hasFilters } from '../../search/state.ts';
import type { ListChoice } from './choose.ts';

/** Parses `?q=&cause=&severity=&service=&year=&field-…=&sort=&order=&page=`. The inverse of `formatChoice`. */
export function parseChoice(parameters: URLSearchParams): ListChoice {
  const page = Number(parameters.get('page') ?? 1);
  return {
    text: parameters.get('q') ?? '',
    filters: filtersOf((facet) => parameters.getAll(facet), [...parameters.keys()]),
    sort: parameters.get('sort') || 'date',
    ascending: parameters.get('order') === 'ascending',
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

/** Formats a choice as `''` or a text that begins with `?`, without default values. */
export function formatChoice({ text, filters, sort, ascending, page }: ListChoice): string {
  const parameters = new URLSearchParams();
  if (text.trim() !== '') parameters.append('q', text.trim());
  for (const facet of facetsOf(filters)) {
    for (const value of filters[facet] ?? []) parameters.append(facet, value);
  }
  if (sort !== 'date') parameters.append('sort', sort);
  if (ascending || sort !== 'date') parameters.append('order', ascending ? 'ascending' : 'descending');
  if (page > 1) parameters.append('page', String(page));
  const query = parameters.toString();
  return query && `?${query}`;
}

/** Returns whether a choice is what the page shows without scripts: all rows from the first page, newest first. */
export function isDefault({ text, filters, sort, ascending, page }: ListChoice): boolean {
  return text.trim() === '' && !hasFilters(filters) && sort === 'date' && !ascending && page === 1;
}
