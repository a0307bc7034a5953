import type { PreventionHistory } from '../../../archive/actions/prevention.ts';
import { type Axis, dayAxis, durationAxis, type Tick } from './scale.ts';

/** Incidents on an axis of days, each with a stem as high as the gap before it. Positions are from 0 to 1. */
export interface GapDrawing {
  /** The axis of days, up to `asOf`. */
  days: Axis<string>;
  /** The logarithmic axis of gaps. */
  lengths: Tick[];
  stems: Stem[];
  /** Height of the stem for the time since the last incident. */
  quiet: number;
  completed: { x: number; completed: PreventionHistory['completed'] }[];
}

export interface Stem {
  x: number;
  /** Height for the longest gap of the incidents at this position; absent for the first incident. */
  height?: number;
  occurrences: PreventionHistory['occurrences'];
}

const MINUTES = 1440;
/** Up to `EXACT` items are drawn at their day; more are moved to the nearest of `PLACES`, which are as far apart as a dot is wide. */
const EXACT = 100;
const PLACES = 120;

/**
 * Computes the drawing for a day (`asOf`, `YYYY-MM-DD`); `labelOf` formats the minutes of a tick. Returns `undefined`
 * without an incident.
 */
export function gapDrawingOf(
  { occurrences, completed, quietDays }: PreventionHistory,
  asOf: string,
  labelOf: (minutes: number) => string,
): GapDrawing | undefined {
  const first = occurrences[0]?.day;
  const last = occurrences.at(-1)?.day;
  if (!first || !last) return undefined;
  const days = dayAxis(first, last > asOf ? last : asOf);
  // Logarithmic, as the time since the last incident may be ten times as long as all gaps before. The axis includes zero,
  // so that the shortest gap has a visible stem.
  const gaps = [0, ...occurrences.flatMap(({ gapDays }) => gapDays ?? []), quietDays];
  const lengths = durationAxis(
    gaps.map((each) => each * MINUTES),
    labelOf,
  );
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
