import { type Fix, OPENING, type Place, START } from '../../diagnostics/diagnostic.ts';
import { quote } from '../../diagnostics/quote.ts';

/** The two halves of a document, as the lines `---` part them or most likely were to part them. Lines count from 1. */
export interface Fenced {
  /** The lines between; absent where they are not YAML, or where there are none. */
  yaml?: string;
  /** Line on which `yaml` begins. */
  yamlLine: number;
  /** What follows; absent where the file is empty. */
  body?: string;
  bodyLine: number;
  problems: FenceProblem[];
}

export interface FenceProblem {
  place: Place;
  message: string;
  help: string;
  fix?: Fix;
}

const BEGIN =
  'Begin the file with `---`, then `title`, `started`, `impact`, `cause` and `duration`, then another `---`.';

/** Finds the frontmatter of a document whose lines end in `\n`. */
export function findFences(text: string): Fenced {
  if (text.trim() === '') {
    const message = 'Unexpected empty file, expected `---` on the first line';
    return { yamlLine: 1, bodyLine: 1, problems: [{ place: START, message, help: BEGIN }] };
  }
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  const opening = lines[first] ?? '';
  if (!opening.startsWith('---')) {
    const message = 'Missing frontmatter, expected `---` on the first line';
    return { yamlLine: 1, body: text, bodyLine: 1, problems: [{ place: START, message, help: BEGIN }] };
  }
  const end = lines.findIndex((line, index) => index > first && line.startsWith('---'));
  const last = end < 0 ? lastKey(lines, first) : end - 1;
  const body = lines.slice(end < 0 ? last + 1 : end + 1);
  const isYaml = /^---(?:ya?ml|json|-*)\s*$/i.test(opening);
  return {
    ...(isYaml && (end >= 0 || last > first) && { yaml: lines.slice(first + 1, last + 1).join('\n') }),
    yamlLine: first + 2,
    body: body.join('\n'),
    bodyLine: lines.length - body.length + 1,
    problems: [
      ...blankLines(first),
      ...openingLine(opening, first + 1, isYaml),
      ...(end < 0 ? [missingEnd(lines, first, last)] : closingLine(lines[end] ?? '', end + 1)),
    ],
  };
}

function blankLines(count: number): FenceProblem[] {
  if (count === 0) return [];
  const message = 'Unexpected empty line, expected `---` on the first line';
  const fix = { place: { ...START, endLine: count + 1 }, text: '' };
  return [{ place: START, message, help: 'Remove what precedes `---`.', fix }];
}

function openingLine(opening: string, line: number, isYaml: boolean): FenceProblem[] {
  const written = opening.slice(3).trimEnd();
  if (/^(?:\s*yaml)?$/.test(written)) return [];
  const place = { line, column: 4, endLine: line, endColumn: 4 + written.length };
  const message = `Unexpected ${quote(written)} behind \`---\`, expected frontmatter in YAML`;
  if (!isYaml) return [{ place, message, help: 'Leave `---` alone on the line, and write YAML below it.' }];
  return [{ place, message, help: 'Write `---` alone on the line.', fix: { place, text: '' } }];
}

function closingLine(closing: string, line: number): FenceProblem[] {
  const written = closing.trimEnd();
  if (written === '---') return [];
  const place = { line, column: 1, endLine: line, endColumn: written.length + 1 };
  const message = `Unexpected ${quote(written)} in the frontmatter, expected a closing \`---\``;
  return [{ place, message, help: 'Write `---` alone on the line.', fix: { place, text: '---' } }];
}

function missingEnd(lines: readonly string[], first: number, last: number): FenceProblem {
  const place = { ...OPENING, line: first + 1, endLine: first + 1 };
  const message = 'Unexpected end of file in the frontmatter, expected a closing `---`';
  const help = 'Add a line `---` behind the last key.';
  if (last === first) return { place, message, help };
  const isLast = last + 1 === lines.length;
  const [line, column] = isLast ? [last + 1, (lines[last] ?? '').length + 1] : [last + 2, 1];
  const text = isLast ? '\n---\n' : '---\n';
  return { place, message, help, fix: { place: { line, column, endLine: line, endColumn: column }, text } };
}

const KEY = /^["'\w][^:\n]*:(?:\s|$)/;

/** Index of the last line of a frontmatter without end: of the last key, or what belongs to it, before the text begins. */
function lastKey(lines: readonly string[], first: number): number {
  let last = first;
  let isAfterBlank = false;
  for (const [index, line] of lines.entries()) {
    if (index <= first) continue;
    if (line.trim() === '') {
      isAfterBlank = true;
      continue;
    }
    // A heading of the body, or a comment of the frontmatter.
    if (line.startsWith('#')) {
      if (isAfterBlank) return last;
      continue;
    }
    const isKey = isAfterBlank ? /^[a-z]\w*:(?:\s|$)/.test(line) : KEY.test(line);
    if (!isKey && !/^\s/.test(line) && (isAfterBlank || !/^[-\]}]/.test(line))) return last;
    last = index;
    isAfterBlank = false;
  }
  return last;
}
