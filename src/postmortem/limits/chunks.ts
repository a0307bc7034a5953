/** Lines of text without an empty one between them: no paragraph, list item or table goes on behind it. */
export interface Chunk {
  /** Number of the first line, from 1. */
  line: number;
  lines: string[];
}

const BLANK = /^[ \t]*$/;

/**
 * The text of a document in stretches. Blocks of code are left out where they certainly are blocks of code, whatever the
 * parser makes of what stands before them: a stretch may hold code, but nothing that is no code is missing.
 */
export function splitIntoChunks(body: string): Chunk[] {
  const chunks: Chunk[] = [];
  const isCode = codeReader();
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
// HTML goes on to the next empty line, and some of it to its own end.
const HTML = /^[ \t>]*</;
const LONG_HTML = /<(?:[!?]|(?:script|pre|style|textarea)\b)/i;

/** Says of line after line whether it certainly is one of a block of code: one that begins at the very left. */
function codeReader(): (line: string) => boolean {
  let fence = '';
  // An indented block may be one of a list, and end with it.
  let indented: { indent: string; fence: string } | undefined;
  let isComment = false;
  let isHtml = false;
  /** Whether it is no longer known what is code. */
  let isLost = false;
  return (line) => {
    if (fence !== '') {
      if (closes(line, fence)) fence = '';
      return true;
    }
    if (isLost) return false;
    if (indented) {
      const { indent } = indented;
      // Whether the end of one is that of the other depends on the list, but for ends that are indented like the begin.
      if (!line.startsWith(indent)) isLost = !BLANK.test(line);
      else if (closes(line.slice(indent.length), indented.fence)) {
        isLost = line.startsWith(`${indent} `);
        indented = undefined;
      }
      return false;
    }
    // At the left a comment begins whatever stands before it, but HTML, and ends with the line that has its end.
    if (isComment || (/^<!--(?!-?>)/.test(line) && !isHtml)) {
      isComment = !line.includes('-->');
      return false;
    }
    isHtml = !BLANK.test(line) && (isHtml || HTML.test(line));
    isLost = opensHtml(line);
    const [, indent, marks = ''] = FENCE.exec(line) ?? [];
    if (indent === undefined || isLost) return false;
    if (isHtml) isLost = true;
    else if (indent === '') fence = marks;
    else indented = { indent, fence: marks };
    return fence !== '';
  };
}

function closes(line: string, fence: string): boolean {
  const text = line.trim();
  return /^ {0,3}\S/.test(line) && text.length >= fence.length && text === fence.charAt(0).repeat(text.length);
}

/** Whether HTML may begin in a line that does not end with the next empty one; a comment that ends in its line does not. */
function opensHtml(line: string): boolean {
  if (!LONG_HTML.test(line)) return false;
  const comment = line.lastIndexOf('<!--');
  const isClosed = comment >= 0 && line.indexOf('-->', comment + '<!--'.length) > 0;
  return !isClosed || LONG_HTML.test(line.replaceAll('<!--', ''));
}
