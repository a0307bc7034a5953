import { quantileSorted } from 'd3-array';
import { DETECTIONS, TRIGGERS } from '../../postmortem/frontmatter/words.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { localDate } from '../../postmortem/time/time.ts';
import { type LedgerEntry, ledgerOf } from '../actions/ledger.ts';
import { type Archive, yearOf } from '../archive.ts';
import { NO_SEVERITY } from '../groups/facets.ts';
import { monthsOf } from './numbers.ts';
import { type ResponseTimeKind, responseTimesOf } from './response-times.ts';
import { axisOf } from './strip.ts';

/** How many incidents of each row fall into each column. */
export interface Crosstab {
  /** Months (`2024-04`) or years (`2024`) in order, those without incidents included. */
  columns: string[];
  /** One count for each column; rows without any incident are left out. */
  rows: { key: string; counts: number[]; total: number }[];
}

/** Incidents of each month by severity, from the first month with one to `asOf` (`YYYY-MM-DD`). */
export function monthsBySeverity({ settings, postmortems }: Archive, asOf: string): Crosstab {
  const months = monthsOf(postmortems, asOf.slice(0, 7)).map(({ month }) => month);
  return crosstabOf(
    postmortems,
    months,
    ({ started }) => localDate(started).slice(0, 7),
    [...settings.severities, NO_SEVERITY],
    ({ severity }) => severity ?? NO_SEVERITY,
  );
}

/** Incidents of each year by cause, the most frequent first. */
export function yearsByCause(archive: Archive, asOf: string): Crosstab {
  const causes = archive.settings.causes.map(({ id }) => id);
  return mostFirst(byYear(archive, asOf, causes, ({ cause }) => cause));
}

/** Incidents of each year by what set them off, the most frequent first. */
export function yearsByTrigger(archive: Archive, asOf: string): Crosstab {
  return mostFirst(byYear(archive, asOf, TRIGGERS, ({ trigger }) => trigger));
}

/** Incidents of each year by how they were noticed, the most frequent first. */
export function yearsByDetection(archive: Archive, asOf: string): Crosstab {
  return mostFirst(byYear(archive, asOf, DETECTIONS, ({ detection }) => detection));
}

/** The middle of some values and of their halves; the fewest that have one are `MIN_VALUES`. */
export interface Spread {
  lowerQuartile: number;
  median: number;
  upperQuartile: number;
}

/** Below five values, quartiles say no more than the values do. */
export const MIN_VALUES = 5;

/**
 * Median and quartiles, linearly between the two nearest values: type 7 of "Sample Quantiles in Statistical Packages" (The
 * American Statistician, 1996), which R, spreadsheets and d3 take too. Absent below `MIN_VALUES` values.
 */
export function spreadOf(values: readonly number[]): Spread | undefined {
  if (values.length < MIN_VALUES) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => quantileSorted(sorted, part) ?? 0;
  return { lowerQuartile: at(0.25), median: at(0.5), upperQuartile: at(0.75) };
}

/** How long something took in those incidents of which it is known. */
export interface Sample {
  goal: ResponseTimeKind;
  /** The shortest first. */
  values: { postmortem: Postmortem; minutes: number }[];
  /** Of how many incidents it is not known. */
  unknown: number;
}

/** Times to detect, to acknowledge and to mitigate, and durations (`resolve`). */
export function samplesOf(postmortems: readonly Postmortem[]): Sample[] {
  const times = postmortems.map((postmortem) => ({ postmortem, times: responseTimesOf(postmortem) }));
  return (['detect', 'acknowledge', 'mitigate', 'resolve'] as const).map((goal) => {
    const values = times.flatMap(({ postmortem, times }) => {
      // The duration is what the whole site takes for it, marks in timelines do not make another.
      const minutes = goal === 'resolve' ? postmortem.durationMinutes : times[goal]?.minutes;
      return minutes === undefined ? [] : [{ postmortem, minutes }];
    });
    return { goal, values: values.sort((a, b) => a.minutes - b.minutes), unknown: postmortems.length - values.length };
  });
}

/** Incidents of which both the duration and the impact are known. */
export interface Impacts {
  points: { postmortem: Postmortem; minutes: number; percent: number }[];
  unknown: number;
}

/** Impact in percent against duration in minutes, newest first. */
export function impactsOf(postmortems: readonly Postmortem[]): Impacts {
  const points = postmortems.flatMap((postmortem) => {
    const { durationMinutes: minutes, impact } = postmortem;
    return minutes === undefined || !impact ? [] : [{ postmortem, minutes, percent: impact.percent }];
  });
  return { points, unknown: postmortems.length - points.length };
}

/** What has become of the actions that the incidents of a year promised. */
export interface FollowThrough {
  year: string;
  total: number;
  counts: Record<LedgerEntry['state'], number>;
}

/** Actions by the year of their incident and their state on `asOf` (`YYYY-MM-DD`), the latest first; years without are left out. */
export function followThroughOf(postmortems: readonly Postmortem[], asOf: string): FollowThrough[] {
  const years = new Map<string, FollowThrough>();
  for (const { postmortem, state } of ledgerOf(postmortems, asOf)) {
    const year = yearOf(postmortem);
    const row = years.get(year) ?? { year, total: 0, counts: { done: 0, open: 0, overdue: 0, dropped: 0 } };
    row.total++;
    row.counts[state]++;
    years.set(year, row);
  }
  return [...years.values()].sort((a, b) => Number(b.year) - Number(a.year));
}

function byYear(
  archive: Archive,
  asOf: string,
  rows: readonly string[],
  rowOf: (postmortem: Postmortem) => string,
): Crosstab {
  const { firstYear, lastYear } = axisOf(archive) ?? { firstYear: 1, lastYear: 0 };
  const count = archive.postmortems.length && Math.max(lastYear, Number(asOf.slice(0, 4))) - firstYear + 1;
  const columns = Array.from({ length: count }, (_, index) => String(firstYear + index).padStart(4, '0'));
  return crosstabOf(archive.postmortems, columns, yearOf, rows, rowOf);
}

function crosstabOf(
  postmortems: readonly Postmortem[],
  columns: string[],
  columnOf: (postmortem: Postmortem) => string,
  keys: readonly string[],
  rowOf: (postmortem: Postmortem) => string,
): Crosstab {
  const places = new Map(columns.map((column, index) => [column, index]));
  const rows = new Map(keys.map((key) => [key, { key, counts: columns.map(() => 0), total: 0 }]));
  for (const postmortem of postmortems) {
    const row = rows.get(rowOf(postmortem));
    const place = places.get(columnOf(postmortem));
    if (!row || place === undefined) continue;
    row.counts[place] = (row.counts[place] ?? 0) + 1;
    row.total++;
  }
  return { columns, rows: [...rows.values()].filter(({ total }) => total > 0) };
}

/** What is not known comes last, however often. */
function mostFirst({ columns, rows }: Crosstab): Crosstab {
  const isUnknown = (key: string) => Number(key === 'unknown');
  return { columns, rows: rows.toSorted((a, b) => isUnknown(a.key) - isUnknown(b.key) || b.total - a.total) };
}
