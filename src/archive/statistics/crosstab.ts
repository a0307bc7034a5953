import { DETECTIONS, TRIGGERS } from '../../postmortem/frontmatter/words.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { type LedgerEntry, ledgerOf } from '../actions/ledger.ts';
import { type Archive, yearOf } from '../archive.ts';
import { NO_SEVERITY } from '../groups/facets.ts';
import { incidentsOf } from './numbers.ts';
import { axisOf } from './strip.ts';

/** A column of the time axis that all crosstabs share: a year, or all years before the others. Years are `YYYY`. */
export interface Period {
  from: string;
  to: string;
  /** Whether it has no postmortem, and so no page. */
  isEmpty?: true;
}

/** The incidents of each row and period. */
export interface Crosstab {
  periods: Period[];
  /** One list of incidents for each period, newest first; rows without incidents are left out. */
  rows: { key: string; cells: Postmortem[][]; total: number }[];
}

/** As many columns as fit on a phone, and as a year has months. */
const MOST_PERIODS = 12;

/**
 * Returns the years from the first with an incident to that of `asOf` (`YYYY-MM-DD`) or of the last incident, including
 * those without incidents. If there are more than twelve, the first of twelve periods contains all earlier years.
 */
export function periodsOf(archive: Archive, asOf: string): Period[] {
  const { firstYear, lastYear } = axisOf(archive) ?? { firstYear: 1, lastYear: 0 };
  if (lastYear === 0) return [];
  const last = Math.max(lastYear, Number(asOf.slice(0, 4)));
  const count = Math.min(last - firstYear + 1, MOST_PERIODS);
  const years = new Set(archive.postmortems.map(yearOf));
  return Array.from({ length: count }, (_, index) => {
    const to = last - count + 1 + index;
    const period = { from: nameOf(index === 0 ? firstYear : to), to: nameOf(to) };
    return years.has(period.to) ? period : { ...period, isEmpty: true };
  });
}

const nameOf = (year: number) => String(year).padStart(4, '0');

/** Returns the incidents by severity, highest first. */
export function incidentsBySeverity(archive: Archive, asOf: string): Crosstab {
  const severities = [...archive.settings.severities, NO_SEVERITY];
  return crosstabOf(archive, asOf, severities, ({ severity }) => severity ?? NO_SEVERITY);
}

/** Returns the incidents by cause, most frequent cause first. */
export function incidentsByCause(archive: Archive, asOf: string): Crosstab {
  const causes = archive.settings.causes.map(({ id }) => id);
  return mostFirst(crosstabOf(archive, asOf, causes, ({ cause }) => cause));
}

/** Returns the incidents by trigger, most frequent trigger first. */
export function incidentsByTrigger(archive: Archive, asOf: string): Crosstab {
  return mostFirst(crosstabOf(archive, asOf, TRIGGERS, ({ trigger }) => trigger));
}

/** Returns the incidents by how they were detected, most frequent first. */
export function incidentsByDetection(archive: Archive, asOf: string): Crosstab {
  return mostFirst(crosstabOf(archive, asOf, DETECTIONS, ({ detection }) => detection));
}

/** Status of the action items from incidents of one period. */
export interface FollowThrough {
  period: Period;
  total: number;
  counts: Record<LedgerEntry['status'], number>;
}

/** Counts the action items from the incidents of each period by their status on `asOf` (`YYYY-MM-DD`). */
export function followThroughOf(archive: Archive, asOf: string): FollowThrough[] {
  const periods = periodsOf(archive, asOf);
  const all = periods.map((period): FollowThrough => {
    return { period, total: 0, counts: { done: 0, open: 0, overdue: 0, unknown: 0, dropped: 0 } };
  });
  for (const { postmortem, status } of ledgerOf(archive.postmortems, asOf)) {
    const found = all[placeIn(periods, postmortem)];
    if (!found) continue;
    found.total++;
    found.counts[status]++;
  }
  return all;
}

function crosstabOf(
  archive: Archive,
  asOf: string,
  keys: readonly string[],
  rowOf: (postmortem: Postmortem) => string,
): Crosstab {
  const periods = periodsOf(archive, asOf);
  const rows = new Map(keys.map((key) => [key, periods.map((): Postmortem[] => [])]));
  for (const postmortem of incidentsOf(archive.postmortems)) {
    rows.get(rowOf(postmortem))?.[placeIn(periods, postmortem)]?.push(postmortem);
  }
  const all = [...rows].map(([key, cells]) => ({ key, cells, total: cells.flat().length }));
  return { periods, rows: all.filter(({ total }) => total > 0) };
}

function placeIn(periods: readonly Period[], postmortem: Postmortem): number {
  const year = yearOf(postmortem);
  return periods.findIndex(({ to }) => year <= to);
}

/** Sorts rows by total, unknown last. */
function mostFirst({ periods, rows }: Crosstab): Crosstab {
  const isUnknown = (key: string) => Number(key === 'unknown');
  return { periods, rows: rows.toSorted((a, b) => isUnknown(a.key) - isUnknown(b.key) || b.total - a.total) };
}
