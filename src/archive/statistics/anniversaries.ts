import type { Postmortem } from '../../postmortem/postmortem.ts';
import { daysBetween } from '../../postmortem/time/days.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import type { Archive } from '../archive.ts';

/** An incident that began on the same day of an earlier year. */
export interface Anniversary {
  postmortem: Postmortem;
  /** Whole years ago, 1 at least. */
  years: number;
}

/** How far from the day of a year ago an incident may lie, in days, to be told of as one. */
const NEAR = 7;

/**
 * What began on this day (`YYYY-MM-DD`) in earlier years, the latest year first. What began on 29 February is
 * remembered on 28 February in years that have no other.
 */
export function onThisDay({ postmortems }: Archive, day: string): Anniversary[] {
  const year = Number(day.slice(0, 4));
  return postmortems.flatMap((postmortem) => {
    const began = localDate(postmortem.started);
    const years = year - Number(began.slice(0, 4));
    return years > 0 && dayIn(year, began) === day ? [{ postmortem, years }] : [];
  });
}

/** What began within a week of this day a year ago, but not on that day: the next to it first, of equal ones the earlier. */
export function aroundAYearAgo({ postmortems }: Archive, day: string): Postmortem[] {
  const then = dayIn(Number(day.slice(0, 4)) - 1, day);
  const near = postmortems.flatMap((postmortem) => {
    const distance = daysBetween(then, localDate(postmortem.started));
    return distance !== 0 && Math.abs(distance) <= NEAR ? [{ postmortem, distance }] : [];
  });
  return near
    .sort((a, b) => Math.abs(a.distance) - Math.abs(b.distance) || a.distance - b.distance)
    .map(({ postmortem }) => postmortem);
}

/** `One year ago`, `12 years ago`. */
export function yearsAgo(years: number): string {
  return years === 1 ? 'One year ago' : `${years} years ago`;
}

/** The same day of another year; 28 February for a 29th that it has not. */
function dayIn(year: number, day: string): string {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const date = day.slice(5) === '02-29' && !isLeap ? '02-28' : day.slice(5);
  return `${String(year).padStart(4, '0')}-${date}`;
}
