import type { Nodes as HastNodes, Root as HastRoot } from 'hast';
import type { Nodes, Root } from 'mdast';
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

/** How deep a document's elements may stand in each other. What walks over trees calls itself for every level. */
const MAX_DEPTH = 100;

/**
 * The same document as elements, still with everything that its author wrote: not safe to show, see `renderHtml`.
 * `undefined` where they stand more than 100 deep in each other. Only a document that has raw HTML pays for parsing it.
 */
export function toElements(tree: Root): HastRoot | undefined {
  if (isTooDeep(tree)) return undefined;
  let hasHtml = false;
  visit(tree, 'html', () => {
    hasHtml = true;
  });
  try {
    const elements = (hasHtml ? toHtmlWithRaw : toHtml).runSync(tree) as HastRoot;
    return isTooDeep(elements) ? undefined : elements;
  } catch (error) {
    // Tags of raw HTML are no levels of `tree`: too many of them show in the stack only.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function isTooDeep(tree: Root | HastRoot): boolean {
  let level: (Nodes | HastNodes)[] = tree.children;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    level = level.flatMap((node): (Nodes | HastNodes)[] => ('children' in node ? node.children : []));
  }
  return level.length > 0;
}
