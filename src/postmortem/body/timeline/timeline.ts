import type { Instant } from '../../time/timestamp.ts';
import type { Skipped } from './moments.ts';
import type { Unread } from './unread.ts';

export const MILESTONES = ['detected', 'acknowledged', 'escalated', 'mitigated', 'resolved'] as const;
export type Milestone = (typeof MILESTONES)[number];

export interface TimelineEntry {
  at: Instant;
  /** Set if only the day is known; `at` is then the start of the day, or the entry before it on that day. */
  isDay?: true;
  /** Plain text of the entry, without the time and the milestone. */
  text: string;
  milestone?: Milestone;
  /** Line of the entry in the parsed Markdown, counted from 1. */
  line: number;
}

export interface Timeline {
  /** In the order of the document. */
  entries: TimelineEntry[];
  /** Entries that start like a time, but with an invalid one. */
  unreadable: { text: string; line: number; skipped?: Skipped }[];
  /** What is not understood, by section. */
  unread: Unread[];
}
