import { max, median } from 'd3-array';
import { endedOn, isOverdue } from '../../postmortem/body/action-items.ts';
import type { ActionStatus } from '../../postmortem/body/actions/status.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';

/** Returns the postmortems without those of near misses, which statistics about incidents do not count. */
export function incidentsOf(postmortems: readonly Postmortem[]): readonly Postmortem[] {
  return postmortems.filter(({ kind }) => kind === 'incident');
}

/** Durations of incidents, in minutes. There is no mean, as one long outage would dominate it. */
export interface Durations {
  /** Absent where no duration is known. */
  median?: number;
  longest?: number;
  known: number;
  unknown: number;
}

/** Returns the median (rounded; the mean of the middle two) and the longest duration of some incidents, without near misses. */
export function durationsOf(postmortems: readonly Postmortem[]): Durations {
  const minutes = postmortems.flatMap(({ durationMinutes }) => durationMinutes ?? []);
  const middle = median(minutes);
  return {
    ...(middle !== undefined && { median: Math.round(middle), longest: max(minutes) ?? middle }),
    known: minutes.length,
    unknown: incidentsOf(postmortems).length - minutes.length,
  };
}

/** Returns the data that a postmortem should have and lacks. */
function missingIn({ kind, cause, durationMinutes, impact }: Postmortem): ('cause' | 'duration' | 'impact')[] {
  const isIncident = kind === 'incident';
  return [
    ...(cause === 'unknown' ? (['cause'] as const) : []),
    ...(isIncident && durationMinutes === undefined ? (['duration'] as const) : []),
    ...(isIncident && impact === undefined ? (['impact'] as const) : []),
  ];
}

/** Counts the postmortems that lack each kind of data. */
export function missingDataOf(postmortems: readonly Postmortem[]): Record<'cause' | 'duration' | 'impact', number> {
  const missing = postmortems.flatMap(missingIn);
  const count = (name: (typeof missing)[number]) => missing.filter((each) => each === name).length;
  return { cause: count('cause'), duration: count('duration'), impact: count('impact') };
}

/**
 * Returns the status of an action on a day (`YYYY-MM-DD`). An open action is overdue from the day after its due date, one of
 * unknown status is not;
 * one that was closed after `day` was still open on it.
 */
export function statusOn(action: Postmortem['actions'][number], day: string): ActionStatus | 'overdue' {
  const { due } = action;
  const ended = endedOn(action);
  const status = ended !== undefined && ended > day ? 'open' : action.status;
  return isOverdue({ status, ...(due && { due }) }, day) ? 'overdue' : status;
}

/**
 * Returns the incidents, without near misses, of each month (`YYYY-MM`, in the author's own zone), including months without incidents, from
 * the first month with one to the last, or to `until` if that is later.
 */
export function monthsOf(
  postmortems: readonly Postmortem[],
  until = '',
): { month: string; postmortems: Postmortem[] }[] {
  const byMonth = Map.groupBy(incidentsOf(postmortems), ({ started }) => localDate(started).slice(0, 7));
  const months = [...byMonth.keys()].sort();
  const [first] = months;
  if (!first) return [];
  const last = [...months, until].sort().at(-1) ?? first;
  const all: string[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) all.push(month);
  return all.map((month) => ({ month, postmortems: byMonth.get(month) ?? [] }));
}

function nextMonth(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return number === 12
    ? `${String(Number(year) + 1).padStart(4, '0')}-01`
    : `${month.slice(0, 5)}${String(Number(number) + 1).padStart(2, '0')}`;
}
