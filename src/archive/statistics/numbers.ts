import { max, median } from 'd3-array';
import { endedOn, isOverdue } from '../../postmortem/body/action-items.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';

/** How long incidents lasted, in minutes. A mean is not among the numbers: a single long outage would be all it says. */
export interface Durations {
  /** Absent where no duration is known. */
  median?: number;
  longest?: number;
  known: number;
  unknown: number;
}

/** Median (of the middle two their mean, rounded) and longest duration of some incidents. */
export function durationsOf(postmortems: readonly Postmortem[]): Durations {
  const minutes = postmortems.flatMap(({ durationMinutes }) => durationMinutes ?? []);
  const middle = median(minutes);
  return {
    ...(middle !== undefined && { median: Math.round(middle), longest: max(minutes) ?? middle }),
    known: minutes.length,
    unknown: postmortems.length - minutes.length,
  };
}

/** What is not known of a postmortem and should be: shown as debt. */
function missingIn({ cause, durationMinutes, impact }: Postmortem): ('cause' | 'duration' | 'impact')[] {
  return [
    ...(cause === 'unknown' ? (['cause'] as const) : []),
    ...(durationMinutes === undefined ? (['duration'] as const) : []),
    ...(impact === undefined ? (['impact'] as const) : []),
  ];
}

/** Number of postmortems for each thing that should be known and is not. */
export function missingDataOf(postmortems: readonly Postmortem[]): Record<'cause' | 'duration' | 'impact', number> {
  const debts = postmortems.flatMap(missingIn);
  const count = (name: (typeof debts)[number]) => debts.filter((debt) => debt === name).length;
  return { cause: count('cause'), duration: count('duration'), impact: count('impact') };
}

/**
 * An action's state on a day (`YYYY-MM-DD`): an open one is overdue from the day after its due date, and one that was
 * ended after that day, or is said to end some day, is open on it.
 */
export function statusOn(action: Postmortem['actions'][number], day: string): 'open' | 'overdue' | 'done' | 'dropped' {
  const { due } = action;
  const ended = endedOn(action);
  const state = ended !== undefined && ended > day ? 'open' : action.state;
  return isOverdue({ state, ...(due && { due }) }, day) ? 'overdue' : state;
}

/**
 * Number of incidents of each month (`YYYY-MM`, as written) from the first with one to the last, or on to `until` where that is
 * later; months without included.
 */
export function monthsOf(
  postmortems: readonly Postmortem[],
  until = '',
): { month: string; postmortems: Postmortem[] }[] {
  const byMonth = Map.groupBy(postmortems, ({ started }) => localDate(started).slice(0, 7));
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
