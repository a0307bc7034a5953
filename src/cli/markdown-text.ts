import { visible } from '../diagnostics/visible.ts';

/** Word joiner: breaks up links and mentions without being visible. */
const WORD_JOINER = '\u2060';

/**
 * Returns a text as one line of Markdown that displays it literally: without markup, HTML, links, images or mentions,
 * including those that chats and GitHub create from plain addresses and names.
 */
export function markdownText(text: string): string {
  return (
    visible(text.replaceAll(/\s+/g, ' ').trim())
      .replaceAll(/[\\`*_[\]<>|~#&]/g, '\\$&')
      .replaceAll(/@|#(?=\d)|:(?=\/\/)|www(?=\.)/gi, `$&${WORD_JOINER}`)
      // List markers and heading underlines at the start of a line.
      .replace(/^[-+=]/, '\\$&')
      .replace(/^(\d+)([.)])/, '$1\\$2')
  );
}

/** Returns a text as a code span on one line, in which nothing is markup. */
export function codeText(text: string): string {
  const shown = visible(text.replaceAll(/\s+/g, ' '));
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const space = /^`|`$|^ .* $/.test(shown) ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}

/** Returns a message as one line of Markdown: what is in backticks as code, all else literally. */
export function messageText(message: string): string {
  return message
    .split(/(`[^`]+`)/)
    .map((part) => {
      if (/^`[^`]+`$/.test(part)) return codeText(part.slice(1, -1));
      const [, lead = '', inner = '', end = ''] = /^(\s*)(.*?)(\s*)$/s.exec(part) ?? [];
      return `${lead && ' '}${markdownText(inner)}${end && ' '}`;
    })
    .join('');
}
