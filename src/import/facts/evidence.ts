import type { LabelledValue } from '../labels.ts';
import type { ResolvedMoment } from '../times/resolve.ts';
import type { TimelineLines } from './timeline-lines.ts';

/** The times of the frontmatter. */
export const TIME_FIELDS = ['started', 'detected', 'acknowledged', 'mitigated', 'resolved'] as const;
export type TimeField = (typeof TIME_FIELDS)[number];

/** A text that may say when the incident was, such as the title, with what it is. */
export interface DatedText {
  text: string;
  line: number;
}

/** The places that facts about time are read from. */
export interface TimeEvidence {
  values: readonly LabelledValue[];
  timeline: TimelineLines;
  /** The title, the headings and the name of the file. */
  titles: readonly DatedText[];
  /** Sentences about the course of the incident. */
  prose: readonly DatedText[];
}

/** A moment that a place gives for a field. */
export interface Candidate extends ResolvedMoment {
  field: TimeField;
  text: string;
  line: number;
}
