import { type Fact, passes } from '../../search/facts.ts';
import type { Filters } from '../../search/state.ts';
import { causeOf, type ListFrame, type ListRow, servicesOf } from './row.ts';
import { rowsWithWords } from './words.ts';

/** What a reader has chosen of a list: which rows, their order, and the page of the list. */
export interface ListChoice {
  /** Words that a row must contain. */
  text: string;
  filters: Filters;
  /** The key of a column, such as `impact` or `field-region`. */
  sort: string;
  ascending: boolean;
  /** From 1. */
  page: number;
}

/** The group to which a list is limited, such as `['cause', 'network']`. */
export type ListScope = readonly [kind: string, value: string];

/** Returns the rows of the list of a group. */
export function rowsIn(rows: readonly ListRow[], [kind, value]: ListScope): ListRow[] {
  switch (kind) {
    case 'cause':
      return rows.filter(({ cause }) => cause === value);
    case 'service':
      return rows.filter(({ services }) => services.includes(value));
    case 'tag':
      return rows.filter(({ tags }) => tags.includes(value));
    default:
      return rows.filter(({ date }) => date.startsWith(`${value}-`));
  }
}

/** Returns the rows that contain all words of `text` in what they show, ignoring case. */
export function rowsWith(rows: readonly ListRow[], text: string, frame: ListFrame): readonly ListRow[] {
  return rowsWithWords(rows, text, (row) => textOf(row, frame));
}

/** Returns the rows that pass the filters, in the order of the choice. `compare` compares texts in the language of the site. */
export function chosenRows(
  rows: readonly ListRow[],
  { filters, sort, ascending }: Pick<ListChoice, 'filters' | 'sort' | 'ascending'>,
  frame: ListFrame,
  compare: (a: string, b: string) => number,
): ListRow[] {
  const chosen = rows.filter((row: Fact) => passes(row, filters));
  if (sort === 'date') return ascending ? chosen.reverse() : chosen;
  const valued = chosen.map((row) => ({ row, value: sortValue(row, sort, frame) }));
  const known = valued.filter(({ value }) => value !== undefined);
  // Unknown values come last in both directions.
  const unknown = valued.filter(({ value }) => value === undefined);
  const texts = new Set(known.flatMap(({ value }) => (typeof value === 'string' ? value : [])));
  // Comparing texts in a language is slow, and many rows have the same.
  const ranks = new Map([...texts].sort(compare).map((text, rank) => [text, rank]));
  const rankOf = (value: string | number | undefined) =>
    typeof value === 'string' ? (ranks.get(value) ?? 0) : (value ?? 0);
  const direction = ascending ? 1 : -1;
  known.sort((a, b) => (rankOf(a.value) - rankOf(b.value)) * direction);
  return [...known, ...unknown].map(({ row }) => row);
}

/** Returns the value of a row in a column; `undefined` where it is unknown. */
function sortValue(row: ListRow, key: string, frame: ListFrame): string | number | undefined {
  switch (key) {
    case 'title':
      return row.title;
    case 'severity': {
      const place = frame.severities.findIndex(({ name }) => name === row.severity);
      return place < 0 ? undefined : place;
    }
    case 'cause':
      return row.cause === 'unknown' ? undefined : causeOf(row, frame);
    case 'services':
      return servicesOf(row, frame) || undefined;
    case 'duration':
    case 'impact':
      return row[key];
    default:
      return row.cells?.[frame.columns.findIndex((column) => column.key === key)]?.sort;
  }
}

const texts = new WeakMap<ListRow, string>();

/** Returns what a row shows, in lower case. */
function textOf(row: ListRow, frame: ListFrame): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const { date, title, severity, notes, cells = [] } = row;
  const parts = cells.flatMap((cell) => cell?.parts ?? []).map((part) => (typeof part === 'string' ? part : part[0]));
  const shown = [date, title, severity, causeOf(row, frame), servicesOf(row, frame), ...notes, ...parts];
  const text = shown.join('\n').toLowerCase();
  texts.set(row, text);
  return text;
}
