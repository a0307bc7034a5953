import { type FactsTable, packFacts, readFacts } from '../../search/facts.ts';
import type { ListCell, ListFrame, ListPart, ListRow } from './row.ts';

/** The rows of all postmortems, newest first, stored by column to keep the file small: the content of `list.json`. */
export interface ListTable {
  version: 1;
  frame: ListFrame;
  /** `documents` are the ids of the postmortems; one that begins with its date and `-` is stored without them. */
  facts: FactsTable;
  titles: string[];
  /** The distinct tags, and for each row the indexes of its own. */
  tags: { values: string[]; of: number[][] };
  /** Values that few rows have, by the index of the row. */
  statuses: [row: number, status: string][];
  impacts: [row: number, text: string][];
  recurred: number[];
  notes: [row: number, notes: readonly string[]][];
  /** One list for each column; `null` where a row has no value. */
  cells: (readonly [sort: ListCell['sort'], ...parts: ListPart[]] | null)[][];
}

/** Converts rows to a table. The inverse of `readList`. */
export function packList(rows: readonly ListRow[], frame: ListFrame): ListTable {
  const places = new Map<string, number>();
  const placeOf = (tag: string) => {
    const place = places.get(tag) ?? places.size;
    places.set(tag, place);
    return place;
  };
  const of = rows.map(({ tags }) => tags.map(placeOf));
  return {
    version: 1,
    frame,
    facts: packFacts(rows.map((row) => ({ ...row, document: shortId(row) }))),
    titles: rows.map(({ title }) => title),
    tags: { values: [...places.keys()], of },
    statuses: rows.flatMap(({ status }, index) => (status === undefined ? [] : [[index, status] as const])),
    impacts: rows.flatMap(({ impactText }, index) => (impactText === undefined ? [] : [[index, impactText] as const])),
    recurred: rows.flatMap(({ recurred }, index) => (recurred ? index : [])),
    notes: rows.flatMap(({ notes }, index) => (notes.length > 0 ? [[index, notes] as const] : [])),
    cells: frame.columns.map((_, column) =>
      rows.map(({ cells }) => {
        const cell = cells?.[column];
        return cell ? ([cell.sort, ...cell.parts] as const) : null;
      }),
    ),
  };
}

/** Returns the rows of a table, newest first. */
export function readList(table: ListTable): ListRow[] {
  const { frame, facts, titles, tags, statuses, impacts, recurred, notes, cells } = table;
  const statusOf = new Map(statuses);
  const impactOf = new Map(impacts);
  const notesOf = new Map(notes);
  const isRecurred = new Set(recurred);
  return readFacts(facts).map((fact, index): ListRow => {
    const status = statusOf.get(index);
    const impactText = impactOf.get(index);
    return {
      ...fact,
      document: longId(fact),
      title: titles[index] ?? '',
      tags: (tags.of[index] ?? []).map((place) => tags.values[place] ?? ''),
      ...(status !== undefined && { status }),
      ...(impactText !== undefined && { impactText }),
      recurred: isRecurred.has(index),
      notes: notesOf.get(index) ?? [],
      ...(frame.columns.length > 0 && { cells: cells.map((column) => cellOf(column[index])) }),
    };
  });
}

function cellOf(cell: ListTable['cells'][number][number] | undefined): ListCell | undefined {
  if (!cell) return undefined;
  const [sort, ...parts] = cell;
  return { sort, parts };
}

/** Most ids begin with the date, which the table has already: `-login` for `2024-04-15-login`. No id begins with `-`. */
function shortId({ document, date }: ListRow): string {
  return document.startsWith(`${date}-`) ? document.slice(date.length) : document;
}

function longId({ document, date }: { document: string; date: string }): string {
  return document.startsWith('-') ? date + document : document;
}
