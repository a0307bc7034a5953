import { ascending } from 'd3-array';
import { doneOn } from '../../postmortem/body/action-items.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { daysBetween } from '../../postmortem/time/days.ts';
import { localDate } from '../../postmortem/time/timestamp.ts';
import { newestFirst } from '../archive.ts';
import { statusOn } from '../statistics/numbers.ts';
import { type Spread, spreadOf } from '../statistics/trends.ts';

/** What happened again and again, and when something was done against it. */
export interface PreventionHistory {
  /** The oldest first. `gapDays` are whole days since the one before; the first has none. */
  occurrences: { postmortem: Postmortem; day: string; gapDays?: number }[];
  /** Preventive actions with the day on which each was done, the earliest first. */
  closings: { postmortem: Postmortem; action: Postmortem['actions'][number]; day: string }[];
  /** Preventive actions that are done on a day that neither they nor the archive's history tell. */
  undated: number;
  /** Preventive actions that are not done and not dropped. */
  open: number;
  /** Whole days since the last occurrence; 0 where that is not in the past. */
  quietDays: number;
  /** Of the days between occurrences; absent where there are too few gaps. */
  gaps?: Spread;
}

/** Occurrences of one thing with the days on which preventive actions closed, as it looks on `asOf` (`YYYY-MM-DD`). */
export function preventionHistoryOf(postmortems: readonly Postmortem[], asOf: string): PreventionHistory {
  // By their days, as days are what is compared; those of one day by the moment.
  const days = postmortems
    .toSorted(newestFirst)
    .reverse()
    .map((postmortem) => ({ postmortem, day: localDate(postmortem.started) }))
    .sort((a, b) => ascending(a.day, b.day));
  const occurrences = days.map((each, index) => {
    const before = days[index - 1];
    return { ...each, ...(before && { gapDays: daysBetween(before.day, each.day) }) };
  });
  const preventive = days.flatMap(({ postmortem }) =>
    postmortem.actions.flatMap((action) =>
      action.type === 'prevent' ? [{ postmortem, action, state: statusOn(action, asOf) }] : [],
    ),
  );
  const done = preventive.filter(({ state }) => state === 'done');
  const closings = done.flatMap(({ postmortem, action }) => {
    const day = doneOn(action);
    return day === undefined ? [] : [{ postmortem, action, day }];
  });
  const last = occurrences.at(-1)?.day ?? asOf;
  const spread = spreadOf(occurrences.flatMap(({ gapDays }) => gapDays ?? []));
  return {
    occurrences,
    closings: closings.sort((a, b) => ascending(a.day, b.day)),
    undated: done.length - closings.length,
    open: preventive.filter(({ state }) => state === 'open' || state === 'overdue').length,
    quietDays: Math.max(daysBetween(last, asOf), 0),
    ...(spread && { gaps: spread }),
  };
}
