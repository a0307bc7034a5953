import type { Postmortem } from '../postmortem/postmortem.ts';
import { dayAt, minutesBetween } from '../postmortem/time.ts';
import { milestonesOf } from './numbers.ts';

/** A stretch of an incident, ended by the milestone that it is named after. Minutes count from the start. */
export interface Phase {
  name: 'detect' | 'mitigate' | 'resolve';
  fromMinutes: number;
  toMinutes: number;
}

/** Minutes from the start until an incident was noticed, until users stopped suffering and until it was over. */
export interface PhaseTimes {
  detect?: number;
  mitigate?: number;
  /** The duration where there is no clock time of the end. */
  resolve?: number;
}

/** How long an incident took to its milestones; what is not known is not there. */
export function phaseTimesOf(postmortem: Postmortem): PhaseTimes {
  const { detect, mitigate, resolve = postmortem.durationMinutes } = milestonesOf(postmortem);
  return {
    ...(detect !== undefined && { detect }),
    ...(mitigate !== undefined && { mitigate }),
    ...(resolve !== undefined && { resolve }),
  };
}

/**
 * The stretches of an incident in their order, without gaps from its start to the last milestone that is known. A milestone that
 * lies before the one that it should follow has no stretch. Empty where nothing is known or all took no time.
 */
export function phasesOf(postmortem: Postmortem): Phase[] {
  const times = phaseTimesOf(postmortem);
  const phases: Phase[] = [];
  let fromMinutes = 0;
  for (const name of ['detect', 'mitigate', 'resolve'] as const) {
    const toMinutes = times[name];
    if (toMinutes === undefined || toMinutes <= fromMinutes) continue;
    phases.push({ name, fromMinutes, toMinutes });
    fromMinutes = toMinutes;
  }
  return phases;
}

/** An entry of a timeline and where it stands. */
export interface Step {
  entry: Postmortem['timeline'][number];
  /** From the start of the incident; from the first entry where the start is known by its day only. */
  elapsedMinutes: number;
  /** How much time lies before it: 0 up to ten minutes, 1 half an hour, 2 two hours, 3 twelve hours, 4 more. */
  gap: 0 | 1 | 2 | 3 | 4;
  /** `YYYY-MM-DD` at its own offset where that is another day than that of the entry before it, and for the first. */
  newDay?: string;
}

/** The timeline of an incident in the order of its document. */
export function stepsOf({ started, timeline }: Postmortem): Step[] {
  const [first] = timeline;
  return timeline.map((entry, index) => {
    const before = timeline[index - 1];
    const day = dayAt(entry.at, entry.at.offset);
    const zero = started.precision === 'time' ? started : first?.at;
    return {
      entry,
      elapsedMinutes: (zero && minutesBetween(zero, entry.at)) ?? 0,
      gap: gapOf((before && minutesBetween(before.at, entry.at)) ?? 0),
      ...((!before || dayAt(before.at, before.at.offset) !== day) && { newDay: day }),
    };
  });
}

const GAPS = [10, 30, 120, 720] as const;

function gapOf(minutes: number): Step['gap'] {
  return GAPS.filter((limit) => minutes > limit).length as Step['gap'];
}
