import { median } from 'd3-array';
import { isOverdue } from '../postmortem/actions.ts';
import type { Postmortem } from '../postmortem/postmortem.ts';
import { dayOf, minutesBetween } from '../postmortem/time.ts';

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
    ...(middle !== undefined && { median: Math.round(middle), longest: Math.max(...minutes) }),
    known: minutes.length,
    unknown: postmortems.length - minutes.length,
  };
}

/** Minutes from the start to a milestone; those that are not known by clock time are not there. */
export interface Milestones {
  detect?: number;
  acknowledge?: number;
  mitigate?: number;
  resolve?: number;
}

const KEYS = { detect: 'detected', acknowledge: 'acknowledged', mitigate: 'mitigated', resolve: 'resolved' } as const;

/** Times to detect, acknowledge, mitigate and resolve, in whole minutes, from the times of the frontmatter. */
export function milestonesOf(postmortem: Postmortem): Milestones {
  const given = Object.entries(KEYS).flatMap(([name, key]) => {
    const at = postmortem[key];
    const minutes = at && minutesBetween(postmortem.started, at);
    return minutes === undefined || minutes < 0 ? [] : [[name, minutes] as const];
  });
  return Object.fromEntries(given);
}

/** What is not known of a postmortem and should be: shown as debt. */
function debtOf({ cause, durationMinutes, impact }: Postmortem): ('cause' | 'duration' | 'impact')[] {
  return [
    ...(cause === 'unknown' ? (['cause'] as const) : []),
    ...(durationMinutes === undefined ? (['duration'] as const) : []),
    ...(impact === undefined ? (['impact'] as const) : []),
  ];
}

/** Number of postmortems for each thing that should be known and is not. */
export function debtCountsOf(postmortems: readonly Postmortem[]): Record<'cause' | 'duration' | 'impact', number> {
  const debts = postmortems.flatMap(debtOf);
  const count = (name: (typeof debts)[number]) => debts.filter((debt) => debt === name).length;
  return { cause: count('cause'), duration: count('duration'), impact: count('impact') };
}

/** An action's state on a day (`YYYY-MM-DD`): an open one is overdue from the day after its due date. */
export function stateOn(action: Postmortem['actions'][number], day: string): 'open' | 'overdue' | 'done' | 'dropped' {
  return isOverdue(action, day) ? 'overdue' : action.state;
}

/** Number of incidents of each month (`YYYY-MM`, UTC) from the first with one to the last, months without included. */
export function monthsOf(postmortems: readonly Postmortem[]): { month: string; postmortems: Postmortem[] }[] {
  const byMonth = new Map<string, Postmortem[]>();
  for (const postmortem of postmortems) {
    const month = dayOf(postmortem.started).slice(0, 7);
    byMonth.set(month, [...(byMonth.get(month) ?? []), postmortem]);
  }
  const months = [...byMonth.keys()].sort();
  const [first] = months;
  const last = months.at(-1);
  if (!first || !last) return [];
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
