import type { Place } from '../../diagnostics/diagnostic.ts';
import type { BodyInput } from './parse.ts';

/** Whether a text contains the title of a document, or its id or file name as a separate word, ignoring case. */
export function namesDocument(text: string, id: string, title: string | undefined): boolean {
  const [lowerId, line] = [id.toLowerCase(), oneLine(text)];
  const words = line.match(/[a-z\d]+(?:[-_.][a-z\d]+)*/g) ?? [];
  if (words.some((word) => word === lowerId || word.startsWith(`${lowerId}.`))) return true;
  return title !== undefined && line.includes(oneLine(title));
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().toLowerCase();
}

/** Replaces the text at each place in the body with `text`. Places refer to the file; of nested places the outer counts. */
export function withhold<Document extends Pick<BodyInput, 'split'>>(
  document: Document,
  places: readonly Place[],
  text: string,
): Document {
  const { body, bodyLine } = document.split;
  if (body === undefined || places.length === 0) return document;
  const starts = lineStarts(body);
  const offset = (line: number, column: number) => (starts[line - bodyLine] ?? body.length) + column - 1;
  const ranges = places
    .map(({ line, column, endLine, endColumn }) => ({ from: offset(line, column), to: offset(endLine, endColumn) }))
    .sort((a, b) => a.from - b.from || b.to - a.to);
  let result = '';
  let end = 0;
  for (const { from, to } of ranges) {
    if (from < end || from === to) continue;
    result += body.slice(end, from) + text;
    end = to;
  }
  return { ...document, split: { ...document.split, body: result + body.slice(end) } };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) starts.push(index + 1);
  return starts;
}
