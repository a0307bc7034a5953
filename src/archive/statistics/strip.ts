import { extent } from 'd3-array';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import { type Archive, yearOf } from '../archive.ts';

/** A time axis of whole years. */
export interface Axis {
  firstYear: number;
  lastYear: number;
}

/** One incident on a time axis. */
export interface Dot {
  postmortem: Postmortem;
  /** From 0, the axis' begin, to 1, its end. */
  position: number;
  /** 0 for the lowest; those that fall on the same place lie upon each other. */
  level: number;
}

/** The axis that holds all incidents of the archive: strips on one axis can be compared. Absent for an empty archive. */
export function axisOf({ postmortems }: Archive): Axis | undefined {
  // Not those of the first and the last: a later moment may have an earlier date elsewhere.
  const [firstYear, lastYear] = extent(postmortems, (postmortem) => Number(yearOf(postmortem)));
  return firstYear === undefined ? undefined : { firstYear, lastYear };
}

/** Places on a strip; two incidents that are closer share one. */
const PLACES = 90;

/** Incidents as dots on an axis, the oldest first. */
export function incidentDotsOf(postmortems: readonly Postmortem[], axis: Axis): Dot[] {
  const taken = new Map<number, number>();
  return postmortems.toReversed().map((postmortem) => {
    const day = localDate(postmortem.started);
    const years = axis.lastYear - axis.firstYear + 1;
    const place = Math.floor(((yearFraction(day) - axis.firstYear) / years) * PLACES);
    const level = taken.get(place) ?? 0;
    taken.set(place, level + 1);
    return { postmortem, position: (place + 0.5) / PLACES, level };
  });
}

/** The years to be named on an axis, every n-th so that at most `limit` are; `position` from 0 to 1 is the year's begin. */
export function yearTicks({ firstYear, lastYear }: Axis, limit = 8): { year: number; position: number }[] {
  const count = lastYear - firstYear + 1;
  const step = Math.ceil(count / limit);
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => {
    return { year: firstYear + index * step, position: (index * step) / count };
  });
}

/** A day as a year and its part: `2024-07-02` is near 2024.5. */
function yearFraction(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return year + (month - 1 + (date - 1) / 31) / 12;
}
