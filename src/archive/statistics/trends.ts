import { quantileSorted } from 'd3-array';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { incidentsOf } from './numbers.ts';
import { type ResponseTimeKind, responseTimesOf } from './response-times.ts';

/** Quartiles of at least `MIN_VALUES` values. */
export interface Spread {
  lowerQuartile: number;
  median: number;
  upperQuartile: number;
}

/** Fewer values are described as well by listing them. */
export const MIN_VALUES = 5;

/**
 * Returns the median and quartiles, interpolated linearly: type 7 of "Sample Quantiles in Statistical Packages" (The
 * American Statistician, 1996), as in R, spreadsheets and d3. `undefined` below `MIN_VALUES` values.
 */
export function spreadOf(values: readonly number[]): Spread | undefined {
  if (values.length < MIN_VALUES) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => quantileSorted(sorted, part) ?? 0;
  return { lowerQuartile: at(0.25), median: at(0.5), upperQuartile: at(0.75) };
}

/** A response time of those incidents for which it is known. */
export interface Sample {
  kind: ResponseTimeKind;
  /** Shortest first. */
  values: { postmortem: Postmortem; minutes: number }[];
  /** Number of incidents for which it is unknown. */
  unknown: number;
}

/** Returns the times to detect, acknowledge and mitigate, and the durations (`resolve`). */
export function samplesOf(postmortems: readonly Postmortem[]): Sample[] {
  const incidents = incidentsOf(postmortems);
  const times = incidents.map((postmortem) => ({ postmortem, times: responseTimesOf(postmortem) }));
  return (['detect', 'acknowledge', 'mitigate', 'resolve'] as const).map((kind) => {
    const values = times.flatMap(({ postmortem, times }) => {
      // The whole site shows this duration, so timeline marks do not override it here.
      const minutes = kind === 'resolve' ? postmortem.durationMinutes : times[kind]?.minutes;
      return minutes === undefined ? [] : [{ postmortem, minutes }];
    });
    return { kind, values: values.sort((a, b) => a.minutes - b.minutes), unknown: incidents.length - values.length };
  });
}

/** Incidents with a known duration and an impact in percent. */
export interface Impacts {
  points: { postmortem: Postmortem; minutes: number; percent: number }[];
  unknown: number;
}

/** Returns the impact in percent and the duration in minutes, newest first. */
export function impactsOf(postmortems: readonly Postmortem[]): Impacts {
  const points = postmortems.flatMap((postmortem) => {
    const { durationMinutes: minutes, impact } = postmortem;
    const percent = impact?.percent;
    return minutes === undefined || percent === undefined ? [] : [{ postmortem, minutes, percent }];
  });
  return { points, unknown: incidentsOf(postmortems).length - points.length };
}
