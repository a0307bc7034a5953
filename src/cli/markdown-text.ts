import { visible } from '../diagnostics/visible.ts';

/** Parts a name from what would make it a link or a mention, and is not seen. */
const JOINER = '\u2060';

/**
 * A text as one line of Markdown that shows it, and no more: no markup, HTML, link, image or mention comes of it,
 * neither by Markdown nor by what chats and GitHub make of addresses and names in text.
 */
export function markdownText(text: string): string {
  return (
    visible(text.replaceAll(/\s+/g, ' ').trim())
      .replaceAll(/[\\`*_[\]<>|~#&]/g, '\\$&')
      .replaceAll(/@|#(?=\d)|:(?=\/\/)|www(?=\.)/gi, `$&${JOINER}`)
      // At the beginning of a line: lists and underlines.
      .replace(/^[-+=]/, '\\$&')
      .replace(/^(\d+)([.)])/, '$1\\$2')
  );
}
