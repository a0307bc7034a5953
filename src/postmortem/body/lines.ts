import type { Place } from '../../diagnostics/diagnostic.ts';

/**
 * Returns the place of a line of a text, counted from 1, or of the first occurrence of `part` in it, from `column` on. Falls
 * back to the line without its indentation.
 */
export function placeInLine(lines: readonly string[], line: number, part?: string, column = 1): Place {
  const text = lines[line - 1] ?? '';
  const index = part ? text.indexOf(part, column - 1) : -1;
  const [from, to] =
    part && index >= 0 ? [index, index + part.length] : [text.length - text.trimStart().length, text.length];
  return { line, column: from + 1, endLine: line, endColumn: to + 1 };
}
