import type { Digest, Quarter } from '../../archive/export/digest.ts';
import type { Recurrence } from '../../archive/recurrence/recurrence.ts';
import { countOf } from '../../diagnostics/count.ts';
import { ownersOf } from '../../postmortem/body/action-items.ts';
import { formatDuration } from '../../postmortem/time/duration.ts';
import { formatDay } from '../../postmortem/time/format.ts';

/** Returns the details of an overdue action item: `@auth, due 1 May 2024, 12 days late`. */
export function overdueText({ action, daysLate }: Digest['overdue'][number]): string {
  const { due } = action;
  return [
    ownersOf(action).join(' and ') || 'no owner',
    ...(due ? [`due ${formatDay(due)}`] : []),
    `${countOf(daysLate, 'day')} late`,
  ].join(', ');
}

/** Groups recurrences by their later incident, in their order. */
export function byLater(recurrences: readonly Recurrence[]): Recurrence[][] {
  const groups = new Map<Recurrence['later'], Recurrence[]>();
  for (const row of recurrences) groups.set(row.later, [...(groups.get(row.later) ?? []), row]);
  return [...groups.values()];
}

/** Returns the titles of the actions that were open when the incident recurred. */
export function openActions({ actions }: Recurrence): string[] {
  return actions.flatMap(({ action, status }) => (status === 'open' ? [action.title] : []));
}

/** Returns a line about action items of unknown status, if there are any: `unknown status of 3 action items`. */
export function unknownStatus({ unknownActions }: Digest): string[] {
  return unknownActions > 0 ? [`unknown status of ${countOf(unknownActions, 'action item')}`] : [];
}

/** Formats the name of a quarter: `Q2 2024`. */
export function quarterName({ name }: Quarter): string {
  const [year, quarter] = name.split('-');
  return `${quarter} ${year}`;
}

/**
 * Returns the rows that compare two quarters: label, this quarter, previous quarter. Omits severities that neither has.
 */
export function quarterRows({ quarter, before }: Digest): [string, string, string][] {
  const row = (name: string, numberOf: (quarter: Quarter) => number): [string, string, string] => {
    return [name, String(numberOf(quarter)), String(numberOf(before))];
  };
  const severities = Object.keys(quarter.severities).map((severity) =>
    row(severity === 'unknown' ? 'of unknown severity' : `of ${severity}`, (each) => each.severities[severity] ?? 0),
  );
  const median = ({ medianMinutes }: Quarter) =>
    medianMinutes === undefined ? 'unknown' : formatDuration(medianMinutes);
  return [
    row('Incidents', ({ incidents }) => incidents),
    ...severities.filter(([, now, then]) => now !== '0' || then !== '0'),
    ['Median duration', median(quarter), median(before)],
    ...(quarter.nearMisses + before.nearMisses > 0 ? [row('Near misses', ({ nearMisses }) => nearMisses)] : []),
    row('Recurrences', ({ recurrences }) => recurrences),
    row('New action items', ({ actionItems }) => actionItems),
    row('Action items done', ({ done }) => done),
  ];
}

// Maximum number of list items, as a digest is read at a glance.
const SHOWN = 20;

/** Returns the lines of the first items of a list, and a line with `bullet` that counts the others, if any. */
export function firstLines<T>(list: readonly T[], bullet: string, linesOf: (item: T) => string[]): string[] {
  const others = list.length - SHOWN;
  return [...list.slice(0, SHOWN).flatMap(linesOf), ...(others > 0 ? [`${bullet}… and ${others} more`] : [])];
}

/** Joins the texts of the first items of a list on one line, and counts the others, if any. */
export function joinFirst<T>(list: readonly T[], textOf: (item: T) => string): string {
  const others = list.length - SHOWN;
  return `${list.slice(0, SHOWN).map(textOf).join('; ')}${others > 0 ? ` and ${others} more` : ''}`;
}

/** Returns the kinds of missing data with the postmortems that lack them; kinds without postmortems are left out. */
export function missingData({ unknown }: Digest): [string, Digest['unknown']['cause']][] {
  return Object.entries(unknown).filter(([, postmortems]) => postmortems.length > 0);
}
