import type { Root as HastRoot } from 'hast';
import type { List, ListItem, Parents, Root } from 'mdast';
import rehypeRaw from 'rehype-raw';
import remarkRehype, { defaultHandlers, type Options } from 'remark-rehype';
import { unified } from 'unified';
import { START } from '../../diagnostics/diagnostic.ts';
import { shownOf } from '../html/allowed.ts';
import { elementsInLinks } from '../html/structure.ts';
import { type Excess, excess, LIMITS } from '../limits/limits.ts';
import { excessInParser } from '../limits/parser.ts';
import { excessInText } from '../limits/text.ts';
import { excessInTree, excessOfDepth, FLATTER } from '../limits/tree.ts';
import { parseMarkdown } from './markdown.ts';
import { visit } from './visit.ts';

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
const nestAnew = unified().use(rehypeRaw);

/** A document's Markdown as it was parsed, and as elements: those that pages show, but with any attributes, so not yet safe. */
export interface Read {
  tree: Root;
  elements: HastRoot;
}

/** Reads a document's Markdown, unless it exceeds the limits: then `excess` says where. */
export function readMarkdown(body: string): Read | { excess: Excess[] } {
  try {
    return readWithin(body);
  } catch (error) {
    // The parser calls itself for each level, and is through with thousands of them before anybody can count them.
    if (error instanceof RangeError)
      return { excess: [excess(START, 'elements thousands deep in each other', LIMITS.depth, FLATTER)] };
    throw error;
  }
}

function readWithin(body: string): Read | { excess: Excess[] } {
  const before = excessInText(body);
  if (before.length > 0) return { excess: before };
  const parsing = excessInParser(body);
  if (parsing.length > 0) return { excess: parsing };
  const tree = parseMarkdown(body);
  const found = excessInTree(tree);
  if (found.length > 0) return { excess: found };
  const elements = toElements(tree);
  const deep = excessOfDepth(elements);
  return deep ? { excess: [deep] } : { tree, elements };
}

/** The same document as elements. Only a document that has raw HTML pays for parsing it. */
export function toElements(tree: Root): HastRoot {
  let hasHtml = false;
  visit(tree, 'html', () => {
    hasHtml = true;
  });
  if (!hasHtml) return toHtml.runSync(tree) as HastRoot;
  const elements = withoutUnshown(toHtmlWithRaw.runSync(tree) as HastRoot);
  endInnerLinks(elements);
  return elements;
}

/**
 * Removes elements that no page shows before anything is made of the tree, so that nothing that is told of a page has them.
 * What stood in them is nested anew: a drawing may hold a paragraph that stands in another one, and HTML may not.
 */
function withoutUnshown(elements: HastRoot): HastRoot {
  const { shown, isAll } = shownOf(elements.children);
  return isAll ? elements : nestAnew.runSync({ ...elements, children: shown });
}

/** Makes links within links mere text: HTML closes the outer one first, but gives up where that is open in many elements. */
function endInnerLinks(elements: HastRoot): void {
  for (const node of elementsInLinks(elements)) {
    if (node.tagName !== 'a') continue;
    node.tagName = 'span';
    delete node.properties.href;
  }
}
