import type { Postmortem } from '../../postmortem/postmortem.ts';
import { type Instant, localDate, minutesBetween } from '../../postmortem/time/timestamp.ts';
import { RESPONSE_TIME_KINDS, type ResponseTimeKind, type ResponseTimes } from './response-times.ts';

/** A stretch of an incident, named after the goal that ends it. Minutes count from the start. */
export interface Phase {
  goal: ResponseTimeKind;
  fromMinutes: number;
  toMinutes: number;
}

/**
 * The stretches of an incident in their order, without gaps from its start to the last goal that is known. A goal that
 * was reached no later than the one that it should follow ends no stretch. Empty where nothing is known or all took no time.
 */
export function phasesOf(times: ResponseTimes): Phase[] {
  const phases: Phase[] = [];
  let fromMinutes = 0;
  for (const goal of RESPONSE_TIME_KINDS) {
    const toMinutes = times[goal]?.minutes;
    if (toMinutes === undefined || toMinutes <= fromMinutes) continue;
    phases.push({ goal, fromMinutes, toMinutes });
    fromMinutes = toMinutes;
  }
  return phases;
}

/** An entry of a timeline and where it stands. */
export interface Step {
  entry: Postmortem['timeline'][number];
  /** Whole minutes, rounded down, from the zero of the timeline; negative before it. */
  elapsedMinutes: number;
  /** Whole minutes from the entry before, negative where it steps back; absent for the first. */
  gapMinutes?: number;
  /** `YYYY-MM-DD` at its own offset. */
  day: string;
  /** Whether the entry before is of another day, or there is none. */
  isNewDay: boolean;
}

/** The timeline of an incident in the order of its document. */
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

/** From when a timeline counts: the start; the first entry where the start is known by its day only. */
export function zeroOf({ started, timeline }: Postmortem): Instant | undefined {
  return started.precision === 'time' ? started : timeline[0]?.at;
}
