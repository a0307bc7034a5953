import { ascending } from 'd3-array';
import { doneOn } from '../../postmortem/body/action-items.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { daysBetween, isMonth } from '../../postmortem/time/days.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import { newestFirst } from '../archive.ts';
import { incidentsOf, statusOn } from '../statistics/numbers.ts';
import { type Spread, spreadOf } from '../statistics/trends.ts';

/** Incidents of one kind, with the preventive actions that followed them. */
export interface PreventionHistory {
  /** Oldest first. `gapDays` are whole days since the previous incident; absent for the first, and if only a month is known. */
  occurrences: { postmortem: Postmortem; day: string; gapDays?: number }[];
  /** Preventive actions with the day each was done, earliest first. */
  completed: { postmortem: Postmortem; action: Postmortem['actions'][number]; day: string }[];
  /** Number of preventive actions that are done, but whose completion day neither they nor the git history tell. */
  undated: number;
  /** Number of preventive actions that are open or overdue. */
  open: number;
  /** Whole days since the last occurrence; 0 if that is not in the past. */
  quietDays: number;
  /** Days between occurrences; absent if there are too few gaps. */
  gaps?: Spread;
}

/** Returns the occurrences among `postmortems`, without near misses, and all their preventive actions, as of a day (`YYYY-MM-DD`). */
export function preventionHistoryOf(postmortems: readonly Postmortem[], asOf: string): PreventionHistory {
  // Gaps are counted in days, so sort by day; the stable sort keeps incidents of one day in order of their start.
  const days = incidentsOf(postmortems)
    .toSorted(newestFirst)
    .reverse()
    .map((postmortem) => ({ postmortem, day: localDate(postmortem.started) }))
    .sort((a, b) => ascending(a.day, b.day));
  const occurrences = days.map((each, index) => {
    const before = days[index - 1];
    const isKnown = before && !isMonth(before.day) && !isMonth(each.day);
    return { ...each, ...(isKnown && { gapDays: daysBetween(before.day, each.day) }) };
  });
  const preventive = postmortems.flatMap((postmortem) =>
    postmortem.actions.flatMap((action) =>
      action.type === 'prevent' ? [{ postmortem, action, status: statusOn(action, asOf) }] : [],
    ),
  );
  const done = preventive.filter(({ status }) => status === 'done');
  const completed = done.flatMap(({ postmortem, action }) => {
    const day = doneOn(action);
    return day === undefined ? [] : [{ postmortem, action, day }];
  });
  const last = occurrences.at(-1)?.day ?? asOf;
  const spread = spreadOf(occurrences.flatMap(({ gapDays }) => gapDays ?? []));
  return {
    occurrences,
    completed: completed.sort((a, b) => ascending(a.day, b.day)),
    undated: done.length - completed.length,
    open: preventive.filter(({ status }) => status === 'open' || status === 'overdue').length,
    quietDays: Math.max(daysBetween(last, asOf), 0),
    ...(spread && { gaps: spread }),
  };
}
