import type { Digest, Quarter } from '../../archive/export/digest.ts';
import type { Recurrence } from '../../archive/recurrence/recurrence.ts';
import { formatDay } from '../../postmortem/time/format.ts';
import { formatDuration } from '../../postmortem/time/time.ts';

/** A count with its noun: `1 action`, `2 actions`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** What is said of an overdue action behind its title: `@auth, due 1 May 2024, 12 days late`. */
export function overdueWords({ action: { owner, due }, daysLate }: Digest['overdue'][number]): string {
  return [owner ?? 'nobody', ...(due ? [`due ${formatDay(due)}`] : []), `${counted(daysLate, 'day')} late`].join(', ');
}

/** The recurrences by their later incident, in their order. */
export function byLater(recurrences: readonly Recurrence[]): Recurrence[][] {
  const groups = new Map<Recurrence['later'], Recurrence[]>();
  for (const row of recurrences) groups.set(row.later, [...(groups.get(row.later) ?? []), row]);
  return [...groups.values()];
}

/** Titles of what had been promised and was not done then. */
export function openThen({ actions }: Recurrence): string[] {
  return actions.flatMap(({ action, status }) => (status === 'open' ? [action.title] : []));
}

/** `Q2 2024`. */
export function quarterName({ name }: Quarter): string {
  const [year, quarter] = name.split('-');
  return `${quarter} ${year}`;
}

/** The numbers of two quarters, each with its name, as texts; severities that neither has are left out. */
export function quarterRows({ quarter, before }: Digest): [string, string, string][] {
  const row = (name: string, numberOf: (quarter: Quarter) => number): [string, string, string] => {
    return [name, String(numberOf(quarter)), String(numberOf(before))];
  };
  const severities = Object.keys(quarter.severities).map((severity) =>
    row(severity === 'unknown' ? 'of unknown severity' : `of ${severity}`, (each) => each.severities[severity] ?? 0),
  );
  const median = ({ medianMinutes }: Quarter) =>
    medianMinutes === undefined ? 'not known' : formatDuration(medianMinutes);
  return [
    row('Incidents', ({ incidents }) => incidents),
    ...severities.filter(([, now, then]) => now !== '0' || then !== '0'),
    ['Median duration', median(quarter), median(before)],
    row('Recurrences', ({ recurrences }) => recurrences),
    row('Actions promised', ({ promised }) => promised),
    row('Actions done', ({ done }) => done),
  ];
}

// Neither a terminal nor a mail is an archive.
const SHOWN = 20;

/** The lines of the first twenty of a list, and one that begins with `more` and counts the others, if there are any. */
export function firstLines<T>(list: readonly T[], more: string, linesOf: (item: T) => string[]): string[] {
  const others = list.length - SHOWN;
  return [...list.slice(0, SHOWN).flatMap(linesOf), ...(others > 0 ? [`${more}… and ${others} more`] : [])];
}

/** The texts of the first twenty of a list on one line, and how many others there are, if any. */
export function firstOnLine<T>(list: readonly T[], textOf: (item: T) => string): string {
  const others = list.length - SHOWN;
  return `${list.slice(0, SHOWN).map(textOf).join('; ')}${others > 0 ? ` and ${others} more` : ''}`;
}

/** What is not known, by its name, where there is any. */
export function missingData({ unknown }: Digest): [string, Digest['unknown']['cause']][] {
  return Object.entries(unknown).filter(([, postmortems]) => postmortems.length > 0);
}
