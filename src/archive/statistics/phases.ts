import type { Postmortem } from '../../postmortem/postmortem.ts';
import { type Instant, localDate, minutesBetween } from '../../postmortem/time/timestamp.ts';
import { RESPONSE_TIME_KINDS, type ResponseTimeKind, type ResponseTimes } from './response-times.ts';

/** A phase of an incident, named after the milestone that ends it. Minutes count from the start. */
export interface Phase {
  kind: ResponseTimeKind;
  fromMinutes: number;
  toMinutes: number;
}

/**
 * Returns the phases of an incident in order, without gaps, from its start to the last known milestone. A milestone
 * that was reached no later than the previous one does not end a phase. Empty if nothing is known or everything took no
 * time.
 */
export function phasesOf(times: ResponseTimes): Phase[] {
  const phases: Phase[] = [];
  let fromMinutes = 0;
  for (const kind of RESPONSE_TIME_KINDS) {
    const toMinutes = times[kind]?.minutes;
    if (toMinutes === undefined || toMinutes <= fromMinutes) continue;
    phases.push({ kind, fromMinutes, toMinutes });
    fromMinutes = toMinutes;
  }
  return phases;
}

/** A timeline entry with its position in time. */
export interface Step {
  entry: Postmortem['timeline'][number];
  /** Whole minutes, rounded down, since the zero of the timeline; negative before it. */
  elapsedMinutes: number;
  /** Whole minutes since the previous entry, negative if the timeline steps back; absent for the first. */
  gapMinutes?: number;
  /** `YYYY-MM-DD` at the entry's own offset. */
  day: string;
  /** Whether this is the first entry, or the previous entry is of another day. */
  isNewDay: boolean;
}

/** Returns the timeline of an incident with times, in the order of the document. */
export function stepsOf(postmortem: Postmortem): Step[] {
  const zero = zeroOf(postmortem);
  return postmortem.timeline.map((entry, index, timeline) => {
    const before = timeline[index - 1];
    const day = localDate(entry.at);
    const gapMinutes = before && minutesBetween(before.at, entry.at);
    return {
      entry,
      elapsedMinutes: (zero && minutesBetween(zero, entry.at)) ?? 0,
      ...(gapMinutes !== undefined && { gapMinutes }),
      day,
      isNewDay: !before || localDate(before.at) !== day,
    };
  });
}

/**
 * Returns the zero of a timeline: the start, or the first entry if only the day of the start is known; `undefined` if
 * there is neither.
 */
export function zeroOf({ started, timeline }: Postmortem): Instant | undefined {
  return started.precision === 'time' ? started : (timeline.find(({ isDay }) => !isDay) ?? timeline[0])?.at;
}
