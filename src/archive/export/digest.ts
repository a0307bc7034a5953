import { doneOn } from '../../postmortem/body/action-items.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import type { Trackers } from '../../postmortem/tickets.ts';
import { dayBefore, daysBetween, firstDayOf } from '../../postmortem/time/days.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import { byStatus, type LedgerEntry, ledgerOf } from '../actions/ledger.ts';
import type { Archive } from '../archive.ts';
import { type Recurrence, recurrencesOf } from '../recurrence/recurrence.ts';
import { durationsOf, incidentsOf } from '../statistics/numbers.ts';

/** The status of an archive on a day, for a weekly mail or a chat message. Incidents that started later are left out. */
export interface Digest {
  title: string;
  /** Addresses of tickets by the prefix of their ids. */
  tickets: Trackers;
  /** `YYYY-MM-DD`. */
  asOf: string;
  incidents: number;
  /** Longest overdue first. */
  overdue: readonly (LedgerEntry & { daysLate: number })[];
  /** Recurrences of the newest incident first. */
  recurrences: readonly Recurrence[];
  /** Number of action items of which nothing says whether they are done. */
  unknownActions: number;
  /** Incidents and near misses that lack data they should have, newest first. */
  unknown: Readonly<Record<'cause' | 'impact' | 'duration', readonly Postmortem[]>>;
  /** The quarter that contains the day, up to that day. */
  quarter: Quarter;
  /** The whole previous quarter. */
  before: Quarter;
}

/** Numbers of one quarter. */
export interface Quarter {
  /** For example `2024-Q2`. */
  name: string;
  /** First and last day, `YYYY-MM-DD`, both inclusive. */
  from: string;
  to: string;
  incidents: number;
  nearMisses: number;
  /** Number of incidents by severity, in the order of the settings; `unknown` for those without a severity. */
  severities: Readonly<Record<string, number>>;
  /** Median duration of its incidents; absent if no duration is known. */
  medianMinutes?: number;
  /** Number of incidents that repeat an earlier one. */
  recurrences: number;
  /** Number of action items of its incidents, without dropped ones; includes those of unknown status. */
  actionItems: number;
  /** Number of actions, of any incident, known to have been done in the quarter. */
  done: number;
}

/** Returns the digest of an archive for a day (`YYYY-MM-DD`). */
export function digestOf(archive: Archive, asOf: string): Digest {
  const postmortems = archive.postmortems.filter(({ started }) => localDate(started) <= asOf);
  const incidents = incidentsOf(postmortems);
  const { overdue, unknown: unknownActions } = byStatus(ledgerOf(postmortems, asOf));
  const [from, before] = [quarterStart(asOf), quarterStart(dayBefore(quarterStart(asOf)))];
  const quarter = (from: string, to: string) => quarterOf(archive, postmortems, from, to);
  return {
    title: archive.settings.title,
    tickets: archive.settings.tickets,
    asOf,
    incidents: incidents.length,
    overdue: overdue.map((entry) => ({ ...entry, daysLate: daysBetween(entry.action.due ?? asOf, asOf) })),
    recurrences: recurrencesOf(archive, postmortems),
    unknownActions: unknownActions.length,
    unknown: {
      cause: postmortems.filter(({ cause }) => cause === 'unknown'),
      impact: incidents.filter(({ impact }) => impact === undefined),
      duration: incidents.filter(({ durationMinutes }) => durationMinutes === undefined),
    },
    quarter: quarter(from, asOf),
    before: quarter(before, dayBefore(from)),
  };
}

function quarterOf(archive: Archive, all: readonly Postmortem[], from: string, to: string): Quarter {
  const isWithin = (day: string | undefined) => day !== undefined && firstDayOf(day) >= from && day <= to;
  const own = all.filter(({ started }) => isWithin(localDate(started)));
  const incidents = incidentsOf(own);
  const { median } = durationsOf(incidents);
  const count = (wanted: string | undefined) => incidents.filter(({ severity }) => severity === wanted).length;
  const severities = archive.settings.severities.map((severity) => [severity, count(severity)] as const);
  return {
    name: `${from.slice(0, 4)}-Q${Math.ceil(Number(from.slice(5, 7)) / 3)}`,
    from,
    to,
    incidents: incidents.length,
    nearMisses: own.length - incidents.length,
    severities: Object.fromEntries([...severities, ['unknown', count(undefined)]]),
    ...(median !== undefined && { medianMinutes: median }),
    recurrences: new Set(recurrencesOf(archive, own).map(({ later }) => later)).size,
    actionItems: own.flatMap(({ actions }) => actions).filter(({ status }) => status !== 'dropped').length,
    done: all.flatMap(({ actions }) => actions).filter((action) => isWithin(doneOn(action))).length,
  };
}

/** Returns the first day of the quarter that contains `day`. */
function quarterStart(day: string): string {
  const month = Math.ceil(Number(day.slice(5, 7)) / 3) * 3 - 2;
  return `${day.slice(0, 4)}-${String(month).padStart(2, '0')}-01`;
}
