import { ascending, descending } from 'd3-array';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { daysBetween } from '../../postmortem/time/days.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import { statusOn } from '../statistics/numbers.ts';

/** An action item with where it was promised and how it stands on a day. */
export interface LedgerEntry {
  action: Postmortem['actions'][number];
  postmortem: Postmortem;
  state: ReturnType<typeof statusOn>;
}

const ORDER = ['overdue', 'open', 'done', 'dropped'];
const NEVER = '9999';

/**
 * The action items of some postmortems as they stand on a day (`YYYY-MM-DD`): overdue ones first, then open, done and
 * dropped; within a state the earliest due first, those without a date last.
 */
export function ledgerOf(postmortems: readonly Postmortem[], day: string): LedgerEntry[] {
  const promises = postmortems.flatMap((postmortem) =>
    postmortem.actions.map((action) => ({ action, postmortem, state: statusOn(action, day) })),
  );
  return promises.sort(
    (a, b) =>
      ascending(ORDER.indexOf(a.state), ORDER.indexOf(b.state)) ||
      ascending(a.action.due ?? NEVER, b.action.due ?? NEVER),
  );
}

/** How an action stands; `unknown` is an open one without a due date, of which nobody can say whether it is late. */
export type LedgerStatus = LedgerEntry['state'] | 'unknown';

export const LEDGER_STATUSES: readonly LedgerStatus[] = ['overdue', 'open', 'unknown', 'done', 'dropped'];

/** The actions by how they stand, in the order in which they come; a standing that none has is an empty list. */
export function byStatus(promises: readonly LedgerEntry[]): Record<LedgerStatus, LedgerEntry[]> {
  const groups: Record<LedgerStatus, LedgerEntry[]> = { overdue: [], open: [], unknown: [], done: [], dropped: [] };
  for (const promise of promises) groups[ledgerStatusOf(promise)].push(promise);
  return groups;
}

/** What somebody has promised. */
export interface OwnerEntries {
  /** As written; absent for what nobody is named for. */
  owner?: string;
  promises: readonly LedgerEntry[];
}

/** The actions by owner, the owner of most of them first, equal ones by name, what nobody owns last. */
export function byOwner(promises: readonly LedgerEntry[]): OwnerEntries[] {
  const owners = new Map<string | undefined, LedgerEntry[]>();
  for (const promise of promises) {
    const own = owners.get(promise.action.owner);
    if (own) own.push(promise);
    else owners.set(promise.action.owner, [promise]);
  }
  const groups = [...owners].map(([owner, own]): OwnerEntries => ({ ...(owner && { owner }), promises: own }));
  return groups.sort(
    (a, b) =>
      ascending(a.owner === undefined, b.owner === undefined) ||
      descending(a.promises.length, b.promises.length) ||
      ascending(a.owner, b.owner),
  );
}

/** Actions that are not ended, by how long ago their incident began. */
export interface AgeBand {
  /** Whole days, both ends included; the last band has no end. */
  fromDays: number;
  toDays?: number;
  promises: readonly LedgerEntry[];
}

const BANDS = [0, 31, 91, 366, 731];

/** What is still to be done by the age of its incident on a day (`YYYY-MM-DD`), the oldest last; every band is there. */
export function byAge(promises: readonly LedgerEntry[], day: string): AgeBand[] {
  const aged = promises.filter(isPending).map((promise) => ({ promise, days: ageDays(promise, day) }));
  return BANDS.map((fromDays, index) => {
    const next = BANDS[index + 1];
    const own = aged.filter(({ days }) => days >= fromDays && (next === undefined || days < next));
    return { fromDays, ...(next && { toDays: next - 1 }), promises: own.map(({ promise }) => promise) };
  });
}

/** Whole days from the start of an action's incident to a day; 0 where that is later. */
function ageDays({ postmortem }: LedgerEntry, day: string): number {
  return Math.max(0, daysBetween(localDate(postmortem.started), day));
}

/** How many promises were kept: dropped ones are no promises any more. */
export interface Completion {
  done: number;
  promised: number;
}

/** How many of some actions are done. */
export function completionOf(promises: readonly LedgerEntry[]): Completion {
  const promised = promises.filter(({ state }) => state !== 'dropped');
  return { done: promised.filter(({ state }) => state === 'done').length, promised: promised.length };
}

function isPending({ state }: LedgerEntry): boolean {
  return state === 'open' || state === 'overdue';
}

function ledgerStatusOf({ state, action }: LedgerEntry): LedgerStatus {
  return state === 'open' && action.due === undefined ? 'unknown' : state;
}
