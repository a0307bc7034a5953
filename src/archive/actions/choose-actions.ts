import { facetFilters } from '../../search/facets.ts';
import { rowsWithWords } from '../list/words.ts';
import type { ActionRow } from './action-row.ts';

/** The facets by which action items are filtered. */
export const ACTION_FACETS = ['status', 'owner', 'service', 'type', 'age'] as const;
export type ActionFacet = (typeof ACTION_FACETS)[number];

/** Chosen values by facet; values of one facet are alternatives. */
export type ActionFilters = Readonly<Record<ActionFacet, readonly string[]>>;

/** What a reader has chosen of a list of action items. */
export interface ActionChoice {
  /** Words that an action item must contain. */
  text: string;
  filters: ActionFilters;
  /** From 1. */
  page: number;
}

/** The value of the facet `owner` or `type` for action items without one; no name has this slug. */
export const NONE = '-';

/** Parses `?q=&status=&owner=&service=&type=&age=&page=`. The inverse of `formatActionChoice`. */
export function parseActionChoice(parameters: URLSearchParams): ActionChoice {
  const page = Number(parameters.get('page') ?? 1);
  const filters = ACTION_FACETS.map((facet) => [facet, [...new Set(parameters.getAll(facet))].filter(Boolean)]);
  return {
    text: parameters.get('q') ?? '',
    filters: Object.fromEntries(filters) as ActionFilters,
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

/** Formats a choice as `''` or a text that begins with `?`, without default values. */
export function formatActionChoice({
  text = '',
  filters = {},
  page = 1,
}: Partial<Omit<ActionChoice, 'filters'>> & { filters?: Partial<ActionFilters> }): string {
  const parameters = new URLSearchParams();
  if (text.trim() !== '') parameters.append('q', text.trim());
  for (const facet of ACTION_FACETS) {
    for (const value of filters[facet] ?? []) parameters.append(facet, value);
  }
  if (page > 1) parameters.append('page', String(page));
  const query = parameters.toString();
  return query && `?${query}`;
}

/** Returns the rows that contain all words of `text`, ignoring case. */
export function actionsWith(rows: readonly ActionRow[], text: string): readonly ActionRow[] {
  return rowsWithWords(rows, text, textOf);
}

const filtered = facetFilters<ActionRow, ActionFacet>(valuesOf, () => ACTION_FACETS);

/** Returns whether a row passes all filters. */
export function passesFilters(row: ActionRow, filters: ActionFilters): boolean {
  return filtered.passes(row, filters);
}

/** Counts the values of each facet under the filters of the other facets: the number of rows that each value would give. */
export function countActions(
  rows: readonly ActionRow[],
  filters: ActionFilters,
): Record<ActionFacet, Map<string, number>> {
  const entries = ACTION_FACETS.map((facet) => [facet, filtered.count(rows, filters, facet)]);
  return Object.fromEntries(entries) as Record<ActionFacet, Map<string, number>>;
}

/** Returns the facets whose filters exclude rows, with the number of rows without them, most first. */
export function actionFiltersToRelax(
  rows: readonly ActionRow[],
  filters: ActionFilters,
): { facet: ActionFacet; count: number }[] {
  return filtered.toRelax(rows, filters);
}

function valuesOf(row: ActionRow, facet: ActionFacet): readonly string[] {
  switch (facet) {
    case 'owner':
      return row.owners.length > 0 ? [...new Set(row.owners.map(([, slug]) => slug))] : [NONE];
    case 'service':
      return [...new Set(row.services)];
    case 'type':
      return [row.type ?? NONE];
    default:
      return [row[facet]];
  }
}

const texts = new WeakMap<ActionRow, string>();

/** Returns what a row shows, in lower case. */
function textOf(row: ActionRow): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const { title, owners, services, ticket = [], source } = row;
  const shown = [...title, ...ticket].map((part) => (typeof part === 'string' ? part : part[0]));
  const text = [shown.join(''), ...owners.map(([name]) => name), ...services, source?.title].join('\n').toLowerCase();
  texts.set(row, text);
  return text;
}
