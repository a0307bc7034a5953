import { type Fix, OPENING, type Place, START } from '../../diagnostics/diagnostic.ts';
import { quote } from '../../diagnostics/quote.ts';

/** The frontmatter and body of a document, as separated by its `---` lines, or as probably intended. Lines count from 1. */
export interface FencedDocument {
  /** The text between the fences; absent when it is not YAML, or when there is no frontmatter. */
  yaml?: string;
  /** Line on which `yaml` starts. */
  yamlLine: number;
  /** The text after the frontmatter; absent when the file is empty. */
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

const EXAMPLE =
  'Start the file with `---`, then `title`, `started`, `impact`, `cause` and `duration`, then another `---`.';
const EXAMPLE_OR_EXCLUDE = `${EXAMPLE} If it is not a postmortem, name it under \`exclude\` in archive.yml.`;

/** Locates the frontmatter of a document whose lines end in `\n`. */
export function locateFences(text: string): FencedDocument {
  if (text.trim() === '') {
    const message = 'Unexpected empty file, expected `---` on the first line';
    return { yamlLine: 1, bodyLine: 1, problems: [{ place: START, message, help: EXAMPLE }] };
  }
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  const opening = lines[first] ?? '';
  if (!opening.startsWith('---')) {
    const message = 'Missing frontmatter, expected `---` on the first line';
    return { yamlLine: 1, body: text, bodyLine: 1, problems: [{ place: START, message, help: EXAMPLE_OR_EXCLUDE }] };
  }
  const end = lines.findIndex((line, index) => index > first && line.startsWith('---'));
  const last = end < 0 ? lastKey(lines, first) : end - 1;
  const body = lines.slice(end < 0 ? last + 1 : end + 1);
  const isYamlFence = /^---(?:ya?ml|json|-*)\s*$/i.test(opening);
  return {
    ...(isYamlFence && (end >= 0 || last > first) && { yaml: lines.slice(first + 1, last + 1).join('\n') }),
    yamlLine: first + 2,
    body: body.join('\n'),
    bodyLine: lines.length - body.length + 1,
    problems: [
      ...blankLines(first),
      ...openingLine(opening, first + 1, isYamlFence),
      ...(end < 0 ? [missingEnd(lines, first, last)] : closingLine(lines[end] ?? '', end + 1)),
    ],
  };
}

function blankLines(count: number): FenceProblem[] {
  if (count === 0) return [];
  const message = 'Unexpected empty line, expected `---` on the first line';
  const fix = { place: { ...START, endLine: count + 1 }, text: '' };
  return [{ place: START, message, help: 'Remove the lines before `---`.', fix }];
}

function openingLine(opening: string, line: number, isYamlFence: boolean): FenceProblem[] {
  const written = opening.slice(3).trimEnd();
  if (/^(?:\s*yaml)?$/.test(written)) return [];
  const place = { line, column: 4, endLine: line, endColumn: 4 + written.length };
  const message = `Unexpected ${quote(written)} after \`---\`, expected frontmatter in YAML`;
  if (!isYamlFence) return [{ place, message, help: 'Write only `---` on the line, and YAML below it.' }];
  return [{ place, message, help: 'Write only `---` on the line.', fix: { place, text: '' } }];
}

function closingLine(closing: string, line: number): FenceProblem[] {
  const written = closing.trimEnd();
  if (written === '---') return [];
  const place = { line, column: 1, endLine: line, endColumn: written.length + 1 };
  const message = `Unexpected ${quote(written)} in the frontmatter, expected a closing \`---\``;
  return [{ place, message, help: 'Write only `---` on the line.', fix: { place, text: '---' } }];
}

function missingEnd(lines: readonly string[], first: number, last: number): FenceProblem {
  const place = { ...OPENING, line: first + 1, endLine: first + 1 };
  const message = 'Unexpected end of file in the frontmatter, expected a closing `---`';
  const help = 'Add a `---` line after the last key.';
  if (last === first) return { place, message, help };
  const isLast = last + 1 === lines.length;
  const [line, column] = isLast ? [last + 1, (lines[last] ?? '').length + 1] : [last + 2, 1];
  const text = isLast ? '\n---\n' : '---\n';
  return { place, message, help, fix: { place: { line, column, endLine: line, endColumn: column }, text } };
}

const KEY = /^["'\w][^:\n]*:(?:\s|$)/;

/** Returns the index of the last line of frontmatter without a closing fence: the last line of its last key. */
function lastKey(lines: readonly string[], first: number): number {
  let last = first;
  let isAfterBlank = false;
  for (const [index, line] of lines.entries()) {
    if (index <= first) continue;
    if (line.trim() === '') {
      isAfterBlank = true;
      continue;
    }
    // After a blank line, `#` starts a heading of the body, otherwise a comment in the frontmatter.
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
