import type { Place } from '../../diagnostics/diagnostic.ts';
import { type Chunk, splitIntoChunks } from './chunks.ts';
import { type Excess, excess, LIMITS } from './limits.ts';

/**
 * Finds text that would take the Markdown parser too much time or memory, before parsing. Returns the first violation of each
 * kind. See `LIMITS`.
 */
export function excessInText(body: string): Excess[] {
  const firstByCheck = new Map<(chunk: Chunk) => Excess | undefined, Excess>();
  const checks = [tooLong, tooLongWord, tooDeep, tooManyCells, emphasisCounter()];
  for (const chunk of splitIntoChunks(body)) {
    for (const check of checks) {
      const found = firstByCheck.has(check) ? undefined : check(chunk);
      if (found) firstByCheck.set(check, found);
    }
  }
  return [...firstByCheck.values()];
}

const CHUNK_HELP = 'Put logs into an unindented code block, and add empty lines between paragraphs.';

function tooLong({ line, lines }: Chunk): Excess | undefined {
  const length = lines.reduce((sum, each) => sum + each.length + 1, 0);
  if (length <= LIMITS.paragraph) return undefined;
  let left = LIMITS.paragraph;
  const index = lines.findIndex((each) => {
    left -= each.length + 1;
    return left < 0;
  });
  const found = `${length} characters without an empty line`;
  return excess(placeOf(line + index, lines[index]), found, LIMITS.paragraph, CHUNK_HELP);
}

const EMPHASIS = /[*_~]/g;

/** Returns a check that counts the emphasis characters of all chunks. */
function emphasisCounter(): (chunk: Chunk) => Excess | undefined {
  let count = 0;
  return ({ line, lines }) => {
    for (const [index, text] of lines.entries()) {
      count += text.length - text.replaceAll(EMPHASIS, '').length;
      if (count <= LIMITS.emphasis) continue;
      const found = `${count} or more emphasis characters (\`*\`, \`_\`, \`~\`)`;
      return excess(placeOf(line + index, text), found, LIMITS.emphasis, 'Format names and logs as code.');
    }
    return undefined;
  };
}

/** Finds long words with emphasis characters: after each, the parser searches the rest of the word for an address. */
function tooLongWord({ line, lines }: Chunk): Excess | undefined {
  for (const [index, text] of lines.entries()) {
    if (text.length <= LIMITS.word) continue;
    for (const [word] of text.matchAll(/\S+/g)) {
      if (word.length <= LIMITS.word || word.search(EMPHASIS) < 0) continue;
      const found = `word of ${word.length} characters that contains \`*\`, \`_\` or \`~\``;
      return excess(placeOf(line + index, text), found, LIMITS.word, 'Put it into a code block, or link to a file.');
    }
  }
  return undefined;
}

const RULE = /^[ \t]*([-*_])(?:[ \t]*\1)*[ \t]*$/;
// The start of a block quote, list item or footnote. Sticky, to match one after another.
const CONTAINER = /[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)|\[\^[^\]\s]{1,999}\]:)/y;

function tooDeep({ line, lines }: Chunk): Excess | undefined {
  for (const [index, text] of lines.entries()) {
    if (text.length <= LIMITS.depth || RULE.test(text)) continue;
    CONTAINER.lastIndex = 0;
    let depth = 0;
    while (depth <= LIMITS.depth && CONTAINER.test(text)) depth += 1;
    if (depth <= LIMITS.depth) continue;
    const help = 'Nest lists and block quotes less deeply.';
    return excess(placeOf(line + index, text), `${depth} nested lists or block quotes`, LIMITS.depth, help);
  }
  return undefined;
}

const DELIMITERS = /^[\s>|:-]+$/;
const TABLE_HELP = 'Link to the table as a CSV file.';

/** Finds large tables. The delimiter row determines the number of columns of every row. */
function tooManyCells({ line, lines }: Chunk): Excess | undefined {
  for (const [index, text] of lines.entries()) {
    if (index === 0 || !text.includes('|') || !DELIMITERS.test(text)) continue;
    const columns = text
      .replace(/^[\s>]+/, '')
      .split('|')
      .filter((cell) => cell.includes('-')).length;
    const place = placeOf(line + index, text);
    if (columns > LIMITS.columns) return excess(place, `table of ${columns} columns`, LIMITS.columns, TABLE_HELP);
    const cells = columns * (lines.length - index);
    if (cells > LIMITS.nodes) return excess(place, `table of ${cells} cells`, LIMITS.nodes, TABLE_HELP);
  }
  return undefined;
}

/** Returns the place of a line without leading and trailing spaces. */
function placeOf(line: number, text = ''): Place {
  const column = text.length - text.trimStart().length + 1;
  return { line, column, endLine: line, endColumn: Math.max(column, text.trimEnd().length + 1) };
}
