import { dateInZone, momentsAt, offsetAt, offsetsOfChange } from '../../time/clocks.ts';
import { dayAfter, daysBetween, isDay, weekdayOf } from '../../time/days.ts';
import { type Instant, localDate, type Timestamp } from '../../time/timestamp.ts';
import { dateOf, type WrittenDay } from '../../time/written-day.ts';
import { LOCAL, type WrittenZone } from '../../time/zones.ts';
import type { DayOrder } from './day-order.ts';

/** What decides when an entry happened. */
export interface Clues {
  started: Timestamp;
  /** The IANA zone of the archive. */
  timezone?: string | undefined;
  order?: DayOrder | undefined;
  /** The zone that the timeline states once. */
  stated?: WrittenZone | undefined;
}

/** A well-formed time that never occurred, because the clocks of its zone skipped it. */
export interface Skipped {
  zone: string;
  /** The offsets before and after the clock change; see `offsetsOfChange`. */
  offsets: string[];
}

/** A date that can be read in two ways, `YYYY-MM-DD`. */
export interface AmbiguousDate {
  dates: readonly string[];
}

/** A zone whose name has several meanings that give different moments. */
export interface AmbiguousZone {
  name: string;
}

/**
 * Returns the date of a written day, `YYYY-MM-DD`. A day without its year is the one next to the start; a weekday is the next
 * one, from the day before it on. Returns `undefined` for a day that does not exist.
 */
export function resolveDay(
  { readings, year, weekday }: WrittenDay,
  before: string,
  { started, order }: Clues,
): string | AmbiguousDate | undefined {
  if (readings.length === 0) return weekday === undefined ? undefined : nextWeekday(before, weekday);
  const chosen = readings.length > 1 && order ? readings.filter((reading) => reading.order === order) : readings;
  const dates = [
    ...new Set(
      chosen.flatMap((reading) => (year === undefined ? nearestDate(reading, started) : (dateOf(year, reading) ?? []))),
    ),
  ];
  return dates.length > 1 ? { dates } : dates[0];
}

function nextWeekday(from: string, weekday: number): string {
  let day = from;
  while (weekdayOf(day) !== weekday) day = dayAfter(day);
  return day;
}

function nearestDate(reading: WrittenDay['readings'][number], started: Timestamp): string | [] {
  const start = localDate(started);
  const year = Number(start.slice(0, 4));
  const dates = [year - 1, year, year + 1].flatMap((each) => dateOf(each, reading) ?? []);
  return dates.sort((a, b) => Math.abs(daysBetween(start, a)) - Math.abs(daysBetween(start, b)))[0] ?? [];
}

/**
 * Returns the zone of all times in a timeline that have none: the offset of `started`. If the archive's zone had the same
 * offset at that moment, it is used instead, so that clock changes during the incident are followed. `Z` is always UTC.
 */
function defaultZone({ started, timezone }: Clues): string {
  if (started.precision !== 'time') return timezone ?? 'Z';
  if (started.offset === 'Z') return 'Z';
  return timezone && offsetAt(started, timezone) === offsetAt(started, started.offset) ? timezone : started.offset;
}

/**
 * Returns the zone that a written zone stands for at a time. If its meanings give different moments, that of `started` counts, or
 * else that of the archive.
 */
export function resolveZone(
  written: WrittenZone | undefined,
  day: string,
  clock: string,
  clues: Clues,
): string | AmbiguousZone {
  const stated = written ?? clues.stated;
  if (!stated) return defaultZone(clues);
  const meanings = stated.meanings.map((meaning) => (meaning === LOCAL ? defaultZone(clues) : meaning));
  const momentIn = (zone: string) => momentsAt(day, clock, zone)[0]?.epochMilliseconds;
  const [first = 'Z'] = meanings;
  if (meanings.every((zone) => momentIn(zone) === momentIn(first))) return first;
  const { started, timezone } = clues;
  const likeStart =
    started.precision === 'time'
      ? meanings.filter((zone) => offsetAt(started, zone) === offsetAt(started, started.offset))
      : [];
  if (likeStart.length === 1) return likeStart[0] ?? first;
  const likeArchive = timezone ? meanings.filter((zone) => momentIn(zone) === momentIn(timezone)) : [];
  return likeArchive[0] ?? { name: stated.name };
}

const HALF_A_DAY = 43_200_000;

/** Returns the day of a clock time without a date: that of the entry before it (or of the start), or the next day. */
export function dayOfClock(clock: string, zone: string, before: Timestamp): string {
  const day = dateInZone(before, zone);
  if (before.precision !== 'time') return day;
  const [sameDay] = momentsAt(day, clock, offsetAt(before, zone));
  // More than half a day back means the next day; a smaller step back is an entry out of order.
  const isNextDay = sameDay && sameDay.epochMilliseconds < before.epochMilliseconds - HALF_A_DAY;
  return isNextDay ? dayAfter(day) : day;
}

/**
 * Returns the moment of a clock time. When clocks showed it twice, returns the first moment that is not before the previous
 * entry (or the start). Returns `Skipped` when they never showed it, and `undefined` for a day that does not exist.
 */
export function momentOf(day: string, clock: string, zone: string, before: Timestamp): Instant | Skipped | undefined {
  const moments = momentsAt(day, clock, zone);
  const earliest = before.precision === 'time' ? before.epochMilliseconds : Number.NEGATIVE_INFINITY;
  const at = moments.find(({ epochMilliseconds }) => epochMilliseconds >= earliest) ?? moments[0];
  if (at) return at;
  return isDay(day) ? { zone, offsets: offsetsOfChange(`${day}T${clock}`, zone) } : undefined;
}
