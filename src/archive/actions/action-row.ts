import type { ActionType } from '../../postmortem/body/actions/action-fields.ts';
import type { ListPart } from '../list/row.ts';
import type { AgeKey, LedgerStatus } from './ledger.ts';

/** What lists show of an action item, and filter by. Texts are in parts, some of which are links. */
export interface ActionRow {
  status: LedgerStatus;
  title: readonly ListPart[];
  /** The names of the owners as written, with the addresses of their pages; see `ownerSlug`. */
  owners: readonly (readonly [name: string, slug: string])[];
  /** The services of its incident. */
  services: readonly string[];
  /** How long ago its incident started. */
  age: AgeKey;
  type?: ActionType;
  /** The last day before it is overdue, `YYYY-MM-DD`, and whole days since then if it is overdue. */
  due?: string;
  late?: number;
  /** The day on which it was done, and those of the commits that added, and ticked or dropped it. */
  done?: string;
  openSince?: string;
  closedOn?: string;
  ticket?: readonly ListPart[];
  /** Its postmortem, if the list shows it. */
  source?: { id: string; title: string };
}

const KEYS = [
  ...(['status', 'title', 'owners', 'age', 'type', 'due', 'late', 'done', 'openSince', 'closedOn', 'ticket'] as const),
];
type Key = (typeof KEYS)[number];

/** The action items of all postmortems, stored by column to keep the file small: the content of `actions.json`. */
export interface ActionTable {
  version: 1;
  postmortems: { id: string; title: string; services: readonly string[] }[];
  /** For each action item the index of its postmortem. */
  of: number[];
  /** The values of each action item; `null` where it has none. */
  columns: Record<Key, unknown[]>;
}

/** Converts rows with their postmortems to a table. The inverse of `readActions`. */
export function packActions(rows: readonly ActionRow[]): ActionTable {
  const places = new Map<string, number>();
  const postmortems: ActionTable['postmortems'] = [];
  const of = rows.map(({ source = { id: '', title: '' }, services }) => {
    const place = places.get(source.id) ?? postmortems.push({ ...source, services }) - 1;
    places.set(source.id, place);
    return place;
  });
  const columns = KEYS.map((key) => [key, rows.map((row) => row[key] ?? null)]);
  return { version: 1, postmortems, of, columns: Object.fromEntries(columns) };
}

/** Returns the rows of a table, in their order. */
export function readActions({ postmortems, of, columns }: ActionTable): ActionRow[] {
  return of.map((place, index) => {
    const { id, title, services } = postmortems[place] ?? { id: '', title: '', services: [] };
    const known = KEYS.filter((key) => columns[key][index] !== null).map((key) => [key, columns[key][index]]);
    return {
      ...(Object.fromEntries(known) as Omit<ActionRow, 'source' | 'services'>),
      services,
      source: { id, title },
    };
  });
}
