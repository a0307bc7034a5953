import type { Postmortem } from '../../postmortem/postmortem.ts';
import { daysBetween } from '../../postmortem/time/days.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import type { Archive } from '../archive.ts';

/** An incident that started on the same day of an earlier year. */
export interface Anniversary {
  postmortem: Postmortem;
  /** Whole years ago, 1 or more. */
  years: number;
}

/** Maximum distance in days from the same day last year. */
const NEAR = 7;

/**
 * Returns the incidents that started on the same day (`YYYY-MM-DD`) of earlier years, latest first. Incidents of 29
 * February count on 28 February in years without a 29th.
 */
export function onThisDay({ postmortems }: Archive, day: string): Anniversary[] {
  const year = Number(day.slice(0, 4));
  return postmortems.flatMap((postmortem) => {
    const startDay = localDate(postmortem.started);
    const years = year - Number(startDay.slice(0, 4));
    const isDay = postmortem.started.precision !== 'month';
    return isDay && years > 0 && dayIn(year, startDay) === day ? [{ postmortem, years }] : [];
  });
}

/**
 * Returns the incidents that started within a week of the same day last year, but not on it: nearest first, ties by
 * date.
 */
export function aroundAYearAgo({ postmortems }: Archive, day: string): Postmortem[] {
  const then = dayIn(Number(day.slice(0, 4)) - 1, day);
  const near = postmortems.flatMap((postmortem) => {
    if (postmortem.started.precision === 'month') return [];
    const distance = daysBetween(then, localDate(postmortem.started));
    return distance !== 0 && Math.abs(distance) <= NEAR ? [{ postmortem, distance }] : [];
  });
  return near
    .sort((a, b) => Math.abs(a.distance) - Math.abs(b.distance) || a.distance - b.distance)
    .map(({ postmortem }) => postmortem);
}

/** Returns the same day of another year; 28 February for a 29th that it does not have. */
function dayIn(year: number, day: string): string {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const date = day.slice(5) === '02-29' && !isLeap ? '02-28' : day.slice(5);
  return `${String(year).padStart(4, '0')}-${date}`;
}
