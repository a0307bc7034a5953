import type { Place } from '../../diagnostics/diagnostic.ts';
import type { ParsedFrontmatter } from '../body/parse.ts';
import { parseDuration } from '../time/duration.ts';
import type { LineEdit } from './edit.ts';

/** Returns the changes that write times and durations in the usual form, such as `2024-04-15T15:45Z` and `2h 30m`. */
export function timeEdits({ split, valid }: ParsedFrontmatter, lines: readonly string[]): LineEdit[] {
  return Object.entries(valid).flatMap(([key, value]): LineEdit[] => {
    const written = split.data?.[key];
    if (typeof written !== 'string') return [];
    const usual = usualForm(written.trim(), value);
    if (!usual || usual.text === written) return [];
    const edit = insideQuotes(split.placeOf([key]), written, lines);
    return edit ? [{ ...edit, ...usual }] : [];
  });
}

function usualForm(written: string, value: unknown): { kind: 'time' | 'duration'; text: string } | undefined {
  if (typeof value === 'number') {
    // In the units that the author chose: `90m` stays.
    const parts = [...written.matchAll(/(\d+)\s*([dhm])/gi)].map(
      ([, count, unit = '']) => `${count}${unit.toLowerCase()}`,
    );
    const text = parts.join(' ');
    const isSame = parseDuration(written) === value && parseDuration(text) === value;
    return isSame ? { kind: 'duration', text } : undefined;
  }
  const isTime = typeof value === 'object' && value !== null && 'precision' in value;
  const [, date, clock, offset = ''] = (isTime && CLOCK.exec(written)) || [];
  return date ? { kind: 'time', text: `${date}T${clock}${offset.toUpperCase()}` } : undefined;
}

const CLOCK = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s?(Z|[+-]\d{2}:\d{2})?$/i;

/** Returns the range of a text without the quotation marks around it; `undefined` if it is written in another way. */
function insideQuotes(
  { line, column, endLine, endColumn }: Place,
  text: string,
  lines: readonly string[],
): Pick<LineEdit, 'line' | 'from' | 'to'> | undefined {
  if (line !== endLine) return undefined;
  const [from, to] = [column - 1, endColumn - 1];
  const written = lines[line - 1]?.slice(from, to);
  if (written === text) return { line, from, to };
  return written === `"${text}"` || written === `'${text}'` ? { line, from: from + 1, to: to - 1 } : undefined;
}

/** Returns the changes of values that are invalid, but have only one reading: `Sev2`, and `auth` where a list is expected. */
export function valueEdits({ diagnostics }: ParsedFrontmatter): LineEdit[] {
  return diagnostics.flatMap(({ rule, fix }): LineEdit[] => {
    if (rule !== 'invalid-value' || !fix || fix.place.line !== fix.place.endLine) return [];
    const { line, column, endColumn } = fix.place;
    return [{ kind: 'value', line, from: column - 1, to: endColumn - 1, text: fix.text }];
  });
}

/** Whether two values say the same, except for the case of letters, and for a single value instead of a list of one. */
export function saysTheSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? plain(value[0]) : value.map(plain);
  if (typeof value !== 'object' || value === null) return String(value).trim().toLowerCase();
  return Object.entries(value).map(([key, each]) => [key, plain(each)]);
}
