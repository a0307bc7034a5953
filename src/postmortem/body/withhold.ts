import type { Place } from '../../diagnostics/diagnostic.ts';
import type { ParsedFrontmatter } from './parse.ts';

/** What stands in a body for a link whose text names a document that is not shown. */
export const WITHHELD = 'an incident that is not public';

/** Whether a text has the title of a document, or its id or the name of its file as a word of its own, whatever the case. */
export function namesDocument(text: string, id: string, title: string | undefined): boolean {
  const [name, read] = [id.toLowerCase(), oneLine(text)];
  const words = read.match(/[a-z\d]+(?:[-_.][a-z\d]+)*/g) ?? [];
  if (words.some((word) => word === name || word.startsWith(`${name}.`))) return true;
  return title !== undefined && read.includes(oneLine(title));
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().toLowerCase();
}

/** The document with `WITHHELD` in its body at each of the places, which are the file's. Of places in each other the outer one counts. */
export function withhold(head: ParsedFrontmatter, places: readonly Place[]): ParsedFrontmatter {
  const { body } = head.split;
  if (body === undefined || places.length === 0) return head;
  const starts = lineStarts(body);
  const offset = (line: number, column: number) => (starts[line - head.split.bodyLine] ?? body.length) + column - 1;
  const ranges = places
    .map(({ line, column, endLine, endColumn }) => ({ from: offset(line, column), to: offset(endLine, endColumn) }))
    .sort((a, b) => a.from - b.from || b.to - a.to);
  let written = '';
  let end = 0;
  for (const { from, to } of ranges) {
    if (from < end || from === to) continue;
    written += body.slice(end, from) + WITHHELD;
    end = to;
  }
  return { ...head, split: { ...head.split, body: written + body.slice(end) } };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) starts.push(index + 1);
  return starts;
}
