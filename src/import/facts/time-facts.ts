import type { Timestamp } from '../../postmortem/time/timestamp.ts';
import type { Fact, Note } from '../note.ts';
import type { TimeField } from './evidence.ts';

/** When the incident was, and how long it lasted. */
export interface TimeFacts {
  times: Partial<Record<TimeField, Fact<Timestamp>>>;
  duration?: Fact<number>;
  /** A duration that contradicts the times. */
  isContradictory?: true;
  notes: Note[];
}
