import {
  byStatus,
  firstByStatus,
  type LedgerEntry,
  type LedgerStatus,
  ledgerOf,
} from '../../archive/actions/ledger.ts';
import type { SiteData } from './site-data.ts';

/** The action items of a site, by status. */
export interface ActionLists {
  /** What is not finished begins with what was due first, the rest with what was done last. */
  all: Readonly<Record<LedgerStatus, readonly LedgerEntry[]>>;
  /** Those that `/actions/` lists. */
  shown: Readonly<Record<LedgerStatus, readonly LedgerEntry[]>>;
  /** The pages with all action items that are not finished, of each status of which `/actions/` lists only some. */
  pages: readonly ActionPage[];
}

/** A page of the action items of one status. */
export interface ActionPage {
  status: UnfinishedStatus;
  /** From 1. */
  page: number;
  from: number;
  entries: readonly LedgerEntry[];
}

const UNFINISHED = ['overdue', 'open', 'undated', 'unknown'] as const;
export type UnfinishedStatus = (typeof UNFINISHED)[number];

const ROWS = 250;

const known = new WeakMap<SiteData, ActionLists>();

/** Returns the action items of a site, computed once for each site. */
export function actionListsOf(site: SiteData): ActionLists {
  const lists = known.get(site) ?? makeLists(site);
  known.set(site, lists);
  return lists;
}

function makeLists({ archive, asOf }: SiteData): ActionLists {
  const sorted = byStatus(ledgerOf(archive.postmortems, asOf));
  const all = { ...sorted, done: sorted.done.toReversed(), dropped: sorted.dropped.toReversed() };
  const shown = firstByStatus(all);
  const long = UNFINISHED.filter((status) => all[status].length > shown[status].length);
  return { all, shown, pages: long.flatMap((status) => pagesOf(status, all[status])) };
}

function pagesOf(status: UnfinishedStatus, entries: readonly LedgerEntry[]): ActionPage[] {
  return Array.from({ length: Math.ceil(entries.length / ROWS) }, (_, index) => {
    const from = index * ROWS;
    return { status, page: index + 1, from, entries: entries.slice(from, from + ROWS) };
  });
}

/** Returns the address of a page below the base. */
export function actionPath({ status, page }: Pick<ActionPage, 'status' | 'page'>): string {
  return `actions/${status}/${page > 1 ? `${page}/` : ''}`;
}
