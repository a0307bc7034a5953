import type { Root } from 'mdast';
import { markdownToMdast } from 'satteri';
import { parseWithBorders } from './table-borders.ts';

const OPTIONS = { features: { gfm: true, frontmatter: false } } as const;

/**
 * Parses Markdown (CommonMark and GFM) into a tree whose positions start at line 1. Uses Sätteri, which is seventeen times
 * faster than remark; tests/postmortem/parser.test.ts compares the two. For a whole document use `readMarkdown`, which enforces
 * the limits.
 */
export function parseMarkdown(body: string): Root {
  return parseWithBorders(body, (text) => markdownToMdast(text, OPTIONS) as Root);
}
