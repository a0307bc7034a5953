import { extent } from 'd3-array';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import { type Archive, yearOf } from '../archive.ts';
import { isRecurrence } from '../recurrence/occurrences.ts';

/** A time axis of whole years. */
export interface Axis {
  firstYear: number;
  lastYear: number;
}

/** One incident on a time axis. */
export interface Dot {
  postmortem: Postmortem;
  /** 0 for the start of the axis, 1 for its end. */
  position: number;
  /** 0 for the lowest; dots at the same position are stacked. */
  level: number;
}

// Many pages of an archive have the same axis.
const axes = new WeakMap<Archive, Axis>();

/**
 * Returns the time axis that contains all incidents, so that strips can be compared; `undefined` for an empty archive.
 */
export function axisOf(archive: Archive): Axis | undefined {
  const known = axes.get(archive);
  if (known) return known;
  // Compares all years, as the incident with the latest start may have an earlier local date.
  const [firstYear, lastYear] = extent(archive.postmortems, (postmortem) => Number(yearOf(postmortem)));
  if (firstYear === undefined) return undefined;
  const axis = { firstYear, lastYear };
  axes.set(archive, axis);
  return axis;
}

/** Number of positions on a strip; incidents that are closer share one. */
const PLACES = 90;

/** Up to this number, each incident of a strip is a dot; more would overlap, so that columns show their number. */
export const MOST_DOTS = 100;

/** Returns whether the strip of some incidents marks recurrences: it has dots, and at least one of them is one. */
export function hasRecurrenceMarks(archive: Archive, incidents: readonly Postmortem[]): boolean {
  return incidents.length <= MOST_DOTS && incidents.some((each) => isRecurrence(archive, each));
}

/** Returns the dots of incidents on an axis, oldest first. */
export function incidentDotsOf(postmortems: readonly Postmortem[], axis: Axis): Dot[] {
  const taken = new Map<number, number>();
  return postmortems.toReversed().map((postmortem) => {
    const place = placeOf(postmortem, axis);
    const level = taken.get(place) ?? 0;
    taken.set(place, level + 1);
    return { postmortem, position: (place + 0.5) / PLACES, level };
  });
}

/** The incidents at one position of a time axis. */
export interface StripColumn {
  /** 0 for the start of the axis, 1 for its end. */
  position: number;
  count: number;
  /** The days of the earliest and the latest incident, `YYYY-MM-DD`. */
  from: string;
  to: string;
}

/** Returns the number of incidents at each position of an axis that has some, from left to right. */
export function stripColumnsOf(postmortems: readonly Postmortem[], axis: Axis): StripColumn[] {
  const places = Map.groupBy(postmortems, (postmortem) => placeOf(postmortem, axis));
  return [...places]
    .sort(([a], [b]) => a - b)
    .map(([place, own]) => {
      const days = own.map(({ started }) => localDate(started)).sort();
      return { position: (place + 0.5) / PLACES, count: own.length, from: days[0] ?? '', to: days.at(-1) ?? '' };
    });
}

/** Returns the position of an incident among the `PLACES` of an axis. */
function placeOf({ started }: Postmortem, { firstYear, lastYear }: Axis): number {
  const years = lastYear - firstYear + 1;
  return Math.floor(((yearFraction(localDate(started)) - firstYear) / years) * PLACES);
}

/**
 * Returns the years to label on an axis, every n-th so that there are at most `limit`; `position` is the start of the
 * year, 0 to 1.
 */
export function yearTicks({ firstYear, lastYear }: Axis, limit = 8): { year: number; position: number }[] {
  const count = lastYear - firstYear + 1;
  const step = Math.ceil(count / limit);
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => {
    return { year: firstYear + index * step, position: (index * step) / count };
  });
}

/** Returns a day, or the middle of a month, as a fractional year: `2024-07-02` is about 2024.5. */
function yearFraction(day: string): number {
  const [year = 0, month = 1, date = 15] = day.split('-').map(Number);
  return year + (month - 1 + (date - 1) / 31) / 12;
}
