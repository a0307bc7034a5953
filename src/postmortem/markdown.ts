import type { Nodes as HastNodes, Root as HastRoot } from 'hast';
import type { List, ListItem, Nodes, Parents, Root } from 'mdast';
import rehypeRaw from 'rehype-raw';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype, { defaultHandlers, type Options } from 'remark-rehype';
import { markdownToMdast } from 'satteri';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';

const OPTIONS = { features: { gfm: true, frontmatter: false } } as const;

// Each item of a list asks all the others whether one of them is loose, which takes minutes for as many as fit into a file.
const handlers: Options['handlers'] = {
  listItem: (state, node: ListItem, parent: Parents | undefined) =>
    defaultHandlers.listItem(state, node, parent?.type === 'list' ? looseness(parent) : parent),
};

const lists = new WeakMap<List, List>();

/** An empty list that is loose if the given one is. */
function looseness(list: List): List {
  const known = lists.get(list) ?? { type: 'list', spread: isLoose(list), children: [] };
  lists.set(list, known);
  return known;
}

function isLoose({ spread, children }: List): boolean {
  return Boolean(spread) || children.some((item) => item.spread ?? item.children.length > 1);
}

// Footnotes get the prefix of every author-made id when the tree is sanitised, so none is given here.
const options = { clobberPrefix: '', handlers } satisfies Options;
const toHtml = unified().use(remarkRehype, options);
const toHtmlWithRaw = unified()
  .use(remarkRehype, { ...options, allowDangerousHtml: true })
  .use(rehypeRaw);

const remark = unified().use(remarkParse).use(remarkGfm).freeze();

// A bare address that touches the border of its table's cell: Sätteri takes the border for more of the address.
const AT_BORDER = /(?:https?:\/\/|www\.)[^\s|<>)]{0,2000}\|/i;

/**
 * The Markdown (CommonMark and GFM) as a tree with positions from line 1. The parser is Sätteri's, which is seventeen
 * times faster than remark's; tests/postmortem/parser.test.ts holds it against that, which reads what it gets wrong.
 */
export function parseMarkdown(body: string): Root {
  return AT_BORDER.test(body) ? remark.parse(body) : (markdownToMdast(body, OPTIONS) as Root);
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
