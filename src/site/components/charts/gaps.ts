import type { PreventionHistory } from '../../../archive/actions/prevention.ts';
import { type Axis, dayAxis, durationAxis, type Tick } from './scale.ts';

/** Occurrences on a line of days, each with a stem as high as the time before it was long. Places are from 0 to 1. */
export interface GapDrawing {
  /** The axis of days, up to the day on which it is looked at. */
  days: Axis<string>;
  /** Lengths of gaps, logarithmic. */
  lengths: Tick[];
  stems: Stem[];
  /** How high the stem of the time since the last occurrence is, which is not over. */
  quiet: number;
  completed: { x: number; completed: PreventionHistory['completed'] }[];
}

export interface Stem {
  x: number;
  /** Of the longest gap where several stand at one place; absent for the first of all, before which nothing is known. */
  height?: number;
  occurrences: PreventionHistory['occurrences'];
}

const MINUTES = 1440;
/** So many can be drawn each at its day; more are moved to the nearest of `PLACES`, which is as near as eyes can tell. */
const EXACT = 200;
const PLACES = 300;

/** Where everything stands on `asOf` (`YYYY-MM-DD`). Absent without an occurrence. */
export function gapDrawingOf(
  { occurrences, completed, quietDays }: PreventionHistory,
  asOf: string,
): GapDrawing | undefined {
  const first = occurrences[0]?.day;
  const last = occurrences.at(-1)?.day;
  if (!first || !last) return undefined;
  const days = dayAxis(first, last > asOf ? last : asOf);
  // The time since the last one may be ten times the gaps before: on a linear axis it would be all that is seen.
  // With a zero among them, the shortest one has a stem too.
  const gaps = [0, ...occurrences.flatMap(({ gapDays }) => gapDays ?? []), quietDays];
  const lengths = durationAxis(gaps.map((each) => each * MINUTES));
  const isExact = occurrences.length + completed.length <= EXACT;
  const placeOf = (day: string) => (isExact ? days.place(day) : Math.round(days.place(day) * PLACES) / PLACES);
  const stems = [...Map.groupBy(occurrences, ({ day }, index) => (isExact ? index : placeOf(day))).values()];
  return {
    days,
    lengths: lengths.ticks,
    stems: stems.map((group) => {
      const heights = group.flatMap(({ gapDays }) => (gapDays === undefined ? [] : lengths.place(gapDays * MINUTES)));
      const x = placeOf(group[0]?.day ?? first);
      return { x, ...(heights.length > 0 && { height: Math.max(...heights) }), occurrences: group };
    }),
    quiet: lengths.place(quietDays * MINUTES),
    completed: [...Map.groupBy(completed, ({ day }) => placeOf(day))].map(([x, group]) => ({ x, completed: group })),
  };
}
