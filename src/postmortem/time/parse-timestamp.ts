import { Temporal } from 'temporal-polyfill';
import { momentsAt } from './clocks.ts';
import { DATE } from './days.ts';
import type { Timestamp } from './timestamp.ts';

// Years from 1900 to 2999: any other is a mistake, and could become negative or get five digits in another zone.
const CLOCK = /^((?:19|2\d)\d{2}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|[+-]\d{2}:\d{2})?$/i;

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
