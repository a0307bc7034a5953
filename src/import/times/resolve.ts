import { type DayOrder, dayOrderOf } from '../../postmortem/body/timeline/day-order.ts';
import { resolveDay, resolveZone } from '../../postmortem/body/timeline/moments.ts';
import { momentsAt } from '../../postmortem/time/clocks.ts';
import type { Timestamp } from '../../postmortem/time/timestamp.ts';
import type { WrittenDay } from '../../postmortem/time/written-day.ts';
import type { OwnZones, WrittenZone } from '../../postmortem/time/zones.ts';
import type { DateOrder, WrittenMoment } from './written-moments.ts';

/** What decides how the times of a document are read. */
export interface TimeSettings {
  /** The zone of times without one: an IANA name or an offset. */
  timezone?: string | undefined;
  order?: DateOrder | undefined;
  zones?: OwnZones | undefined;
}

/** The same with what the document itself says. */
export interface TimeClues extends TimeSettings {
  /** The order that the dates of the document show. */
  dayOrder?: DayOrder | undefined;
  /** The zone that the document states for its times. */
  stated?: WrittenZone | undefined;
}

/** Why a moment is not known, or known by its day only. */
export type TimeProblem =
  | { kind: 'order'; dates: readonly string[] }
  | { kind: 'zone'; name: string }
  | { kind: 'no-zone' | 'no-day' | 'no-year' | 'half' | 'invalid' | 'clock-change' };

/** A moment with what is known of it. */
export interface ResolvedMoment {
  at?: Timestamp;
  problem?: TimeProblem;
}

// So early that no date is next to it.
const NEVER = { precision: 'day', date: '1900-01-01' } as const;

/** Returns the order of the dates of a document: as the user says, or else as a day above 12 shows. */
export function orderOf(days: readonly WrittenDay[], order: DateOrder | undefined): DayOrder | undefined {
  if (order === 'dmy') return 'day-first';
  if (order === 'mdy') return 'month-first';
  return dayOrderOf(days, NEVER);
}

/** Returns the day of a written moment, `YYYY-MM-DD`. */
export function resolveWrittenDay(day: WrittenDay, order: DayOrder | undefined): string | TimeProblem {
  if (day.year === undefined) return { kind: 'no-year' };
  const resolved = resolveDay(day, NEVER.date, { started: NEVER, order });
  if (resolved === undefined) return { kind: 'invalid' };
  return typeof resolved === 'string' ? resolved : { kind: 'order', ...resolved };
}

/** Resolves a moment; `day` is that of clock times without one. */
export function resolveMoment(written: WrittenMoment, clues: TimeClues, day?: string): ResolvedMoment {
  const own = written.day ? resolveWrittenDay(written.day, clues.dayOrder) : day;
  if (own === undefined) return { problem: { kind: 'no-day' } };
  if (typeof own === 'object') return { problem: own };
  const onlyDay: Timestamp = { precision: 'day', date: own };
  if (!written.clocks) return { at: onlyDay };
  // Without a clock time, it could also be the next day.
  const ofDay = written.day ? { at: onlyDay } : {};
  const [clock, other] = written.clocks;
  if (clock === undefined) return { ...ofDay, problem: { kind: 'invalid' } };
  if (other !== undefined) return { ...ofDay, problem: { kind: 'half' } };
  const { timezone, stated } = clues;
  if (!written.zone && !stated && !timezone) return { ...ofDay, problem: { kind: 'no-zone' } };
  const zone = resolveZone(written.zone, own, clock, { started: onlyDay, timezone, stated });
  if (typeof zone !== 'string') return { ...ofDay, problem: { kind: 'zone', ...zone } };
  const [at, second] = momentsAt(own, clock, zone);
  if (!at || second) return { ...ofDay, problem: { kind: 'clock-change' } };
  return { at };
}
