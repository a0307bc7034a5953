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
    const read = readLines(content);
    const timed = read.filter(({ isTimed }) => isTimed);
    return timed.length >= Math.max(MIN_ENTRIES, read.length * MIN_SHARE);
  });
  return other ? undefined : section;
}

/** Returns the first line of those that look like a timeline, wherever they are: at least three in a row that start with a clock time. */
export function lineOfTimes(content: readonly RootContent[]): number | undefined {
  let count = 0;
  const lines = readLines(content);
  const last = lines.findIndex(({ isTimed }) => {
    count = isTimed ? count + 1 : 0;
    return count === MIN_ENTRIES;
  });
  return lines[last - MIN_ENTRIES + 1]?.line;
}

/** Returns the lines that could be entries, and whether they start with a clock time. */
function readLines(content: readonly RootContent[]): { line: number; isTimed: boolean }[] {
  const lines = linesOf(content);
  const context = { started: UNKNOWN_START, isDotted: isDotted(lines) };
  const read = lines.filter(({ form }) => form === 'item' || form === 'row' || form === 'text');
  return read.map((line) => {
    const { time } = parseLine({ ...line, nested: [] }, context);
    return { line: line.line, isTimed: typeof time === 'object' && time.clock !== undefined };
  });
}
