import type { Timestamp } from '../../time/timestamp.ts';
import { dayAt, type WrittenDay } from '../../time/written-day.ts';
import { type OwnZones, type Zone, zoneAt } from '../../time/zones.ts';
import { type ClockTime, clockAt, toClock } from './clock.ts';

// The dash before the end of a time range: `15:52-16:10`, `15:52 – 16:10`, `15:52 to 16:10`, `15:52 -> 16:10`.
const RANGE_DASH =
  /^\s*(?:[–—-]+>|=>|→|[–—-]|to\s|until\s|till\s|bis\s)\s*(?=\d{1,2}(?::\d{2}|\.\d{2}|\s?[ap]\.?m\b))/i;
// Text that was probably meant as a time: `4:OO PM` has letters instead of digits, `15:5` lacks a digit, `20244-04-15` has one
// too many.
const LIKE_TIME = /^(?:\d{4}-\d{2}-\d{2}(?:T|\s+))?(?:\d{1,2}:\w{2}|\d{2}:\w)|^\d{5,6}-\d{2}-\d{2}\b/i;
// Text directly after a time or its zone that makes it invalid: `1:1000`, `15:52h`, `15:52:3`, `15:52–16:100`. Only cased
// letters, because scripts without case, such as Chinese, often have no space between words.
const CONTINUATION = /^(?:[\p{LC}\p{N}_]|[:.,/+]\d|[–—-]\d{1,2}:\d)/u;
const NUMBER_AFTER_TIME = /^\s+[+-]\d{4,}\s+\p{Ll}/u;
const SEPARATOR = /^\s*(?:[:–—|-]\s*)?/;
const LEAD = /^(?:\[\s?|\(\s?)?(?:[~≈±]\s?|(?:ca\.?|circa|approx\.?|approximately|around|about|at|@)\s)?/i;
// Between a day and its clock time, or the reverse.
const DAY_CLOCK =
  /^(?:T(?=\d)|,?\s*(?:at\s|@\s?|[–—|·-]\s)?\s*(?:[~≈±]\s?|(?:ca\.?|circa|approx\.?|around|about)\s)?)/i;
const UNKNOWN_CLOCK = /^(?:HH:mm(?::ss)?|--:--|[?xX]{1,2}:[?xX]{1,2})(?=\s|$)\s*/;
const UNKNOWN_SECONDS = /^:[xX?]{2}(?:(?=Z)|(?![\p{L}\p{N}]))/u;
const END = /^(?:\s*[\])]|\s*[~≈±])?/;
// `T+10m`, `T+1h 5m`, `T+00:10`, `T0`.
const ELAPSED_CLOCK = /^\[?T\s?(?:([+−–-])\s?(\d{1,3}):([0-5]\d)|[+−–-]?0+)\b(?!:)\]?/;
const ELAPSED =
  /^\[?T\s?([+−–-])\s?(?:(\d{1,3})\s?d(?:ays?)?)?\s?(?:(\d{1,3})\s?h(?:ours?|rs?)?)?\s?(?:(\d{1,4})\s?m(?:in(?:utes?|s)?)?)?\b\]?/i;

/** The time at the start of a timeline entry, as written. */
export interface EntryTime {
  /** Absent when only the clock time is written. */
  day?: WrittenDay;
  /** Such as `15:45:00`; absent when only the day is written. */
  clock?: string;
  zone?: Zone;
  /** Minutes since the start of the incident, of `T+10m`. */
  elapsedMinutes?: number;
  /** Of `Day 2`, counted from 1, the day on which the incident started. */
  dayNumber?: number;
  /** The text after the time. For a range such as `15:52-16:10 Rollback`, starts with the end: `–16:10 Rollback`. */
  rest: string;
}

/** What decides how a time is read. */
export interface ReadingContext {
  /** The start of the incident. */
  started: Timestamp;
  zones?: OwnZones | undefined;
  /** Whether the timeline writes `15.45`. */
  isDotted?: boolean;
}

/**
 * Parses the time at the start of a text: a clock time with or without a day and a zone, a day, `T+10m` or `Day 2`. Returns
 * `'unreadable'` when the text starts like a time but the time is invalid, and `undefined` when it does not start like a time.
 */
