import type { Postmortem } from '../../postmortem/postmortem.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import { incidentsOf, monthsOf } from './numbers.ts';

/** A year with its twelve months. */
export interface CalendarYear {
  /** `YYYY` */
  year: string;
  /** The incidents of each month, newest first; `undefined` for months after the last one of the calendar. */
  months: (Postmortem[] | undefined)[];
}

/** Returns the incidents of each month up to `asOf` (`YYYY-MM-DD`), or to the last incident if that is later; latest year first. */
export function calendarOf(postmortems: readonly Postmortem[], asOf: string): CalendarYear[] {
  const months = new Map(monthsOf(postmortems, asOf.slice(0, 7)).map(({ month, postmortems }) => [month, postmortems]));
  const last = [...months.keys()].at(-1) ?? '';
  const years = [...new Set([...months.keys()].map((month) => month.slice(0, 4)))];
  return years.reverse().map((year) => ({
    year,
    months: Array.from({ length: 12 }, (_, index) => {
      const month = `${year}-${String(index + 1).padStart(2, '0')}`;
      return month > last ? undefined : (months.get(month) ?? []);
    }),
  }));
}

/** The numbers of incidents in the last twelve months and in the twelve months before. */
export interface RateChange {
  recent: number;
  before: number;
  /** Whether the difference is larger than chance explains: than twice the square root of the sum. */
  isClear: boolean;
}

/**
 * Compares the twelve months up to `asOf` (`YYYY-MM-DD`) with those before. `undefined` if the archive does not reach back
 * so far.
 */
export function rateChangeOf(postmortems: readonly Postmortem[], asOf: string): RateChange | undefined {
  const yearsAgo = (years: number) => `${String(Number(asOf.slice(0, 4)) - years).padStart(4, '0')}${asOf.slice(4)}`;
  const days = incidentsOf(postmortems).map(({ started }) => localDate(started));
  const [limit, middle] = [yearsAgo(2), yearsAgo(1)];
  if (!days.some((day) => day <= limit)) return undefined;
  const recent = days.filter((day) => day > middle && day <= asOf).length;
  const before = days.filter((day) => day > limit && day <= middle).length;
  // Counts of independent events vary by the square root of their mean; twice that is exceeded by chance in 1 of 20 cases.
  return { recent, before, isClear: Math.abs(recent - before) > 2 * Math.sqrt(recent + before) };
}
