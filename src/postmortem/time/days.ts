import { Temporal } from 'temporal-polyfill';

export const DATE = /^(?:19|2\d)\d{2}-\d{2}-\d{2}$/;

/** A month, `YYYY-MM`. */
export const MONTH = /^(?:19|2\d)\d{2}-(?:0[1-9]|1[0-2])$/;

/** Whether a text is an existing date, as `YYYY-MM-DD`, in a year from 1900 to 2999. */
export function isDay(text: string): boolean {
  try {
    return DATE.test(text) && Boolean(Temporal.PlainDate.from(text));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Returns the day after a day, both `YYYY-MM-DD`. */
export function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}

/** Returns the day that is some days after a day. */
export function daysAfter(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** Returns the day before a day, both `YYYY-MM-DD`. */
export function dayBefore(day: string): string {
  return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
}

/**
 * Returns the days from one day to another (`YYYY-MM-DD`); negative when the second is earlier. Of a month (`YYYY-MM`), the middle
 * counts. Uses arithmetic instead of Temporal, because lists call this for each row.
 */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(middleOf(to)) - Date.parse(middleOf(from))) / MILLISECONDS_PER_DAY;
}

// Date.parse reads a date as midnight in UTC, where every day has 24 hours.
const MILLISECONDS_PER_DAY = 24 * 60 * 60 * 1000;

/** Returns a day itself, or the middle of a month. */
function middleOf(date: string): string {
  return isMonth(date) ? `${date}-15` : date;
}

/** Returns a day itself, or the first day of a month. */
export function firstDayOf(date: string): string {
  return isMonth(date) ? `${date}-01` : date;
}

/** Whether a date (`YYYY-MM-DD` or `YYYY-MM`) is a month. */
export function isMonth(date: string): boolean {
  return date.length === 7;
}

/** Returns the weekday of a day (`YYYY-MM-DD`): from 1, Monday, to 7. */
export function weekdayOf(day: string): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}