export function parseEntryTime(text: string, context: ReadingContext): EntryTime | 'unreadable' | undefined {
  const elapsed = parseElapsed(text) ?? parseDayNumber(text);
  if (elapsed) return elapsed;
  const lead = LEAD.exec(text)?.[0] ?? '';
  const isBracketed = /^[[(]/.test(lead);
  const start = text.slice(lead.length);
  const day = dayAt(start);
  const between = day ? (DAY_CLOCK.exec(start.slice(day.length))?.[0].length ?? 0) : 0;
  const time = clockAt(start.slice((day?.length ?? 0) + between), context.isDotted ?? false);
  const found = time ? withClock(start, day, (day?.length ?? 0) + between, time, context, isBracketed) : undefined;
  if (found) return found;
  if (day) return dayOnly(start, day, isBracketed);
  return LIKE_TIME.test(text) ? 'unreadable' : undefined;
}

/** Parses what follows the start of an entry with a clock time. Returns `undefined` when the number is no time. */
function withClock(
  text: string,
  day: WrittenDay | undefined,
  at: number,
  time: ClockTime,
  context: ReadingContext,
  isBracketed: boolean,
): EntryTime | 'unreadable' | undefined {
  const following = text.slice(at + time.length);
  const end = time.needsZone ? undefined : parseEnd(time, following, day !== undefined, context);
  let length = end?.length ?? UNKNOWN_SECONDS.exec(following)?.[0].length ?? 0;
  length += END.exec(following.slice(length))?.[0].length ?? 0;
  // `10:05 +1000 connections` has no offset, but `2024-04-15 10:05 +0200` has one: after a date it is always an offset.
  const isNumber = !day && NUMBER_AFTER_TIME.test(following);
  const zone = isNumber ? undefined : zoneAt(following.slice(length), context.zones);
  if (time.needsZone && !zone && !(day && /^\s*[:–—|-]\s/.test(following))) return undefined;
  length += zone?.length ?? 0;
  const laterDay = day ? undefined : dayAfterClock(following.slice(length));
  length += laterDay?.length ?? 0;
  if (isBracketed) length += END.exec(following.slice(length))?.[0].length ?? 0;
  const clock = startOf(time, end);
  const rest = following.slice(length);
  if (!clock || (zone && zone.meanings.length === 0) || CONTINUATION.test(rest)) return 'unreadable';
  const description = rest.replace(SEPARATOR, '');
  const written = day ?? laterDay?.day;
  return {
    ...(written && { day: written }),
    clock,
    ...(zone && { zone }),
    rest: end ? `–${end.written} ${description}` : description,
  };
}

/** Parses a day after a clock time, `(Oct 30)` or `6th Nov 2023`. Without its year it must end before punctuation. */
function dayAfterClock(text: string): { day: WrittenDay; length: number } | undefined {
  const lead = /^(?:,?\s+(?:on\s)?\(?)/.exec(text)?.[0] ?? '';
  const day = lead === '' ? undefined : dayAt(text.slice(lead.length));
  if (!day || (day.readings.length === 0 && !lead.endsWith('('))) return undefined;
  const rest = text.slice(lead.length + day.length);
  const close = lead.endsWith('(') ? /^\s?\)/.exec(rest)?.[0] : '';
  if (close === undefined || (close === '' && !day.isFull && !/^\s*(?:$|[:;,–—|-])/.test(rest))) return undefined;
  return { day, length: lead.length + day.length + close.length };
}

/** Reads an entry that has a day and no clock time. A day without its year must end before punctuation. */
function dayOnly(text: string, day: WrittenDay, isBracketed: boolean): EntryTime | 'unreadable' | undefined {
  const close = isBracketed ? /^\s?[\])]/.exec(text.slice(day.length))?.[0] : '';
  if (close === undefined) return undefined;
  const rest = text.slice(day.length + close.length);
  const unknown = /^[T\s]\s*/.exec(rest)?.[0] ?? '';
  const isClockUnknown = UNKNOWN_CLOCK.test(rest.slice(unknown.length));
  const isHourKnown = /^\d{1,2}:[?xX-]{2}/.test(rest.slice(unknown.length));
  if (!isClockUnknown && !isHourKnown && LIKE_TIME.test(rest.slice(unknown.length))) return 'unreadable';
  if (day.readings.length === 0 && !/^\s*(?:$|:$)/.test(rest)) return undefined;
  if (!day.isFull && !isClockUnknown && !isHourKnown && !/^\s*(?:$|[:;–—|-])/.test(rest)) return undefined;
  if (/^[\p{L}\p{N}_/]/u.test(rest)) return undefined;
  const description = isClockUnknown ? rest.slice(unknown.length).replace(UNKNOWN_CLOCK, '') : rest;
  return { day, rest: description.replace(/^[,\s]*/, '').replace(SEPARATOR, '') };
}

