import type { Postmortem } from '../../postmortem/postmortem.ts';
import { type Instant, minutesBetween } from '../../postmortem/time/time.ts';

/** What is to be reached in an incident, in this order. */
export const GOALS = ['detect', 'acknowledge', 'mitigate', 'resolve'] as const;
export type Goal = (typeof GOALS)[number];

/** How long it took to reach a goal. */
export interface TimeTo {
  /** Whole minutes from the start, 0 or more. */
  minutes: number;
  /** Who says so: the frontmatter, or where it is silent an entry of the timeline that is marked `(detected)` and so on. */
  source: 'frontmatter' | 'timeline';
}

/** What is not known by clock time is not there. */
export type TimesTo = Partial<Record<Goal, TimeTo>>;

const REACHED = {
  detect: 'detected',
  acknowledge: 'acknowledged',
  mitigate: 'mitigated',
  resolve: 'resolved',
} as const;

/** Times to detect, acknowledge, mitigate and resolve; without a clock time of its end, an incident took its `duration`. */
export function timesToOf(postmortem: Postmortem): TimesTo {
  const times: TimesTo = {};
  for (const goal of GOALS) {
    const at = postmortem[REACHED[goal]];
    const stated = (at && minutesBetween(postmortem.started, at)) ?? (goal === 'resolve' && postmortem.durationMinutes);
    const time = typeof stated === 'number' ? stated : markedTime(postmortem, goal);
    // What lies before the start is a mistake, which a rule reports, and no time that it took.
    if (time === undefined || time < 0) continue;
    times[goal] = { minutes: time, source: typeof stated === 'number' ? 'frontmatter' : 'timeline' };
  }
  return times;
}

/** An incident is noticed once; it may be mitigated and resolved until it comes back, so that the last mark counts. */
function markedTime({ started, timeline }: Postmortem, goal: Goal): number | undefined {
  const marked = timeline.flatMap(({ at, milestone }): Instant[] => (milestone === REACHED[goal] ? [at] : []));
  const moments = marked.toSorted((a, b) => a.epochMilliseconds - b.epochMilliseconds);
  const at = goal === 'detect' || goal === 'acknowledge' ? moments[0] : moments.at(-1);
  return at && minutesBetween(started, at);
}
