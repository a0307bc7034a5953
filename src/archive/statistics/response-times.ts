import type { Postmortem } from '../../postmortem/postmortem.ts';
import { type Instant, minutesBetween } from '../../postmortem/time/timestamp.ts';

/** What is to be reached in an incident, in this order. */
export const RESPONSE_TIME_KINDS = ['detect', 'acknowledge', 'mitigate', 'resolve'] as const;
export type ResponseTimeKind = (typeof RESPONSE_TIME_KINDS)[number];

/** How long it took to reach a goal. */
export interface ResponseTime {
  /** Whole minutes from the start, 0 or more. */
  minutes: number;
  /** Who says so: the frontmatter, or where it is silent an entry of the timeline that is marked `(detected)` and so on. */
  source: 'frontmatter' | 'timeline';
}

/** What is not known by clock time is not there. */
export type ResponseTimes = Partial<Record<ResponseTimeKind, ResponseTime>>;

const REACHED = {
  detect: 'detected',
  acknowledge: 'acknowledged',
  mitigate: 'mitigated',
  resolve: 'resolved',
} as const;

/** Times to detect, acknowledge, mitigate and resolve; without a clock time of its end, an incident took its `duration`. */
export function responseTimesOf(postmortem: Postmortem): ResponseTimes {
  const times: ResponseTimes = {};
  for (const goal of RESPONSE_TIME_KINDS) {
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
function markedTime({ started, timeline }: Postmortem, goal: ResponseTimeKind): number | undefined {
  const marked = timeline.flatMap(({ at, milestone }): Instant[] => (milestone === REACHED[goal] ? [at] : []));
  const moments = marked.toSorted((a, b) => a.epochMilliseconds - b.epochMilliseconds);
  const at = goal === 'detect' || goal === 'acknowledge' ? moments[0] : moments.at(-1);
  return at && minutesBetween(started, at);
}
