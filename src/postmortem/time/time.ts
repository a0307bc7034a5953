import { Temporal } from 'temporal-polyfill';

/** A moment with its clock time: UTC milliseconds since 1970 and the offset that the author wrote, such as `+02:00`. */
export interface Instant {
  precision: 'time';
  epochMilliseconds: number;
  offset: string;
}

/** A day whose clock time is not known, as `YYYY-MM-DD`. */
export interface Day {
  precision: 'day';
  date: string;
}

export type Timestamp = Instant | Day;

// Years from 1900 to 2999: any other is a slip, and would be negative or of five digits in another zone.
const CLOCK = /^((?:19|2\d)\d{2}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|[+-]\d{2}:\d{2})?$/i;
const DATE = /^(?:19|2\d)\d{2}-\d{2}-\d{2}$/;
const OFFSET = /^(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Why a clock time has no single meaning: it has no offset and there is no zone to read it in, or the clocks of the zone
 * were put forward over it (`skipped`) or put back over it (`repeated`).
 */
export type TimestampProblem = 'no-offset' | 'skipped' | 'repeated';

/**
 * Reads RFC 3339 with optional seconds, a space for the `T`, or a plain date.
 * A clock time without an offset is read in `timezone` (an IANA name). Returns the problem of a time that needs an offset
 * to have one meaning, and `undefined` for anything that is no time, such as a day that is in no calendar.
 */
export function parseTimestamp(text: string, timezone?: string): Timestamp | TimestampProblem | undefined {
  const trimmed = text.trim();
  try {
    if (DATE.test(trimmed)) return { precision: 'day', date: Temporal.PlainDate.from(trimmed).toString() };
    const [, date, clock, offset] = CLOCK.exec(trimmed) ?? [];
    if (!date || !clock) return undefined;
    // Checked apart: Instant.from would turn a leap second into the second before it, but refuses 25:00 alike.
    Temporal.PlainDateTime.from(`${date}T${clock}`, { overflow: 'reject' });
    if (offset) {
      const { epochMilliseconds } = Temporal.Instant.from(`${date}T${clock}${offset.toUpperCase()}`);
      return { precision: 'time', epochMilliseconds, offset: offset.toUpperCase() };
    }
    if (!timezone) return 'no-offset';
    const [moment, second] = momentsAt(date, clock, timezone);
    if (!moment) return 'skipped';
    return second ? 'repeated' : moment;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether a text is a day that the calendar has, as `YYYY-MM-DD`, of a year from 1900 to 2999. */
export function isDay(text: string): boolean {
  try {
    return DATE.test(text) && Boolean(Temporal.PlainDate.from(text));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const WORDS = /^(?:(\d+)\s*d)?\s*(?:(\d+)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?$/i;

/**
 * Reads `2h`, `1h 35m`, `45m`, `3d 4h` or an ISO 8601 duration such as `PT2H` or `P1DT2H30M`.
 * Returns whole minutes (a day is 24 hours), or `undefined` for anything else, zero words and seconds included.
 */
export function parseDuration(text: string): number | undefined {
  // Its words are looked for in all the ways in which spaces may part them.
  const trimmed = text.trim().replaceAll(/\s+/g, ' ');
  const iso = /^P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?)?$/i.exec(trimmed);
  const parts = iso ?? WORDS.exec(trimmed);
  const [days, hours, minutes] = (parts ?? []).slice(1);
  if (days === undefined && hours === undefined && minutes === undefined) return undefined;
  const total = Number(days ?? 0) * 1440 + Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return Number.isSafeInteger(total) ? total : undefined;
}

/** Minutes as the words that `parseDuration` reads: `3d 4h`, `1h 35m`, `0m`. Expects a whole number from 0. */
export function formatDuration(minutes: number): string {
  const parts = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor((minutes % 1440) / 60), 'h'],
    [minutes % 60, 'm'],
  ] as const;
  const words = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`);
  return words.length > 0 ? words.join(' ') : '0m';
}

/** A timestamp as RFC 3339 in UTC with seconds (`2024-04-15T15:45:00Z`), or as its date where only the day is known. */
export function formatTimestamp(timestamp: Timestamp): string {
  if (timestamp.precision === 'day') return timestamp.date;
  return Temporal.Instant.fromEpochMilliseconds(timestamp.epochMilliseconds).toString({ smallestUnit: 'second' });
}

/** The calendar day of a timestamp as clocks showed it in a zone: an offset such as `+02:00`, `Z` or an IANA name. */
export function dateInZone(timestamp: Timestamp, zone: string): string {
  if (timestamp.precision === 'day') return timestamp.date;
  return Temporal.Instant.fromEpochMilliseconds(timestamp.epochMilliseconds)
    .toZonedDateTimeISO(zoneName(zone))
    .toPlainDate()
    .toString();
}

/** A timestamp as RFC 3339 at the offset that its author wrote (`2024-04-15T17:45:00+02:00`), or as its date. */
export function formatWritten(timestamp: Timestamp): string {
  if (timestamp.precision === 'day') return timestamp.date;
  const { epochMilliseconds, offset } = timestamp;
  // By arithmetic: this is asked of every incident many times, and an offset has no calendar.
  const [sign, hours, minutes] = [Number(`${offset.charAt(0)}1`), Number(offset.slice(1, 3)), Number(offset.slice(4))];
  const shift = offset === 'Z' ? 0 : sign * (hours * 60 + minutes);
  return `${new Date(epochMilliseconds + shift * 60_000).toISOString().slice(0, 19)}${offset}`;
}

/**
 * The calendar day of a timestamp as its author wrote it, at its own offset, `YYYY-MM-DD`: the one that people see, and by
 * which incidents are counted.
 */
export function localDate(timestamp: Timestamp): string {
  return formatWritten(timestamp).slice(0, 10);
}

/** The moment at which a day (`YYYY-MM-DD`) begins in UTC. */
export function midnightOf(day: string): Instant {
  return { precision: 'time', epochMilliseconds: Date.parse(day), offset: 'Z' };
}

/** The day after a day, both `YYYY-MM-DD`. */
export function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}

/** The day before a day, both `YYYY-MM-DD`. */
export function dayBefore(day: string): string {
  return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
}

/** Whole days from one day to another (`YYYY-MM-DD`); negative where the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
}

/**
 * The moments at which the clocks of a zone (an IANA name, an offset or `Z`) showed a day and a time (`15:45:00`): two
 * where they were put back over it, the earlier one first, and none where they were put forward over it or where no
 * clock shows such a time.
 */
export function momentsAt(day: string, clock: string, zone: string): Instant[] {
  try {
    const local = Temporal.PlainDateTime.from(`${day}T${clock}`, { overflow: 'reject' });
    const moments = new Map<number, Instant>();
    for (const disambiguation of ['earlier', 'later'] as const) {
      const zoned = local.toZonedDateTime(zoneName(zone), { disambiguation });
      if (!zoned.toPlainDateTime().equals(local)) continue;
      // What the author wrote stays as it is: `Z` does not become `+00:00`.
      const offset = OFFSET.test(zone) ? zone : offsetOf(zoned);
      const { epochMilliseconds } = zoned;
      moments.set(epochMilliseconds, { precision: 'time', epochMilliseconds, offset });
    }
    return [...moments.values()];
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** The offset at which a zone's clocks stood at a moment, such as `+02:00`. */
export function offsetAt({ epochMilliseconds }: Instant, zone: string): string {
  return offsetOf(Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toZonedDateTimeISO(zoneName(zone)));
}

/**
 * The two offsets between which the clocks of a zone changed over a clock time that `parseTimestamp` calls `skipped` or
 * `repeated`, the one before the change first. With either of them behind it, the time has one meaning.
 */
export function offsetsOfChange(text: string, timezone: string): string[] {
  const local = Temporal.PlainDateTime.from(text.trim());
  return (['earlier', 'later'] as const).map((disambiguation) =>
    offsetOf(local.toZonedDateTime(timezone, { disambiguation })),
  );
}

const NANOSECONDS_PER_MINUTE = 60_000_000_000;

/** In whole minutes, as offsets are written: before there were zones, clocks were also half a minute apart. */
function offsetOf({ offsetNanoseconds }: Temporal.ZonedDateTime): string {
  // Rounded up, so that a whole minute on those clocks is read as the same minute.
  const minutes = Math.ceil(offsetNanoseconds / NANOSECONDS_PER_MINUTE);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

/** The name by which calendars know a zone: that of an IANA zone or an offset as it is, `UTC` for `Z`. */
export function zoneName(zone: string): string {
  return zone === 'Z' ? 'UTC' : zone;
}

/** Whether a name is that of a time zone, such as `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Names of the time zones that are known here. */
export function timeZones(): string[] {
  return Intl.supportedValuesOf('timeZone');
}

/**
 * Whole minutes from `from` to `to`, rounded down; negative where `to` is earlier.
 * `undefined` where either is known by its day only: nothing is invented.
 */
export function minutesBetween(from: Timestamp, to: Timestamp): number | undefined {
  if (from.precision === 'day' || to.precision === 'day') return undefined;
  return Math.floor((to.epochMilliseconds - from.epochMilliseconds) / 60_000);
}

/**
 * Whether `a` certainly lies before `b`. A day against a time is compared with the day of that time as its author wrote it:
 * who writes both means the same calendar.
 */
export function isBefore(a: Timestamp, b: Timestamp): boolean {
  if (a.precision === 'time' && b.precision === 'time') return a.epochMilliseconds < b.epochMilliseconds;
  return localDate(a) < localDate(b);
}
