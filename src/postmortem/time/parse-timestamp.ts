import { Temporal } from 'temporal-polyfill';
import { momentsAt } from './clocks.ts';
import { DATE, MONTH } from './days.ts';
import type { Instant, Timestamp } from './timestamp.ts';
import { LOCAL, type OwnZones, zoneAt } from './zones.ts';

// Years from 1900 to 2999: any other is a mistake, and could become negative or get five digits in another zone.
const CLOCK = /^((?:19|2\d)\d{2}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(.{0,40})$/i;
const OFFSET = /^(?:Z|[+-]\d{2}:\d{2})$/i;

/**
 * Why a clock time is not a unique moment: it has no offset and there is no default zone (`no-offset`), the clocks of the zone
 * skipped it (`skipped`) or showed it twice (`repeated`), or the name of its zone has several meanings (`several-zones`).
 */
export type TimestampProblem = 'no-offset' | 'skipped' | 'repeated' | 'several-zones';

/**
 * Parses RFC 3339 with optional seconds and optionally a space instead of `T`, also with other forms of zones (`UTC`, `+0200`,
 * `PST`, and the names in `zones`), or a plain date or month (`2024-04`). Clock times without a zone are in `timezone` (an IANA name). Returns a
 * `TimestampProblem` for a time that needs an offset, and `undefined` for anything else, such as a date that does not exist.
 */
export function parseTimestamp(
  text: string,
  timezone?: string,
  zones?: OwnZones,
): Timestamp | TimestampProblem | undefined {
  const trimmed = text.trim();
  try {
    if (DATE.test(trimmed)) return { precision: 'day', date: Temporal.PlainDate.from(trimmed).toString() };
    if (MONTH.test(trimmed)) return { precision: 'month', date: trimmed };
    const [, date, clock, zone] = CLOCK.exec(trimmed) ?? [];
    if (!date || !clock) return undefined;
    // Validates the clock time as written, which `Instant.from` does not do in the same way for leap seconds.
    Temporal.PlainDateTime.from(`${date}T${clock}`, { overflow: 'reject' });
    if (zone && OFFSET.test(zone)) {
      const { epochMilliseconds } = Temporal.Instant.from(`${date}T${clock}${zone.toUpperCase()}`);
      return { precision: 'time', epochMilliseconds, offset: zone.toUpperCase() };
    }
    if (!zone) return timezone ? momentIn(date, clock, [timezone], timezone) : 'no-offset';
    const { meanings = [], length } = zoneAt(zone, zones) ?? {};
    if (length !== zone.length || meanings.length === 0 || meanings.includes(LOCAL)) return undefined;
    return momentIn(date, clock, meanings, timezone);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Returns the moment at which clocks showed a time. If the meanings of its zone give several, that of the archive's zone counts. */
function momentIn(
  date: string,
  clock: string,
  meanings: readonly string[],
  timezone: string | undefined,
): Instant | TimestampProblem {
  const isSame = (a: Instant) => (b: Instant) => a.epochMilliseconds === b.epochMilliseconds;
  const found = meanings.flatMap((zone) => momentsAt(date, clock, zone));
  const [moment] = found;
  if (!moment) return 'skipped';
  if (found.every(isSame(moment))) return moment;
  if (meanings.length === 1) return 'repeated';
  const [local] = timezone ? momentsAt(date, clock, timezone) : [];
  return (local && found.find(isSame(local))) ?? 'several-zones';
}
