import { phasesOf, zeroOf } from '../../../archive/statistics/phases.ts';
import { type ResponseTimeKind, responseTimesOf } from '../../../archive/statistics/response-times.ts';
import type { Postmortem } from '../../../postmortem/postmortem.ts';
import { type Cut, cutScale } from './cut-scale.ts';

/**
 * The time of an incident, from left to right, on which the bar above a postmortem and the strip in its timeline agree.
 * Positions are from 0, the left end, to 1.
 */
export interface Lane {
  /** Minutes from the zero of the timeline to the left end: 0, or negative if an entry is earlier. */
  fromMinutes: number;
  /** Minutes to the right end: the last entry or the end of the last phase. */
  toMinutes: number;
  bands: Band[];
  /** Positions of the entries, in document order. */
  points: number[];
  /** Where long gaps are cut. */
  cuts: Cut[];
}

/** A phase, which is shaded. */
export interface Band {
  kind: ResponseTimeKind;
  x: number;
  width: number;
  /** Its length. */
  minutes: number;
  /** Minutes from the start to its end. */
  toMinutes: number;
}

/** Computes the positions of phases and timeline entries; all are 0 if no time passes between them. */
export function laneOf(postmortem: Postmortem): Lane {
  const { started, timeline } = postmortem;
  const zero = zeroOf(postmortem)?.epochMilliseconds ?? 0;
  const isTimed = started.precision === 'time';
  const elapsed = timeline.map(({ at }) => (at.epochMilliseconds - zero) / 60_000);
  // Phases count from the start, so without its clock time their positions among entries are unknown.
  const phases = isTimed || timeline.length === 0 ? phasesOf(responseTimesOf(postmortem)) : [];
  const moments = [0, ...elapsed, ...phases.map(({ toMinutes }) => toMinutes)];
  const { place, cuts } = cutScale(moments);
  return {
    fromMinutes: moments.reduce((least, minutes) => Math.min(least, minutes)),
    toMinutes: moments.reduce((most, minutes) => Math.max(most, minutes)),
    bands: phases.map(({ kind, fromMinutes, toMinutes }) => {
      const x = place(fromMinutes);
      return { kind, x, width: place(toMinutes) - x, minutes: toMinutes - fromMinutes, toMinutes };
    }),
    points: elapsed.map(place),
    cuts,
  };
}

/** Returns the fill of a hatched phase: a pattern of `PhaseHatches` with that `id`. The style sheet fills the other phases. */
export function hatchOf(kind: ResponseTimeKind, id: string): string | undefined {
  if (kind === 'detect') return `url(#${id}Detect)`;
  return kind === 'acknowledge' ? `url(#${id}Acknowledge)` : undefined;
}
