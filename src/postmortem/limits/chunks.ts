/** Consecutive non-blank lines. No paragraph, list item or table continues past a chunk. */
export interface Chunk {
  /** Number of the first line, counted from 1. */
  line: number;
  lines: string[];
}

const BLANK = /^[ \t]*$/;

/**
 * Splits a document into chunks. Leaves out only lines that are certainly code, however the parser reads the text before
 * them: a chunk may contain code, but all other text is in some chunk.
 */
export function splitIntoChunks(body: string): Chunk[] {
  const chunks: Chunk[] = [];
  const isCode = codeLineDetector();
  let chunk: Chunk | undefined;
  for (const [index, line] of body.split('\n').entries()) {
    if (isCode(line) || BLANK.test(line)) {
      chunk = undefined;
      continue;
    }
    if (!chunk) {
      chunk = { line: index + 1, lines: [] };
      chunks.push(chunk);
    }
    chunk.lines.push(line);
  }
  return chunks;
}

const FENCE = /^( *)(`{3,}(?=[^`]*$)|~{3,})/;
// HTML extends to the next blank line, some of it to its own end tag.
const HTML = /^[ \t>]*</;
const LONG_HTML = /<(?:[!?]|(?:script|pre|style|textarea)\b)/i;

/**
 * Returns a function that is called with one line after another, and tells whether the line certainly belongs to a code
 * block. Only unindented fences are recognized.
 */
function codeLineDetector(): (line: string) => boolean {
  let fence = '';
  // An indented block may belong to a list item and end with it.
  let indented: { indent: string; fence: string } | undefined;
  let isComment = false;
  let isHtml = false;
  // Set when it can no longer be determined which lines are code.
  let isUncertain = false;
  return (line) => {
    if (fence !== '') {
      if (closesFence(line, fence)) fence = '';
      return true;
    }
    if (isUncertain) return false;
    if (indented) {
      const { indent } = indented;
      // Whether a closing fence ends the block depends on the list, unless it is indented like the opening fence.
      if (!line.startsWith(indent)) isUncertain = !BLANK.test(line);
      else if (closesFence(line.slice(indent.length), indented.fence)) {
        isUncertain = line.startsWith(`${indent} `);
        indented = undefined;
      }
      return false;
    }
    // An unindented comment starts after anything except HTML, and ends with the line that contains `-->`.
    if (isComment || (/^<!--(?!-?>)/.test(line) && !isHtml)) {
      isComment = !line.includes('-->');
      return false;
    }
    isHtml = !BLANK.test(line) && (isHtml || HTML.test(line));
    isUncertain = opensLongHtml(line);
    const [, indent, opening = ''] = FENCE.exec(line) ?? [];
    if (indent === undefined || isUncertain) return false;
    if (isHtml) isUncertain = true;
    else if (indent === '') fence = opening;
    else indented = { indent, fence: opening };
    return fence !== '';
  };
}

function closesFence(line: string, fence: string): boolean {
  const text = line.trim();
  return /^ {0,3}\S/.test(line) && text.length >= fence.length && text === fence.charAt(0).repeat(text.length);
}

/** Whether a line may start HTML that continues past a blank line. A comment that ends on its line does not. */
function opensLongHtml(line: string): boolean {
  if (!LONG_HTML.test(line)) return false;
  const comment = line.lastIndexOf('<!--');
  const isClosed = comment >= 0 && line.indexOf('-->', comment + '<!--'.length) > 0;
  return !isClosed || LONG_HTML.test(line.replaceAll('<!--', ''));
}
