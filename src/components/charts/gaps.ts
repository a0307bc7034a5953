import type { FixRecord } from '../../archive/fixes.ts';
import { type Axis, dayAxis, durationAxis, type Tick } from './scale.ts';

/** Occurrences on a line of days, each with a stem as high as the time before it was long. Places are from 0 to 1. */
export interface GapDrawing {
  /** The axis of days, up to the day on which it is looked at. */
  days: Axis<string>;
  /** Lengths of gaps, logarithmic. */
  lengths: Tick[];
  /** `height` is absent for the first, before which nothing is known. */
  stems: { x: number; height?: number; occurrence: FixRecord['occurrences'][number] }[];
  /** The time since the last occurrence, which is not over. */
  quiet: { x: number; height: number };
  closings: { x: number; closing: FixRecord['closings'][number] }[];
}

const MINUTES = 1440;

/** Where everything stands on `asOf` (`YYYY-MM-DD`). Absent without an occurrence. */
export function gapDrawingOf({ occurrences, closings, quietDays }: FixRecord, asOf: string): GapDrawing | undefined {
  const first = occurrences[0]?.day;
  const last = occurrences.at(-1)?.day;
  if (!first || !last) return undefined;
  const days = dayAxis(first, last > asOf ? last : asOf);
  // The time since the last one may be ten times the gaps before: on a linear axis it would be all that is seen.
  // With a zero among them, the shortest one has a stem too.
  const gaps = [0, ...occurrences.flatMap(({ gapDays }) => gapDays ?? []), quietDays];
  const lengths = durationAxis(gaps.map((days) => days * MINUTES));
  return {
    days,
    lengths: lengths.ticks,
    stems: occurrences.map((occurrence) => ({
      x: days.place(occurrence.day),
      ...(occurrence.gapDays !== undefined && { height: lengths.place(occurrence.gapDays * MINUTES) }),
      occurrence,
    })),
    quiet: { x: 1, height: lengths.place(quietDays * MINUTES) },
    closings: closings.map((closing) => ({ x: days.place(closing.day), closing })),
  };
}
