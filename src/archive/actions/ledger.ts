import { ascending, descending } from 'd3-array';
import { ownersOf } from '../../postmortem/body/action-items.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { daysBetween } from '../../postmortem/time/days.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import { statusOn } from '../statistics/numbers.ts';

/** An action item with its incident and its status on a day. */
export interface LedgerEntry {
  action: Postmortem['actions'][number];
  /** The postmortem that lists the action. */
  postmortem: Postmortem;
  status: ReturnType<typeof statusOn>;
}

const ORDER = ['overdue', 'open', 'unknown', 'done', 'dropped'];
const NEVER = '9999';

/**
 * Returns the action items of `postmortems` with their status on a day (`YYYY-MM-DD`): overdue, then open, unknown,
 * done and dropped. Within a status the earliest due date comes first, entries without a due date last.
 */
export function ledgerOf(postmortems: readonly Postmortem[], day: string): LedgerEntry[] {
  const entries = postmortems.flatMap((postmortem) =>
    postmortem.actions.map((action) => ({ action, postmortem, status: statusOn(action, day) })),
  );
  return entries.sort(
    (a, b) =>
      ascending(ORDER.indexOf(a.status), ORDER.indexOf(b.status)) ||
      ascending(a.action.due ?? NEVER, b.action.due ?? NEVER),
  );
}

/** The status that lists group by; `undated` is an open action without a due date, which cannot be overdue. */
export type LedgerStatus = LedgerEntry['status'] | 'undated';

export const LEDGER_STATUSES: readonly LedgerStatus[] = ['overdue', 'open', 'undated', 'unknown', 'done', 'dropped'];

/** Groups entries by status, in their given order. Every status has a list, empty if no entry has it. */
export function byStatus(entries: readonly LedgerEntry[]): Record<LedgerStatus, LedgerEntry[]> {
  const groups: Record<LedgerStatus, LedgerEntry[]> = {
    ...{ overdue: [], open: [], undated: [], unknown: [], done: [], dropped: [] },
  };
  for (const entry of entries) groups[ledgerStatusOf(entry)].push(entry);
  return groups;
}

/** How many entries of each status a page shows at least, if there are as many. */
const SHARES: Readonly<Record<LedgerStatus, number>> = {
  ...{ overdue: 100, open: 80, undated: 20, unknown: 20, done: 20, dropped: 20 },
};

/**
 * Returns the first entries of each status, so that a page has at most 260 of all. What a status does not need of its share
 * goes to the others, the most urgent first.
 */
export function firstByStatus(groups: Readonly<Record<LedgerStatus, readonly LedgerEntry[]>>) {
  const wanted = (status: LedgerStatus) => groups[status].length - SHARES[status];
  let left = LEDGER_STATUSES.reduce((sum, status) => sum + Math.max(-wanted(status), 0), 0);
  const shown = LEDGER_STATUSES.map((status) => {
    const more = Math.min(Math.max(wanted(status), 0), left);
    left -= more;
    return [status, groups[status].slice(0, SHARES[status] + more)] as const;
  });
  return Object.fromEntries(shown) as Record<LedgerStatus, LedgerEntry[]>;
}

/** The ledger entries of one owner. */
export interface OwnerEntries {
  /** As written; absent for actions without an owner. */
  owner?: string;
  entries: readonly LedgerEntry[];
}

/** Groups entries by owner, those of several under each of them: the owner with most entries first, ties by name, entries without an owner last. */
export function byOwner(entries: readonly LedgerEntry[]): OwnerEntries[] {
  const owners = new Map<string | undefined, LedgerEntry[]>();
  for (const entry of entries) {
    const [first, ...others] = ownersOf(entry.action);
    for (const owner of [first, ...others]) {
      const own = owners.get(owner);
      if (own) own.push(entry);
      else owners.set(owner, [entry]);
    }
  }
  const groups = [...owners].map(([owner, own]): OwnerEntries => ({ ...(owner && { owner }), entries: own }));
  return groups.sort(
    (a, b) =>
      ascending(a.owner === undefined, b.owner === undefined) ||
      descending(a.entries.length, b.entries.length) ||
      ascending(a.owner, b.owner),
  );
}

/** Open and overdue actions whose incidents started a similar time ago. */
export interface AgeBand {
  /** Whole days, both inclusive; the last band has no `toDays`. */
  fromDays: number;
  toDays?: number;
  entries: readonly LedgerEntry[];
}

const BANDS = [0, 31, 91, 366, 731];

/**
 * Groups open and overdue entries by the age of their incident on a day (`YYYY-MM-DD`), youngest band first. Every band
 * is present.
 */
export function byAge(entries: readonly LedgerEntry[], day: string): AgeBand[] {
  const aged = entries.filter(isPending).map((entry) => ({ entry, days: ageDays(entry, day) }));
  return BANDS.map((fromDays, index) => {
    const next = BANDS[index + 1];
    const own = aged.filter(({ days }) => days >= fromDays && (next === undefined || days < next));
    return { fromDays, ...(next && { toDays: next - 1 }), entries: own.map(({ entry }) => entry) };
  });
}

/** Returns the whole days from the start of the incident to `day`; 0 if the incident starts later. */
function ageDays({ postmortem }: LedgerEntry, day: string): number {
  return Math.max(0, daysBetween(localDate(postmortem.started), day));
}

/** How many action items are done. Dropped ones do not count. */
export interface Completion {
  done: number;
  /** Open, overdue and done. */
  total: number;
  /** Number of those whose status is unknown; not part of `total`. */
  unknown: number;
}

/** Counts how many of the entries are done. */
export function completionOf(entries: readonly LedgerEntry[]): Completion {
  const unknown = entries.filter(({ status }) => status === 'unknown').length;
  const counted = entries.filter(({ status }) => status !== 'dropped' && status !== 'unknown');
  return { done: counted.filter(({ status }) => status === 'done').length, total: counted.length, unknown };
}

function isPending({ status }: LedgerEntry): boolean {
  return status === 'open' || status === 'overdue';
}

function ledgerStatusOf({ status, action }: LedgerEntry): LedgerStatus {
  return status === 'open' && action.due === undefined ? 'undated' : status;
}
