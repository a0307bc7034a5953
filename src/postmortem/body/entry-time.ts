import type { Timestamp } from '../time/time.ts';
import { zoneAt } from '../time/zones.ts';

const TIME =
  /^(?:(\d{4}-\d{2}-\d{2})(?:T|\s+))?(\d{1,2}):([0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?)(?:\s*([ap])\.?m\b\.?)?/i;
// Until when it went on: `15:52-16:10`, `15:52 – 16:10`.
const UNTIL = /^\s*[–—-]\s*(?=\d{1,2}:\d{2})/;
// What a person meant as a time: `4:OO PM` has letters for digits, `15:5` lacks one.
const INTENDED = /^(?:\d{4}-\d{2}-\d{2}(?:T|\s+))?(?:\d{1,2}:\w{2}|\d{2}:\w)/i;
// What shows, right behind a time or its zone, that there is more of it: `1:1000`, `15:52h`, `15:52:3`, `15:52–16:100`.
// Only letters with a case: scripts without, such as Chinese, often put no space between words.
const MORE = /^(?:[\p{LC}\p{N}_]|[:.,/+]\d|[–—-]\d{1,2}:\d)/u;
const COUNT = /^\s+[+-]\d{4,}\s+\p{Ll}/u;
const SEPARATOR = /^\s*(?:[:–—|-]\s*)?/;

/** The time with which an entry of a timeline begins, as it is written. */
export interface EntryTime {
  /** `YYYY-MM-DD`; absent where only the clock time is written. */
  day?: string;
  /** Such as `15:45:00`. */
  clock: string;
  /** Absent where no zone is written. */
  offset?: string;
  /** What follows; of a stretch such as `15:52-16:10 Rollback` with its end, `–16:10 Rollback`. */
  rest: string;
}

/**
 * Reads the time with which a text begins; `'unreadable'` where it begins like one and is none, where the name of its zone has
 * more than one meaning, and `undefined` where it does not begin like a time. `started` is the start of the incident.
 */
export function entryTimeAt(text: string, started: Timestamp): EntryTime | 'unreadable' | undefined {
  const time = timeAt(text);
  if (!time) return INTENDED.test(text) ? 'unreadable' : undefined;
  const { day } = time;
  const behind = text.slice(time.length);
  const until = untilOf(time, behind, started);
  const length = until?.length ?? 0;
  // `10:05 +1000 connections` is no offset; behind a date it is, as in `2024-04-15 10:05 +0200`.
  const zone = !day && COUNT.test(behind) ? undefined : zoneAt(behind.slice(length));
  const clock = beginOf(time, until);
  const rest = behind.slice(length + (zone?.length ?? 0));
  if (!clock || (zone && !zone.offset) || MORE.test(rest)) return 'unreadable';
  const words = rest.replace(SEPARATOR, '');
  return {
    ...(day && { day }),
    clock,
    ...(zone?.offset && { offset: zone.offset }),
    rest: until ? `–${until.written} ${words}` : words,
  };
}

/** A clock time as it is written. */
interface Written {
  day?: string;
  hour: number;
  /** Minutes, and seconds where they are written: `45:00`. */
  minutes: string;
  /** `a` or `p`, as in `3:45 PM`. */
  half?: string;
  length: number;
}

/** The time until which something lasted. */
interface Until {
  clock: string;
  half?: string;
  written: string;
  /** Of what is written, with the dash before it. */
  length: number;
}

function timeAt(text: string): Written | undefined {
  const match = TIME.exec(text);
  if (!match) return undefined;
  const [{ length }, day, hour, minutes = '', half] = match;
  return { ...(day && { day }), hour: Number(hour), minutes, ...(half && { half: half.toLowerCase() }), length };
}

/** Such as `15:45:00`, by a clock of twelve hours where the half of the day is named; `undefined` where no clock has it. */
function clockOf({ hour, minutes }: Written, half?: string): string | undefined {
  if (half ? hour < 1 || hour > 12 : hour > 23) return undefined;
  const hours = half ? (hour % 12) + (half === 'p' ? 12 : 0) : hour;
  return `${String(hours).padStart(2, '0')}:${minutes.length > 2 ? minutes : `${minutes}:00`}`;
}

/**
 * The clock time at which an entry begins. `10:05 - 5:00 pm` names the half of the day for its end only: the begin is then the
 * reading, of 24 hours or of the same half, that lies before the end. `undefined` where both do, as in `3:50-4:10 PM`.
 */
function beginOf(time: Written, until: Until | undefined): string | undefined {
  const clock = clockOf(time, time.half);
  if (time.half || !until?.half) return clock;
  const readings = [...new Set([clock, clockOf(time, until.half)])].filter((each) => each !== undefined);
  const [begin, other] = readings.length > 1 ? readings.filter((each) => each < until.clock) : readings;
  return other === undefined ? begin : undefined;
}

/**
 * The end of a stretch, with which `behind`, what follows the time of its begin, begins. A hyphen right before a time makes it
 * an offset where that can be: always behind a date, and else unless it is a later clock time.
 */
function untilOf(time: Written, behind: string, started: Timestamp): Until | undefined {
  const [sign = ''] = UNTIL.exec(behind) ?? [];
  const end = sign === '' ? undefined : timeAt(behind.slice(sign.length));
  if (!end) return undefined;
  // The half of the day that `3:50 PM - 4:10` names is that of both.
  const clock = clockOf(end, end.half ?? time.half) ?? clockOf(end);
  const length = sign.length + end.length;
  const isWhole = !MORE.test(behind.slice(length)) || zoneAt(behind.slice(length)) !== undefined;
  if (!clock || !isWhole) return undefined;
  const until = { clock, written: behind.slice(sign.length, length), length, ...(end.half && { half: end.half }) };
  if (end.half || !sign.endsWith('-')) return until;
  const begin = clockOf(time, time.half) ?? '';
  const isLater = begin < clock;
  const offset = zoneAt(behind)?.offset;
  if (!offset) return isLater || isNextDay(begin, clock) ? until : undefined;
  // `04:00 -05:00`: the space parts the sign from the time that it would end.
  const isApart = /^\s+-$/.test(sign);
  const isUsual = time.day !== undefined || isApart || (started.precision === 'time' && started.offset === offset);
  return isLater && !isUsual ? until : undefined;
}

/** Whether one clock time is that of the day after, as with entries: more than half a day earlier. */
function isNextDay(before: string, after: string): boolean {
  return Number(before.slice(0, 2)) - Number(after.slice(0, 2)) > 12;
}
