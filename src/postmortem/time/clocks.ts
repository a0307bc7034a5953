import { Temporal } from 'temporal-polyfill';
import { type Instant, type Timestamp, writtenAt } from './timestamp.ts';

const OFFSET = /^(?:Z|[+-]\d{2}:\d{2})$/;

/** Returns the date of a timestamp (or its month, if that is all that is known) in a zone: an offset such as `+02:00`, `Z` or an IANA name. */
export function dateInZone(timestamp: Timestamp, zone: string): string {
  if (timestamp.precision !== 'time') return timestamp.date;
  if (OFFSET.test(zone)) return writtenAt(timestamp, zone).slice(0, 'YYYY-MM-DD'.length);
  return Temporal.Instant.fromEpochMilliseconds(timestamp.epochMilliseconds)
    .toZonedDateTimeISO(zoneName(zone))
    .toPlainDate()
    .toString();
}

/**
 * Returns the moments at which clocks in a zone (an IANA name, an offset or `Z`) showed a day and a time (`15:45:00`): two, the
 * earlier first, when they showed it twice, and none when they skipped it or the time is invalid.
 */
export function momentsAt(day: string, clock: string, zone: string): Instant[] {
  if (OFFSET.test(zone) && CLOCK.test(clock)) return momentAtOffset(day, clock, zone);
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

const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/;

/** Returns the moment of a time at an offset, in a list; an empty list if the day is invalid. Faster than Temporal. */
function momentAtOffset(day: string, clock: string, offset: string): Instant[] {
  const epochMilliseconds = Date.parse(`${day}T${clock}${offset}`);
  if (Number.isNaN(epochMilliseconds)) return [];
  // `Date` reads 30 February as 1 March.
  return writtenAt({ epochMilliseconds }, offset).startsWith(day)
    ? [{ precision: 'time', epochMilliseconds, offset }]
    : [];
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
function zoneName(zone: string): string {
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
