import type { Postmortem } from '../../postmortem/postmortem.ts';
import { type Instant, minutesBetween } from '../../postmortem/time/timestamp.ts';

/** The response times, in the order in which an incident passes their milestones. */
export const RESPONSE_TIME_KINDS = ['detect', 'acknowledge', 'mitigate', 'resolve'] as const;
export type ResponseTimeKind = (typeof RESPONSE_TIME_KINDS)[number];

/** The time from the start of an incident to a milestone. */
export interface ResponseTime {
  /** Whole minutes, 0 or more. */
  minutes: number;
  /** The frontmatter, or a timeline entry marked `(detected)` and so on if the frontmatter has no such time. */
  source: 'frontmatter' | 'timeline';
}

/** Omits those that are unknown. */
export type ResponseTimes = Partial<Record<ResponseTimeKind, ResponseTime>>;

const REACHED = {
  detect: 'detected',
  acknowledge: 'acknowledged',
  mitigate: 'mitigated',
  resolve: 'resolved',
} as const;

/**
 * Returns the times to detect, acknowledge, mitigate and resolve. Without a clock time, `detectedAfter` and so on count, and at the
 * end `duration`.
 */
export function responseTimesOf(postmortem: Postmortem): ResponseTimes {
  const times: ResponseTimes = {};
  for (const kind of RESPONSE_TIME_KINDS) {
    const at = postmortem[REACHED[kind]];
    const stated = (at && minutesBetween(postmortem.started, at)) ?? statedTime(postmortem, kind);
    const time = typeof stated === 'number' ? stated : markedTime(postmortem, kind);
    // Milestones before the start are mistakes, which a rule reports.
    if (time === undefined || time < 0) continue;
    times[kind] = { minutes: time, source: typeof stated === 'number' ? 'frontmatter' : 'timeline' };
  }
  return times;
}

function statedTime(postmortem: Postmortem, kind: ResponseTimeKind): number | undefined {
  return kind === 'resolve' ? postmortem.durationMinutes : postmortem[`${REACHED[kind]}After`];
}

/**
 * Returns the minutes to the first or last timeline entry with a mark: detection happens once, but an incident may come
 * back after it was mitigated or resolved, so the last mark counts.
 */
function markedTime({ started, timeline }: Postmortem, kind: ResponseTimeKind): number | undefined {
  const marked = timeline.flatMap(({ at, isDay, milestone }): Instant[] =>
    milestone === REACHED[kind] && !isDay ? [at] : [],
  );
  const moments = marked.toSorted((a, b) => a.epochMilliseconds - b.epochMilliseconds);
  const at = kind === 'detect' || kind === 'acknowledge' ? moments[0] : moments.at(-1);
  return at && minutesBetween(started, at);
}
