import { Temporal } from 'temporal-polyfill';
import { isMonth } from './days.ts';
import { formatTimestamp, formatWritten, type Instant, localDate, type Timestamp } from './timestamp.ts';

// A fixed locale and time zone, so that pages do not depend on the machine that builds them.
const LONG_MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const LONG_DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** Formats a date (`2024-04-15`) or month for display: `15 April 2024`, `April 2024`. */
export function formatDay(day: string): string {
  if (isMonth(day)) return LONG_MONTH.format(new Date(`${day}-01T00:00:00Z`));
  return LONG_DAY.format(new Date(`${day}T00:00:00Z`));
}

/** Formats the clock time of an instant at its written offset: `15:45`. */
export function formatClock(instant: Instant): string {
  return formatWritten(instant).slice('YYYY-MM-DDT'.length, -':ss'.length - instant.offset.length);
}

/** Formats the written offset of an instant: `UTC`, or an offset such as `+02:00`. */
export function formatOffset({ offset }: Instant): string {
  return ['Z', '+00:00', '-00:00'].includes(offset) ? 'UTC' : offset;
}

/**
 * Formats a timestamp for display at its own offset: `15 April 2024, 15:45 UTC`, or `15 April 2024` for a plain date. `dayOf`
 * formats a date, `YYYY-MM-DD` or `YYYY-MM`, in another language.
 */
export function formatMoment(timestamp: Timestamp, dayOf: (day: string) => string = formatDay): string {
  const day = dayOf(localDate(timestamp));
  return timestamp.precision !== 'time' ? day : `${day}, ${formatClock(timestamp)} ${formatOffset(timestamp)}`;
}

/** Formats an instant for mail and RSS (RFC 5322) at its own offset: `Wed, 04 Dec 2019 00:30:00 +0100`. */
export function formatMailDate(moment: Instant): string {
  const local = new Date(`${formatWritten(moment).slice(0, 19)}Z`).toUTCString();
  return moment.offset === 'Z' ? local : local.replace('GMT', moment.offset.replace(':', ''));
}

/**
 * Formats a timestamp that is shown next to another one: as written (`2024-04-16T00:45:00+09:00`), or in UTC when the offsets
 * differ.
 */
export function formatForComparison(timestamp: Timestamp, other: Timestamp): string {
  const isComparable =
    timestamp.precision !== 'time' || other.precision !== 'time' || timestamp.offset === other.offset;
  return isComparable ? formatWritten(timestamp) : formatTimestamp(timestamp);
}

/** Describes an invalid time: `message` is the expected value, and `params.help` how to fix it, if there is specific help. */
export function describeTimeError(text: string): { message: string; params?: { help: string } } {
  const [, year = '', month = '', day = '', clock] = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](.*))?$/i.exec(text.trim()) ?? [];
  const expected = 'a time such as `2024-04-15T15:45:00Z`, or a date';
  if (year === '') {
    const isClock = /^\d{1,2}:\d{2}/.test(text.trim());
    const help = 'Add the date before the time, such as `2024-04-15T15:45:00Z`.';
    return isClock ? { message: expected, params: { help } } : { message: expected };
  }
  if (year < '1900' || year > '2999')
    return { message: 'a year from 1900 to 2999', params: { help: 'Correct the year.' } };
  if (month < '01' || month > '12') return { message: 'a month from 01 to 12', params: { help: 'Correct the month.' } };
  const days = Temporal.PlainYearMonth.from(`${year}-${month}`).daysInMonth;
  if (Number(day) < 1 || Number(day) > days) {
    const help = `${formatDay(`${year}-${month}-01`).slice(2)} has ${days} days; correct the day.`;
    return { message: 'a day that exists', params: { help } };
  }
  const isClock = /^\d{2}:\d{2}/.test(clock ?? '') && !/^(?:[01]\d|2[0-3]):[0-5]\d/.test(clock ?? '');
  const help = 'Correct the time.';
  return isClock ? { message: 'a time from 00:00 to 23:59', params: { help } } : { message: expected };
}
