import { ascending } from 'd3-array';
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

/** How long ago an incident started, as a value of a filter: days such as `31-90`, or `731-`. */
export type AgeKey = `${number}-${number | ''}`;

/** Open and overdue actions whose incidents started a similar time ago. */
export interface AgeBand {
  key: AgeKey;
  /** Whole days, both inclusive; the last band has no `toDays`. */
  fromDays: number;
  toDays?: number;
  entries: readonly LedgerEntry[];
}

const FIRST_DAYS = [0, 31, 91, 366, 731];

/** The age bands, youngest first. */
export const AGE_BANDS: readonly Omit<AgeBand, 'entries'>[] = FIRST_DAYS.map((fromDays, index) => {
  const next = FIRST_DAYS[index + 1];
  return { key: `${fromDays}-${next ? next - 1 : ''}`, fromDays, ...(next && { toDays: next - 1 }) };
});

/** Returns the age band of an entry's incident on a day (`YYYY-MM-DD`). */
export function ageKeyOf({ postmortem }: LedgerEntry, day: string): AgeKey {
  // An incident that starts later counts as one of that day.
  const days = Math.max(0, daysBetween(localDate(postmortem.started), day));
  return AGE_BANDS.findLast(({ fromDays }) => fromDays <= days)?.key ?? '0-';
}

/**
 * Groups open and overdue entries by the age of their incident on a day (`YYYY-MM-DD`), youngest band first. Every band
 * is present.
 */
export function byAge(entries: readonly LedgerEntry[], day: string): AgeBand[] {
  const aged = Map.groupBy(entries.filter(isPending), (entry) => ageKeyOf(entry, day));
  return AGE_BANDS.map((band) => ({ ...band, entries: aged.get(band.key) ?? [] }));
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

/** Returns the status that lists group by. */
export function ledgerStatusOf({ status, action }: LedgerEntry): LedgerStatus {
  return status === 'open' && action.due === undefined ? 'undated' : status;
}
