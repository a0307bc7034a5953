import type { RootContent } from 'mdast';
import { linesOf } from './lines.ts';
import { isDotted, parseLine } from './parsed-line.ts';

// Sections that may tell what happened, minute by minute.
const MAY_CONTAIN = new Set(['summary', 'detection', 'resolution']);
const MIN_ENTRIES = 3;
const MIN_SHARE = 0.7;
const UNKNOWN_START = { precision: 'day', date: '2000-01-01' } as const;

/**
 * Finds the timeline of a document in which no heading names one: the only section of which nearly all lines start with a clock time,
 * such as `What happened, step by step`.
 */
export function unnamedTimeline<Section extends { kinds: readonly string[]; content: readonly RootContent[] }>(
  sections: readonly Section[],
): Section | undefined {
  const [section, other] = sections.filter(({ kinds, content }) => {
    if (!kinds.every((kind) => MAY_CONTAIN.has(kind))) return false;
    const lines = linesOf(content);
    const context = { started: UNKNOWN_START, isDotted: isDotted(lines) };
    const read = lines.filter(({ form }) => form === 'item' || form === 'row' || form === 'text');
    const timed = read.filter((line) => {
      const { time } = parseLine({ ...line, nested: [] }, context);
      return typeof time === 'object' && time.clock !== undefined;
    });
    return timed.length >= Math.max(MIN_ENTRIES, read.length * MIN_SHARE);
  });
  return other ? undefined : section;
}
