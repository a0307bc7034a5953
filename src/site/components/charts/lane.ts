import { phasesOf, zeroOf } from '../../../archive/statistics/phases.ts';
import { type ResponseTimeKind, responseTimesOf } from '../../../archive/statistics/response-times.ts';
import type { Postmortem } from '../../../postmortem/postmortem.ts';

/** A timeline to scale, with time from left to right. Positions are from 0, the left end, to 1. */
export interface Lane {
  /** Minutes from the zero of the timeline to the left end: 0, or negative if an entry is earlier. */
  fromMinutes: number;
  /** Minutes to the right end: the last entry or the end of the last phase. */
  toMinutes: number;
  /** The phases, which are shaded. */
  bands: { kind: ResponseTimeKind; x: number; width: number }[];
  /** Positions of the entries, in document order. */
  points: number[];
}

/** Computes the positions of a timeline's entries; all are 0 if no time passes between them. */
export function laneOf(postmortem: Postmortem): Lane {
  const zero = zeroOf(postmortem)?.epochMilliseconds ?? 0;
  const elapsed = postmortem.timeline.map(({ at }) => (at.epochMilliseconds - zero) / 60_000);
  // Phases count from the start, so their positions are unknown without its clock time.
  const phases = postmortem.started.precision === 'time' ? phasesOf(responseTimesOf(postmortem)) : [];
  const fromMinutes = elapsed.reduce((least, minutes) => Math.min(least, minutes), 0);
  const toMinutes = elapsed.reduce((most, minutes) => Math.max(most, minutes), phases.at(-1)?.toMinutes ?? 0);
  const place = (minutes: number) =>
    toMinutes > fromMinutes ? (minutes - fromMinutes) / (toMinutes - fromMinutes) : 0;
  return {
    fromMinutes,
    toMinutes,
    bands: phases.map((phase) => {
      const x = place(phase.fromMinutes);
      return { kind: phase.kind, x, width: place(phase.toMinutes) - x };
    }),
    points: elapsed.map(place),
  };
}

/** Returns the fill of a hatched phase: a pattern of `PhaseHatches` with that `id`. The style sheet fills the other phases. */
export function hatchOf(kind: ResponseTimeKind, id: string): string | undefined {
  if (kind === 'detect') return `url(#${id}Detect)`;
  return kind === 'acknowledge' ? `url(#${id}Acknowledge)` : undefined;
}
