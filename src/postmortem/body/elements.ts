import type { Root as HastRoot } from 'hast';
import type { List, ListItem, Parents, Root } from 'mdast';
import rehypeRaw from 'rehype-raw';
import remarkRehype, { defaultHandlers, type Options } from 'remark-rehype';
import { unified } from 'unified';
import { START } from '../../diagnostics/diagnostic.ts';
import { keepAllowed } from '../html/allowed.ts';
import { elementsInLinks } from '../html/structure.ts';
import { type Excess, excess, LIMITS } from '../limits/limits.ts';
import { excessInParser } from '../limits/parser.ts';
import { excessInText } from '../limits/text.ts';
import { excessInTree, excessOfDepth, NEST_LESS } from '../limits/tree.ts';
import { promoteHeadings } from './bold-headings.ts';
import { parseMarkdown } from './markdown.ts';
import type { SectionNames } from './section-names.ts';
import { restoreTimedDefinitions } from './timed-definitions.ts';
import { visit } from './visit.ts';

// By default, each list item checks all others for looseness, which takes minutes for the longest lists that fit in a file.
const handlers: Options['handlers'] = {
  listItem: (state, node: ListItem, parent: Parents | undefined) =>
    defaultHandlers.listItem(state, node, parent?.type === 'list' ? looseness(parent) : parent),
};

const emptyLists = new WeakMap<List, List>();

/** Returns an empty list that is loose if the given one is. */
function looseness(list: List): List {
  const emptyList = emptyLists.get(list) ?? { type: 'list', spread: isLoose(list), children: [] };
  emptyLists.set(list, emptyList);
  return emptyList;
}

function isLoose({ spread, children }: List): boolean {
  return Boolean(spread) || children.some((item) => item.spread ?? item.children.length > 1);
}

// Sanitizing adds the prefix to footnote ids, as to all ids from documents.
const options = { clobberPrefix: '', handlers } satisfies Options;
const toHtml = unified().use(remarkRehype, options);
const toHtmlWithRaw = unified()
  .use(remarkRehype, { ...options, allowDangerousHtml: true })
  .use(rehypeRaw);
const reparse = unified().use(rehypeRaw);

/** A document's Markdown tree, and its HTML tree. `elements` has only allowed elements but any attributes, so it is not yet safe. */
export interface ParsedMarkdown {
  tree: Root;
  elements: HastRoot;
}

/**
 * Parses a document's Markdown; `names` are the archive's own names of sections. When it exceeds the limits, returns `excess` with
 * the places instead.
 */
export function readMarkdown(body: string, names?: SectionNames): ParsedMarkdown | { excess: Excess[] } {
  try {
    return parseWithinLimits(body, names);
  } catch (error) {
    // The parser recurses for each level, so a document nested thousands deep overflows the stack before levels are counted.
    if (error instanceof RangeError)
      return { excess: [excess(START, 'elements nested thousands of levels deep', LIMITS.depth, NEST_LESS)] };
    throw error;
  }
}

function parseWithinLimits(body: string, names?: SectionNames): ParsedMarkdown | { excess: Excess[] } {
  const textExcess = excessInText(body);
  if (textExcess.length > 0) return { excess: textExcess };
  const parserExcess = excessInParser(body);
  if (parserExcess.length > 0) return { excess: parserExcess };
  const tree = parseMarkdown(body);
  const treeExcess = excessInTree(tree);
  if (treeExcess.length > 0) return { excess: treeExcess };
  restoreTimedDefinitions(tree);
  promoteHeadings(tree, names);
  const elements = toElements(tree);
  const tooDeep = excessOfDepth(elements);
  return tooDeep ? { excess: [tooDeep] } : { tree, elements };
}

/** Converts a Markdown tree to an HTML tree. Raw HTML is parsed only when there is some, because that is slow. */
export function toElements(tree: Root): HastRoot {
  let hasHtml = false;
  visit(tree, 'html', () => {
    hasHtml = true;
  });
  if (!hasHtml) return toHtml.runSync(tree) as HastRoot;
  const elements = removeDisallowed(toHtmlWithRaw.runSync(tree) as HastRoot);
  unwrapNestedLinks(elements);
  return elements;
}

/**
 * Removes disallowed elements before anything is derived from the tree, such as headings or search text. The result is
 * reparsed, because removing an element can leave nesting that HTML forbids, such as a paragraph within a paragraph.
 */
function removeDisallowed(elements: HastRoot): HastRoot {
  const { kept, isUnchanged } = keepAllowed(elements.children);
  return isUnchanged ? elements : reparse.runSync({ ...elements, children: kept });
}

/** Turns links within links into text. HTML parsing closes the outer link first, but not across many open elements. */
function unwrapNestedLinks(elements: HastRoot): void {
  for (const node of elementsInLinks(elements)) {
    if (node.tagName !== 'a') continue;
    node.tagName = 'span';
    delete node.properties.href;
  }
}
