import { quantileSorted } from 'd3-array';
import { DETECTIONS, TRIGGERS } from '../../postmortem/frontmatter/words.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import { type LedgerEntry, ledgerOf } from '../actions/ledger.ts';
import { type Archive, yearOf } from '../archive.ts';
import { NO_SEVERITY } from '../groups/facets.ts';
import { incidentsOf, monthsOf } from './numbers.ts';
import { type ResponseTimeKind, responseTimesOf } from './response-times.ts';
import { axisOf } from './strip.ts';

/** Number of incidents for each row and column. */
export interface Crosstab {
  /** Months (`2024-04`) or years (`2024`) in order, including those without incidents. */
  columns: string[];
  /** One count per column; rows without incidents are left out. */
  rows: { key: string; counts: number[]; total: number }[];
}

/** Months up to this number are counted one by one; longer times are counted by year. */
const MOST_MONTHS = 120;

/** Counts incidents by severity and month, or year if there are many, from the first with one to `asOf` (`YYYY-MM-DD`). */
export function timesBySeverity(archive: Archive, asOf: string): Crosstab {
  const { settings, postmortems } = archive;
  const severities = [...settings.severities, NO_SEVERITY];
  const severityOf = ({ severity }: Postmortem) => severity ?? NO_SEVERITY;
  const months = monthsOf(postmortems, asOf.slice(0, 7)).map(({ month }) => month);
  if (months.length > MOST_MONTHS) return byYear(archive, asOf, severities, severityOf);
  return crosstabOf(postmortems, months, ({ started }) => localDate(started).slice(0, 7), severities, severityOf);
}

/** Counts incidents by year and cause, most frequent cause first. */
export function yearsByCause(archive: Archive, asOf: string): Crosstab {
  const causes = archive.settings.causes.map(({ id }) => id);
  return mostFirst(byYear(archive, asOf, causes, ({ cause }) => cause));
}

/** Counts incidents by year and trigger, most frequent trigger first. */
export function yearsByTrigger(archive: Archive, asOf: string): Crosstab {
  return mostFirst(byYear(archive, asOf, TRIGGERS, ({ trigger }) => trigger));
}

/** Counts incidents by year and how they were detected, most frequent first. */
export function yearsByDetection(archive: Archive, asOf: string): Crosstab {
  return mostFirst(byYear(archive, asOf, DETECTIONS, ({ detection }) => detection));
}

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

/** Status of the action items from incidents of one year. */
export interface FollowThrough {
  year: string;
  total: number;
  counts: Record<LedgerEntry['status'], number>;
}

/**
 * Counts actions by the year of their incident and their status on `asOf` (`YYYY-MM-DD`), latest year first; years
 * without actions are left out.
 */
export function followThroughOf(postmortems: readonly Postmortem[], asOf: string): FollowThrough[] {
  const years = new Map<string, FollowThrough>();
  for (const { postmortem, status } of ledgerOf(postmortems, asOf)) {
    const year = yearOf(postmortem);
    const row = years.get(year) ?? { year, total: 0, counts: { done: 0, open: 0, overdue: 0, unknown: 0, dropped: 0 } };
    row.total++;
    row.counts[status]++;
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
  for (const postmortem of incidentsOf(postmortems)) {
    const row = rows.get(rowOf(postmortem));
    const place = places.get(columnOf(postmortem));
    if (!row || place === undefined) continue;
    row.counts[place] = (row.counts[place] ?? 0) + 1;
    row.total++;
  }
  return { columns, rows: [...rows.values()].filter(({ total }) => total > 0) };
}

/** Sorts rows by total, unknown last. */
function mostFirst({ columns, rows }: Crosstab): Crosstab {
  const isUnknown = (key: string) => Number(key === 'unknown');
  return { columns, rows: rows.toSorted((a, b) => isUnknown(a.key) - isUnknown(b.key) || b.total - a.total) };
}
