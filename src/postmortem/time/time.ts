import { Temporal } from 'temporal-polyfill';

/** A moment: UTC milliseconds since 1970, and the offset as written, such as `+02:00`. */
export interface Instant {
  precision: 'time';
  epochMilliseconds: number;
  offset: string;
}

/** A plain date, `YYYY-MM-DD`: the clock time is unknown. */
export interface Day {
  precision: 'day';
  date: string;
}

export type Timestamp = Instant | Day;

// Years from 1900 to 2999: any other is a mistake, and could become negative or get five digits in another zone.
const CLOCK = /^((?:19|2\d)\d{2}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|[+-]\d{2}:\d{2})?$/i;
const DATE = /^(?:19|2\d)\d{2}-\d{2}-\d{2}$/;
const OFFSET = /^(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Why a clock time without an offset is not a unique moment: there is no default zone (`no-offset`), or the clocks of the zone
 * skipped it (`skipped`) or showed it twice (`repeated`).
 */
export type TimestampProblem = 'no-offset' | 'skipped' | 'repeated';

/**
 * Parses RFC 3339 with optional seconds and optionally a space instead of `T`, or a plain date. Clock times without an offset are
 * in `timezone` (an IANA name). Returns a `TimestampProblem` for a time that needs an offset, and `undefined` for anything else,
 * such as a date that does not exist.
 */
export function parseTimestamp(text: string, timezone?: string): Timestamp | TimestampProblem | undefined {
  const trimmed = text.trim();
  try {
    if (DATE.test(trimmed)) return { precision: 'day', date: Temporal.PlainDate.from(trimmed).toString() };
    const [, date, clock, offset] = CLOCK.exec(trimmed) ?? [];
    if (!date || !clock) return undefined;
    // Validates the clock time as written, which `Instant.from` does not do in the same way for leap seconds.
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

/** Whether a text is an existing date, as `YYYY-MM-DD`, in a year from 1900 to 2999. */
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
 * Parses `2h`, `1h 35m`, `45m`, `3d 4h` or an ISO 8601 duration such as `PT2H` or `P1DT2H30M`. Returns whole minutes (a day is 24
 * hours), or `undefined` for anything else, including empty text and durations with seconds.
 */
export function parseDuration(text: string): number | undefined {
  // Runs of spaces are collapsed, because the expression would backtrack over them.
  const trimmed = text.trim().replaceAll(/\s+/g, ' ');
  const iso = /^P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?)?$/i.exec(trimmed);
  const parts = iso ?? WORDS.exec(trimmed);
  const [days, hours, minutes] = (parts ?? []).slice(1);
  if (days === undefined && hours === undefined && minutes === undefined) return undefined;
  const total = Number(days ?? 0) * 1440 + Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return Number.isSafeInteger(total) ? total : undefined;
}

/** Formats a non-negative whole number of minutes so that `parseDuration` can parse it: `3d 4h`, `1h 35m`, `0m`. */
export function formatDuration(minutes: number): string {
  const parts = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor((minutes % 1440) / 60), 'h'],
    [minutes % 60, 'm'],
  ] as const;
  const words = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`);
  return words.length > 0 ? words.join(' ') : '0m';
}

/** Formats a timestamp as RFC 3339 in UTC with seconds (`2024-04-15T15:45:00Z`), or as a plain date. */
export function formatTimestamp(timestamp: Timestamp): string {
  if (timestamp.precision === 'day') return timestamp.date;
  return Temporal.Instant.fromEpochMilliseconds(timestamp.epochMilliseconds).toString({ smallestUnit: 'second' });
}

/** Returns the date of a timestamp in a zone: an offset such as `+02:00`, `Z` or an IANA name. */
export function dateInZone(timestamp: Timestamp, zone: string): string {
  if (timestamp.precision === 'day') return timestamp.date;
  return Temporal.Instant.fromEpochMilliseconds(timestamp.epochMilliseconds)
    .toZonedDateTimeISO(zoneName(zone))
    .toPlainDate()
    .toString();
}

/** Formats a timestamp as RFC 3339 at its written offset (`2024-04-15T17:45:00+02:00`), or as a plain date. */
export function formatWritten(timestamp: Timestamp): string {
  if (timestamp.precision === 'day') return timestamp.date;
  const { epochMilliseconds, offset } = timestamp;
  // Uses arithmetic instead of Temporal, because this is called many times per incident.
  const [sign, hours, minutes] = [Number(`${offset.charAt(0)}1`), Number(offset.slice(1, 3)), Number(offset.slice(4))];
  const shift = offset === 'Z' ? 0 : sign * (hours * 60 + minutes);
  return `${new Date(epochMilliseconds + shift * 60_000).toISOString().slice(0, 19)}${offset}`;
}

/**
 * Returns the date of a timestamp at its written offset, `YYYY-MM-DD`: the date that pages show, and that statistics use.
 */
export function localDate(timestamp: Timestamp): string {
  return formatWritten(timestamp).slice(0, 10);
}

/** Returns the moment at which a day (`YYYY-MM-DD`) starts in UTC. */
export function midnightOf(day: string): Instant {
  return { precision: 'time', epochMilliseconds: Date.parse(day), offset: 'Z' };
}

/** Returns the day after a day, both `YYYY-MM-DD`. */
export function dayAfter(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}

/** Returns the day before a day, both `YYYY-MM-DD`. */
export function dayBefore(day: string): string {
  return Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
}

/** Returns the days from one day to another (`YYYY-MM-DD`); negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
}

/**
 * Returns the moments at which clocks in a zone (an IANA name, an offset or `Z`) showed a day and a time (`15:45:00`): two, the
 * earlier first, when they showed it twice, and none when they skipped it or the time is invalid.
 */
export function momentsAt(day: string, clock: string, zone: string): Instant[] {
  try {
    const local = Temporal.PlainDateTime.from(`${day}T${clock}`, { overflow: 'reject' });
    const moments = new Map<number, Instant>();
    for (const disambiguation of ['earlier', 'later'] as const) {
      const zoned = local.toZonedDateTime(zoneName(zone), { disambiguation });
      if (!zoned.toPlainDateTime().equals(local)) continue;
      // Keeps the offset as written: `Z` does not become `+00:00`.
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

/** Returns the offset of a zone at a moment, such as `+02:00`. */
export function offsetAt({ epochMilliseconds }: Instant, zone: string): string {
  return offsetOf(Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toZonedDateTimeISO(zoneName(zone)));
}

/**
 * Returns the offsets before and after the clock change that made a time `skipped` or `repeated` (see `parseTimestamp`). With
 * either offset, the time is a unique moment.
 */
export function offsetsOfChange(text: string, timezone: string): string[] {
  const local = Temporal.PlainDateTime.from(text.trim());
  return (['earlier', 'later'] as const).map((disambiguation) =>
    offsetOf(local.toZonedDateTime(timezone, { disambiguation })),
  );
}

const NANOSECONDS_PER_MINUTE = 60_000_000_000;

/** Formats an offset in whole minutes. Historical offsets can include seconds. */
function offsetOf({ offsetNanoseconds }: Temporal.ZonedDateTime): string {
  // Rounded up, so that a whole minute in such a zone stays the same minute.
  const minutes = Math.ceil(offsetNanoseconds / NANOSECONDS_PER_MINUTE);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

/** Returns the name of a zone for Temporal and Intl: `UTC` for `Z`; IANA names and offsets are unchanged. */
export function zoneName(zone: string): string {
  return zone === 'Z' ? 'UTC' : zone;
}

/** Whether a name is a time zone, such as `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Returns the names of the supported time zones. */
export function timeZones(): string[] {
  return Intl.supportedValuesOf('timeZone');
}

/**
 * Returns the minutes from `from` to `to`, rounded down; negative when `to` is earlier. `undefined` when either is a plain date,
 * because its clock time is unknown.
 */
export function minutesBetween(from: Timestamp, to: Timestamp): number | undefined {
  if (from.precision === 'day' || to.precision === 'day') return undefined;
  return Math.floor((to.epochMilliseconds - from.epochMilliseconds) / 60_000);
}

/**
 * Whether `a` is certainly before `b`. A plain date is compared with the date of the other at its written offset, because both
 * are usually written in the same zone.
 */
export function isBefore(a: Timestamp, b: Timestamp): boolean {
  if (a.precision === 'time' && b.precision === 'time') return a.epochMilliseconds < b.epochMilliseconds;
  return localDate(a) < localDate(b);
}
