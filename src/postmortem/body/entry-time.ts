import type { Timestamp } from '../time/timestamp.ts';
import { zoneAt } from '../time/zones.ts';

const TIME =
  /^(?:(\d{4}-\d{2}-\d{2})(?:T|\s+))?(\d{1,2}):([0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?)(?:\s*([ap])\.?m\b\.?)?/i;
// The dash before the end of a time range: `15:52-16:10`, `15:52 – 16:10`.
const RANGE_DASH = /^\s*[–—-]\s*(?=\d{1,2}:\d{2})/;
// Text that was probably meant as a time: `4:OO PM` has letters instead of digits, `15:5` lacks a digit.
const LIKE_TIME = /^(?:\d{4}-\d{2}-\d{2}(?:T|\s+))?(?:\d{1,2}:\w{2}|\d{2}:\w)/i;
// Text directly after a time or its zone that makes it invalid: `1:1000`, `15:52h`, `15:52:3`, `15:52–16:100`. Only cased
// letters, because scripts without case, such as Chinese, often have no space between words.
const CONTINUATION = /^(?:[\p{LC}\p{N}_]|[:.,/+]\d|[–—-]\d{1,2}:\d)/u;
const NUMBER_AFTER_TIME = /^\s+[+-]\d{4,}\s+\p{Ll}/u;
const SEPARATOR = /^\s*(?:[:–—|-]\s*)?/;

/** The time at the start of a timeline entry, as written. */
export interface EntryTime {
  /** `YYYY-MM-DD`; absent when only the clock time is written. */
  day?: string;
  /** Such as `15:45:00`. */
  clock: string;
  /** Such as `+02:00`; absent when no zone is written. */
  offset?: string;
  /** The text after the time. For a range such as `15:52-16:10 Rollback`, starts with the end: `–16:10 Rollback`. */
  rest: string;
}

/**
 * Parses the time at the start of a text. Returns `'unreadable'` when the text starts like a time but the time is invalid or
 * its zone is ambiguous, and `undefined` when it does not start like a time. `started` is the start of the incident.
 */
export function parseEntryTime(text: string, started: Timestamp): EntryTime | 'unreadable' | undefined {
  const time = parseClockTime(text);
  if (!time) return LIKE_TIME.test(text) ? 'unreadable' : undefined;
  const { day } = time;
  const following = text.slice(time.length);
  const end = parseEnd(time, following, started);
  const length = end?.length ?? 0;
  // `10:05 +1000 connections` has no offset, but `2024-04-15 10:05 +0200` has one: after a date it is always an offset.
  const zone = !day && NUMBER_AFTER_TIME.test(following) ? undefined : zoneAt(following.slice(length));
  const clock = startOf(time, end);
  const rest = following.slice(length + (zone?.length ?? 0));
  if (!clock || (zone && !zone.offset) || CONTINUATION.test(rest)) return 'unreadable';
  const description = rest.replace(SEPARATOR, '');
  return {
    ...(day && { day }),
    clock,
    ...(zone?.offset && { offset: zone.offset }),
    rest: end ? `–${end.written} ${description}` : description,
  };
}

/** A clock time as written. */
interface ClockTime {
  day?: string;
  hour: number;
  /** Minutes, with seconds if written: `45:00`. */
  minutes: string;
  /** `a` or `p`, as in `3:45 PM`. */
  half?: string;
  length: number;
}

/** The end of a time range. */
interface EndTime {
  clock: string;
  half?: string;
  written: string;
  /** Length of the written text, including the dash before it. */
  length: number;
}

function parseClockTime(text: string): ClockTime | undefined {
  const match = TIME.exec(text);
  if (!match) return undefined;
  const [{ length }, day, hour, minutes = '', half] = match;
  return { ...(day && { day }), hour: Number(hour), minutes, ...(half && { half: half.toLowerCase() }), length };
}

/** Converts a time to 24-hour form, such as `15:45:00`; `half` makes it a 12-hour time. `undefined` for invalid hours. */
function toClock({ hour, minutes }: ClockTime, half?: string): string | undefined {
  if (half ? hour < 1 || hour > 12 : hour > 23) return undefined;
  const hours = half ? (hour % 12) + (half === 'p' ? 12 : 0) : hour;
  return `${String(hours).padStart(2, '0')}:${minutes.length > 2 ? minutes : `${minutes}:00`}`;
}

/**
 * Returns the clock time at which an entry starts. When only the end has `am` or `pm`, as in `10:05 - 5:00 pm`, the start can be
 * a 24-hour time or in the same half of the day: the reading before the end is used. `undefined` when both are before the end,
 * as in `3:50-4:10 PM`.
 */
function startOf(time: ClockTime, end: EndTime | undefined): string | undefined {
  const clock = toClock(time, time.half);
  if (time.half || !end?.half) return clock;
  const readings = [...new Set([clock, toClock(time, end.half)])].filter((each) => each !== undefined);
  const [start, other] = readings.length > 1 ? readings.filter((each) => each < end.clock) : readings;
  return other === undefined ? start : undefined;
}

/**
 * Parses the end of a time range at the start of `following`, the text after the start time. A hyphen directly before a time
 * can also make it an offset: it does after a date, and otherwise unless it is a later clock time.
 */
function parseEnd(time: ClockTime, following: string, started: Timestamp): EndTime | undefined {
  const [sign = ''] = RANGE_DASH.exec(following) ?? [];
  const endTime = sign === '' ? undefined : parseClockTime(following.slice(sign.length));
  if (!endTime) return undefined;
  // In `3:50 PM - 4:10`, the half of the day applies to both times.
  const clock = toClock(endTime, endTime.half ?? time.half) ?? toClock(endTime);
  const length = sign.length + endTime.length;
  const isWhole = !CONTINUATION.test(following.slice(length)) || zoneAt(following.slice(length)) !== undefined;
  if (!clock || !isWhole) return undefined;
  const written = following.slice(sign.length, length);
  const end = { clock, written, length, ...(endTime.half && { half: endTime.half }) };
  if (end.half || !sign.endsWith('-')) return end;
  const start = toClock(time, time.half) ?? '';
  const isLater = start < clock;
  const offset = zoneAt(following)?.offset;
  if (!offset) return isLater || isNextDay(start, clock) ? end : undefined;
  // In `04:00 -05:00`, the space before the sign suggests an offset.
  const isApart = /^\s+-$/.test(sign);
  const isUsual = time.day !== undefined || isApart || (started.precision === 'time' && started.offset === offset);
  return isLater && !isUsual ? end : undefined;
}

/** Whether `after` is on the next day: more than half a day earlier than `before`, as for timeline entries. */
function isNextDay(before: string, after: string): boolean {
  return Number(before.slice(0, 2)) - Number(after.slice(0, 2)) > 12;
}
