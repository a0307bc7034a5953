import { startsDotted } from './clock.ts';
import { type EntryTime, parseEntryTime, type ReadingContext } from './entry-time.ts';
import type { Line } from './line.ts';

/** A line with the time at its start. */
export interface ParsedLine extends Omit<Line, 'nested'> {
  time?: EntryTime | 'unreadable' | undefined;
  nested: ParsedLine[];
}

const WITHOUT_TIME: ReadonlySet<Line['form']> = new Set(['section', 'details', 'html', 'code']);

/** Parses the time at the start of a line and of the lines nested in it. */
export function parseLine({ nested = [], ...line }: Line, context: ReadingContext): ParsedLine {
  const canBeTime = !WITHOUT_TIME.has(line.form);
  return {
    ...line,
    time: canBeTime ? withoutRemark(parseEntryTime(line.text, context)) : undefined,
    nested: nested.map((each) => parseLine(each, context)),
  };
}

// `2024-04-15 (all times UTC)` is a day for the lines below it.
const TIME_REMARK = /^[([][^)\]]{0,80}\btimes?\b[^)\]]{0,80}[)\]]:?$/i;

function withoutRemark(time: ParsedLine['time']): ParsedLine['time'] {
  const isDay = typeof time === 'object' && time.day && time.clock === undefined;
  return isDay && TIME_REMARK.test(time.rest) ? { ...time, rest: '' } : time;
}

/** Returns lines with those nested in them, in order. */
export function flatten(lines: readonly ParsedLine[]): ParsedLine[] {
  return lines.flatMap((line) => [line, ...flatten(line.nested)]);
}

/** Whether times are written as `15.45`: some are, and none with a colon. */
export function isDotted(lines: readonly Line[]): boolean {
  const texts = lines.flatMap((line) => [line, ...(line.nested ?? [])]).map(({ text }) => text);
  return texts.some(startsDotted) && !texts.some((text) => /^\D{0,3}\d{1,2}:\d{2}/.test(text));
}

/** Whether an entry is a day and nothing else. */
export function isDayAlone(time: EntryTime | 'unreadable'): boolean {
  return time !== 'unreadable' && time.day?.isFull === true && time.clock === undefined && time.rest === '';
}

/** Whether clock times without a day follow a line: below a heading up to the next one, below an item in nested lists. */
export function hasClocks({ form, nested }: ParsedLine, next: readonly ParsedLine[]): boolean {
  const end = next.findIndex((line) => line.form === 'heading' || line.form === 'section');
  const below = form === 'item' ? nested : end < 0 ? next : next.slice(0, end);
  return below.some(({ time }) => typeof time === 'object' && time.clock !== undefined && !time.day);
}