const DAY_NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
const DAY_NUMBER = new RegExp(`^(?:day|tag)\\s(?:#\\s?)?(\\d{1,2}|${DAY_NUMBERS.join('|')})(?:\\s?[:–—(-]|$)`, 'i');

/** Parses `Day 2`, with a remark after a colon, a dash or in brackets: `Day 2 (Tuesday)`. */
function parseDayNumber(text: string): EntryTime | undefined {
  const [written, number = ''] = DAY_NUMBER.exec(text) ?? [];
  if (written === undefined) return undefined;
  const dayNumber = DAY_NUMBERS.indexOf(number.toLowerCase()) + 1 || Number(number);
  const rest = text.slice(written.replace(/\($/, '').length);
  return dayNumber < 1 ? undefined : { dayNumber, rest: rest.replace(/^\([^)]*\):?$/, '').replace(SEPARATOR, '') };
}

function parseElapsed(text: string): EntryTime | undefined {
  const clock = ELAPSED_CLOCK.exec(text);
  if (clock) {
    const minutes = Number(clock[2] ?? 0) * 60 + Number(clock[3] ?? 0);
    return {
      elapsedMinutes: (clock[1] ?? '+') === '+' ? minutes : -minutes,
      rest: text.slice(clock[0].length).replace(SEPARATOR, ''),
    };
  }
  const match = ELAPSED.exec(text);
  if (!match) return undefined;
  const [{ length }, sign, days, hours, minutes] = match;
  if (days === undefined && hours === undefined && minutes === undefined) return undefined;
  const total = Number(days ?? 0) * 1440 + Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return { elapsedMinutes: sign === '+' ? total : -total, rest: text.slice(length).replace(SEPARATOR, '') };
}

/** The end of a time range. */
interface EndTime {
  clock: string;
  half?: string;
  written: string;
  /** Length of the written text, including the dash before it. */
  length: number;
}

/**
 * Returns the clock time at which an entry starts. When only the end has `am` or `pm`, as in `10:05 - 5:00 pm`, the start can be
 * a 24-hour time or in the same half of the day: the reading before the end is used. `undefined` when both are before the end,
 * as in `3:50-4:10 PM`.
 */
function startOf(time: ClockTime, end: EndTime | undefined): string | undefined {
  const clock = toClock(time, time.half);
  if (time.half || !end?.half) return clock;
  const inHalf = time.hour <= 12 ? toClock(time, end.half) : undefined;
  const readings = [...new Set([clock, inHalf])].filter((each) => each !== undefined);
  const [start, other] = readings.length > 1 ? readings.filter((each) => each < end.clock) : readings;
  return other === undefined ? start : undefined;
}

/**
 * Parses the end of a time range at the start of `following`, the text after the start time. A hyphen directly before a time
 * can also make it an offset: it does after a date, and otherwise unless it is a later clock time.
 */
function parseEnd(
  time: ClockTime,
  following: string,
  hasDay: boolean,
  { started, zones, isDotted = false }: ReadingContext,
): EndTime | undefined {
  const [sign = ''] = RANGE_DASH.exec(following) ?? [];
  const endTime = sign === '' ? undefined : clockAt(following.slice(sign.length), isDotted);
  if (!endTime || endTime.needsZone) return undefined;
  // In `3:50 PM - 4:10`, the half of the day applies to both times.
  const clock = toClock(endTime, endTime.half ?? time.half) ?? toClock(endTime);
  const length = sign.length + endTime.length;
  const isWhole = !CONTINUATION.test(following.slice(length)) || zoneAt(following.slice(length), zones) !== undefined;
  if (!clock || !isWhole) return undefined;
  const written = following.slice(sign.length, length);
  const end = { clock, written, length, ...(endTime.half && { half: endTime.half }) };
  if (end.half || !sign.endsWith('-')) return end;
  const start = toClock(time, time.half) ?? '';
  const isLater = start < clock;
  const [offset] = zoneAt(following, zones)?.meanings ?? [];
  if (!offset) return isLater || isNextDay(start, clock) ? end : undefined;
  // In `04:00 -05:00`, the space before the sign suggests an offset.
  const isApart = /^\s+-$/.test(sign);
  const isUsual = hasDay || isApart || (started.precision === 'time' && started.offset === offset);
  return isLater && !isUsual ? end : undefined;
}

/** Whether `after` is on the next day: more than half a day earlier than `before`, as for timeline entries. */
function isNextDay(before: string, after: string): boolean {
  return Number(before.slice(0, 2)) - Number(after.slice(0, 2)) > 12;
}
