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
