import {
  byStatus,
  LEDGER_STATUSES,
  type LedgerEntry,
  type LedgerStatus,
  ledgerOf,
  ledgerStatusOf,
} from '../../archive/actions/ledger.ts';
import { byOwner, type OwnerEntries } from '../../archive/actions/owners.ts';
import type { SiteData } from './site-data.ts';

/** The action items of a site, in lists that have pages. */
export interface ActionLists {
  /** What is not finished begins with what was due first, the rest with what was done last. */
  byStatus: Readonly<Record<LedgerStatus, readonly LedgerEntry[]>>;
  /** All of them, in the order of `byStatus`: the most urgent first. */
  all: readonly LedgerEntry[];
  /** Those of each owner, the owner with most of them first, and at the end those without an owner. */
  byOwner: readonly OwnerEntries[];
  /** The pages of all lists, by their address below the base. */
  pages: ReadonlyMap<string, ActionPage>;
}

/** A list of action items: those of a status, of an owner, or without an owner. */
export type ActionList = { status: LedgerStatus } | { owner: { name: string; slug: string } } | 'unassigned';

/** A page of a list of action items. */
export interface ActionPage {
  list: ActionList;
  /** From 1. */
  page: number;
  from: number;
  entries: readonly LedgerEntry[];
  /** All entries of the list. */
  all: readonly LedgerEntry[];
}

/** Number of rows of a page. */
const ROWS = 200;
/** Number of rows of the list of all action items that are in its page. */
export const ACTION_ROWS = 50;
/** Number of owners that the page of all owners lists. The names of the others are in the rows of their action items. */
export const OWNERS_SHOWN = 800;

const known = new WeakMap<SiteData, ActionLists>();

/** Returns the action items of a site, computed once for each site. */
export function actionListsOf(site: SiteData): ActionLists {
  const lists = known.get(site) ?? makeLists(site);
  known.set(site, lists);
  return lists;
}

function makeLists({ archive, asOf }: SiteData): ActionLists {
  const sorted = byStatus(ledgerOf(archive.postmortems, asOf));
  const groups = { ...sorted, done: sorted.done.toReversed(), dropped: sorted.dropped.toReversed() };
  const all = LEDGER_STATUSES.flatMap((status) => groups[status]);
  const owners = byOwner(all);
  const pages = [
    ...LEDGER_STATUSES.flatMap((status) => pagesOf({ status }, groups[status])),
    ...owners.flatMap(({ owner, entries }) => pagesOf(owner ? { owner } : 'unassigned', entries)),
  ];
  return {
    byStatus: groups,
    all,
    byOwner: owners,
    pages: new Map(pages.map((page) => [actionPath(page.list, page.page), page])),
  };
}

function pagesOf(list: ActionList, all: readonly LedgerEntry[]): ActionPage[] {
  return Array.from({ length: Math.ceil(all.length / ROWS) }, (_, index) => {
    const from = index * ROWS;
    return { list, page: index + 1, from, entries: all.slice(from, from + ROWS), all };
  });
}

/** Returns the address of a page of a list, which begins with 1, below the base. */
export function actionPath(list: ActionList, page = 1): string {
  const name = list === 'unassigned' ? list : 'status' in list ? list.status : `owners/${list.owner.slug}`;
  return `actions/${name}/${page > 1 ? `${page}/` : ''}`;
}

/** Returns the id of the section of a status in the pages of a list. */
export function sectionId(status: LedgerStatus): string {
  return `${status[0]?.toUpperCase()}${status.slice(1)}`;
}

/** Returns the address of the section of a status in the pages of a list that is sorted by status; `undefined` if it has none. */
export function sectionPath(list: ActionList, all: readonly LedgerEntry[], status: LedgerStatus): string | undefined {
  const index = all.findIndex((entry) => ledgerStatusOf(entry) === status);
  return index < 0 ? undefined : `${actionPath(list, Math.floor(index / ROWS) + 1)}#${sectionId(status)}`;
}
