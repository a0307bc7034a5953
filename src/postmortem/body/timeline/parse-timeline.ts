import type { RootContent } from 'mdast';
import type { SectionNames } from '../section-names.ts';
import { linesOf } from './lines.ts';
import { type ReadingSettings, readLines } from './read-lines.ts';
import type { Timeline } from './timeline.ts';

export interface TimelineContext extends ReadingSettings {
  /** The archive's own names of sections. */
  names?: SectionNames | undefined;
}

/**
 * Parses the content of the timeline sections, which includes their headings: list items, table rows, lines of paragraphs and
 * headings that start with a time. A clock time without a date takes the day of the entry before it (`started` for the first)
 * and rolls over at midnight; a day on a line of its own applies to the entries below it. All times without a zone are in the
 * same one: the one that the timeline states, or else `defaultZone`.
 */
export function parseTimeline(content: readonly RootContent[], context: TimelineContext): Timeline {
  return readLines(linesOf(content, context.names), context);
}
