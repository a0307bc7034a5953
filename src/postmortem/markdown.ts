import type { Root as HastRoot } from 'hast';
import type { Root } from 'mdast';
import rehypeRaw from 'rehype-raw';
import remarkRehype from 'remark-rehype';
import { markdownToMdast } from 'satteri';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';

const OPTIONS = { features: { gfm: true, frontmatter: false } } as const;

// Footnotes get the prefix of every author-made id when the tree is sanitised, so none is given here.
const toHtml = unified().use(remarkRehype, { clobberPrefix: '' });
const toHtmlWithRaw = unified().use(remarkRehype, { clobberPrefix: '', allowDangerousHtml: true }).use(rehypeRaw);

/**
 * The Markdown (CommonMark and GFM) as a tree with positions from line 1. The parser is Sätteri's, which is seventeen
 * times faster than remark-parse; tests/postmortem/markdown.test.ts holds it against remark-parse and remark-gfm.
 */
export function parseMarkdown(body: string): Root {
  return markdownToMdast(body, OPTIONS) as Root;
}

/**
 * The same document as elements, still with everything that its author wrote: not safe to show, see `renderHtml`.
 * Only a document that has raw HTML pays for parsing it.
 */
export function toElements(tree: Root): HastRoot {
  let hasHtml = false;
  visit(tree, 'html', () => {
    hasHtml = true;
  });
  return (hasHtml ? toHtmlWithRaw : toHtml).runSync(tree) as HastRoot;
}
