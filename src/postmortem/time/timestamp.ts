/** A moment: UTC milliseconds since 1970, and the offset as written, such as `+02:00`. */
export interface Instant {
  precision: 'time';
  epochMilliseconds: number;
  offset: string;
}

/** A plain date, `YYYY-MM-DD`, or a month, `YYYY-MM`: the clock time, or the day too, is unknown. */
export interface Day {
  precision: 'day' | 'month';
  date: string;
}

export type Timestamp = Instant | Day;

/** Formats a timestamp as RFC 3339 in UTC with seconds (`2024-04-15T15:45:00Z`), or as a plain date or month. */
export function formatTimestamp(timestamp: Timestamp): string {
  if (timestamp.precision !== 'time') return timestamp.date;
  return `${new Date(timestamp.epochMilliseconds).toISOString().slice(0, 19)}Z`;
}

// Sorting asks for the same timestamps many times.
const WRITTEN = new WeakMap<Instant, string>();

/** Formats a timestamp as RFC 3339 at its written offset (`2024-04-15T17:45:00+02:00`), or as a plain date or month. */
export function formatWritten(timestamp: Timestamp): string {
  if (timestamp.precision !== 'time') return timestamp.date;
  const known = WRITTEN.get(timestamp) ?? writtenAt(timestamp, timestamp.offset);
  WRITTEN.set(timestamp, known);
  return known;
}

/**
 * Formats an instant as RFC 3339 at an offset, `Z` or such as `+02:00`. Uses arithmetic instead of Temporal, because this is
 * called many times per incident.
 */
export function writtenAt({ epochMilliseconds }: Pick<Instant, 'epochMilliseconds'>, offset: string): string {
  const [sign, hours, minutes] = [Number(`${offset.charAt(0)}1`), Number(offset.slice(1, 3)), Number(offset.slice(4))];
  const shift = offset === 'Z' ? 0 : sign * (hours * 60 + minutes);
  return `${new Date(epochMilliseconds + shift * 60_000).toISOString().slice(0, 19)}${offset}`;
}

/**
 * Returns the date of a timestamp at its written offset, `YYYY-MM-DD`: the date that pages show, and that statistics use. If only
 * the month is known, `YYYY-MM`, which sorts before its days.
 */
export function localDate(timestamp: Timestamp): string {
  return formatWritten(timestamp).slice(0, 10);
}

/** Returns the moment at which a day (`YYYY-MM-DD`) or month (`YYYY-MM`) starts in UTC. */
export function midnightOf(day: string): Instant {
  return { precision: 'time', epochMilliseconds: Date.parse(day), offset: 'Z' };
}

/**
 * Returns the minutes from `from` to `to`, rounded down; negative when `to` is earlier. `undefined` when either is a plain date,
 * because its clock time is unknown.
 */
export function minutesBetween(from: Timestamp, to: Timestamp): number | undefined {
  if (from.precision !== 'time' || to.precision !== 'time') return undefined;
  return Math.floor((to.epochMilliseconds - from.epochMilliseconds) / 60_000);
}

/**
 * Whether `a` is certainly before `b`. A plain date is compared with the date of the other at its written offset, because both
 * are usually written in the same zone. A month is compared with the other's month.
 */
export function isBefore(a: Timestamp, b: Timestamp): boolean {
  if (a.precision === 'time' && b.precision === 'time') return a.epochMilliseconds < b.epochMilliseconds;
  const [first, second] = [localDate(a), localDate(b)];
  const length = Math.min(first.length, second.length);
  return first.slice(0, length) < second.slice(0, length);
}
