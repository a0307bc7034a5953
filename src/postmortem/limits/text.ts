import type { Place } from '../../diagnostics/diagnostic.ts';
import { type Chunk, splitIntoChunks } from './chunks.ts';
import { type Excess, excess, LIMITS } from './limits.ts';

/**
 * Finds what would cost the Markdown parser more time or memory than there is, before it sees the text; of each kind the
 * first. See `LIMITS`.
 */
export function excessInText(body: string): Excess[] {
  const found = new Map<(chunk: Chunk) => Excess | undefined, Excess>();
  const checks = [tooLong, tooLongWord, tooDeep, tooManyCells, emphasisCounter()];
  for (const chunk of splitIntoChunks(body)) {
    for (const check of checks) {
      const problem = found.has(check) ? undefined : check(chunk);
      if (problem) found.set(check, problem);
    }
  }
  return [...found.values()];
}

const PARTS = 'Put logs into a block of code that begins at the left, and leave empty lines between paragraphs.';

function tooLong({ line, lines }: Chunk): Excess | undefined {
  const length = lines.reduce((sum, each) => sum + each.length + 1, 0);
  if (length <= LIMITS.paragraph) return undefined;
  let left = LIMITS.paragraph;
  const index = lines.findIndex((each) => {
    left -= each.length + 1;
    return left < 0;
  });
  const found = `${length} characters without an empty line`;
  return excess(placeOf(line + index, lines[index]), found, LIMITS.paragraph, PARTS);
}

const MARKS = /[*_~]/g;

/** Counts the marks of emphasis of all stretches. */
function emphasisCounter(): (chunk: Chunk) => Excess | undefined {
  let marks = 0;
  return ({ line, lines }) => {
    for (const [index, text] of lines.entries()) {
      marks += text.length - text.replaceAll(MARKS, '').length;
      if (marks <= LIMITS.emphasis) continue;
      const found = `${marks} marks of emphasis (\`*\`, \`_\`, \`~\`) and more`;
      return excess(placeOf(line + index, text), found, LIMITS.emphasis, 'Put names and logs into code.');
    }
    return undefined;
  };
}

/** Behind each mark of emphasis in a word an address may begin, which the parser looks for in all of the rest. */
function tooLongWord({ line, lines }: Chunk): Excess | undefined {
  for (const [index, text] of lines.entries()) {
    if (text.length <= LIMITS.word) continue;
    for (const [word] of text.matchAll(/\S+/g)) {
      if (word.length <= LIMITS.word || word.search(MARKS) < 0) continue;
      const found = `word of ${word.length} characters with \`*\`, \`_\` or \`~\` in it`;
      return excess(placeOf(line + index, text), found, LIMITS.word, 'Put it into a block of code, or link to a file.');
    }
  }
  return undefined;
}

const RULE = /^[ \t]*([-*_])(?:[ \t]*\1)*[ \t]*$/;
// What begins a quotation, an item or a footnote. Sticky: one after the other.
const CONTAINER = /[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)|\[\^[^\]\s]{1,999}\]:)/y;

function tooDeep({ line, lines }: Chunk): Excess | undefined {
  for (const [index, text] of lines.entries()) {
    if (text.length <= LIMITS.depth || RULE.test(text)) continue;
    CONTAINER.lastIndex = 0;
    let depth = 0;
    while (depth <= LIMITS.depth && CONTAINER.test(text)) depth += 1;
    if (depth <= LIMITS.depth) continue;
    const help = 'Nest lists and quotations less deeply.';
    return excess(placeOf(line + index, text), `${depth} lists or quotations in each other`, LIMITS.depth, help);
  }
  return undefined;
}

const DELIMITERS = /^[\s>|:-]+$/;
const FILE = 'Link to the table as a csv file.';

/** The columns are those of the line of hyphens, and every row below has all of them. */
function tooManyCells({ line, lines }: Chunk): Excess | undefined {
  for (const [index, text] of lines.entries()) {
    if (index === 0 || !text.includes('|') || !DELIMITERS.test(text)) continue;
    const columns = text
      .replace(/^[\s>]+/, '')
      .split('|')
      .filter((cell) => cell.includes('-')).length;
    const place = placeOf(line + index, text);
    if (columns > LIMITS.columns) return excess(place, `table of ${columns} columns`, LIMITS.columns, FILE);
    const cells = columns * (lines.length - index);
    if (cells > LIMITS.nodes) return excess(place, `table of ${cells} cells`, LIMITS.nodes, FILE);
  }
  return undefined;
}

/** A line without what it begins and ends with of spaces. */
function placeOf(line: number, text = ''): Place {
  const column = text.length - text.trimStart().length + 1;
  return { line, column, endLine: line, endColumn: Math.max(column, text.trimEnd().length + 1) };
}
