import type { Root } from 'mdast';
import { markdownToMdast } from 'satteri';
import { parseWithBorders } from './table-borders.ts';

const OPTIONS = { features: { gfm: true, frontmatter: false } } as const;

/**
 * The Markdown (CommonMark and GFM) as a tree with positions from line 1. The parser is Sätteri's, which is seventeen
 * times faster than remark's; tests/postmortem/parser.test.ts holds it against that. A whole document is read by
 * `readMarkdown`, which knows what is too much.
 */
export function parseMarkdown(body: string): Root {
  return parseWithBorders(body, (text) => markdownToMdast(text, OPTIONS) as Root);
}
