import type { Nodes as HastNodes, Root as HastRoot } from 'hast';
import type { Definition, Nodes, Root, RootContent } from 'mdast';
import { type Place, START } from '../../diagnostics/diagnostic.ts';
import { type Excess, excess, LIMITS } from './limits.ts';
import { openTags } from './tags.ts';

/** Help for too many elements. */
export const SPLIT_DOCUMENT = 'Split the document, or move long logs and tables into linked files.';
/** Help for elements that are nested too deeply. */
export const NEST_LESS = 'Nest lists, block quotes and HTML less deeply.';

/** Finds violations of limits in a parsed document, before it is converted to HTML: the first of each kind. See `LIMITS`. */
export function excessInTree(tree: Root): Excess[] {
  // Checked first, because all other traversals recurse for each level.
  const tooDeep = excessOfDepth(tree);
  return tooDeep ? [tooDeep] : [...excessOfKinds(tree), ...excessOfElements(tree)];
}

/** Finds a node that is nested in more than `LIMITS.depth` others. */
export function excessOfDepth(tree: Root | HastRoot): Excess | undefined {
  const deepNode = placeBelow(tree, 0);
  return (
    deepNode &&
    excess(deepNode.place ?? START, `elements nested ${LIMITS.depth + 1} levels deep`, LIMITS.depth, NEST_LESS)
  );
}

/** Returns the place of a node that is too deep, or of its nearest ancestor that has one. */
function placeBelow(node: Nodes | HastNodes, depth: number): { place: Place | undefined } | undefined {
  if (depth > LIMITS.depth) return { place: writtenPlace(node) };
  for (const child of 'children' in node ? node.children : []) {
    const deepNode = placeBelow(child, depth + 1);
    if (deepNode) return { place: deepNode.place ?? writtenPlace(node) };
  }
  return undefined;
}

function excessOfKinds(tree: Root): Excess[] {
  const headings = tally(LIMITS.headings);
  const footnotes = tally(LIMITS.footnotes);
  const links = tally(LIMITS.links);
  const copied = tally(LIMITS.definitions);
  const definitions = new Map<string, number>();
  walk(tree, (node) => {
    if (node.type !== 'definition') return;
    definitions.set(node.identifier, definitions.get(node.identifier) ?? lengthOf(node));
    copied.add(node, lengthOf(node));
  });
  walk(tree, (node) => {
    if (node.type === 'heading') headings.add(node);
    else if (node.type.startsWith('footnote')) footnotes.add(node);
    else if (node.type.startsWith('link') || node.type.startsWith('image')) links.add(node);
    if ('referenceType' in node) copied.add(node, definitions.get(node.identifier));
  });
  return [
    ...headings.excess('headings', 'Turn the smallest sections into paragraphs or lists.'),
    ...footnotes.excess('footnotes and references to them', 'Move some footnotes into the text.'),
    ...links.excess('links and images', 'Move the list of links into a linked file.'),
    ...copied.excess('characters in link definitions and their uses', 'Use the longest definitions less often.'),
  ];
}

function lengthOf({ url, title }: Definition): number {
  return url.length + (title?.length ?? 0);
}

/** Finds too many list items, table rows and lines of paragraphs in the content of a section. `name` is the plural noun for them. */
export function excessOfItems(content: readonly RootContent[], name: string): Excess[] {
  const items = tally(LIMITS.entries);
  for (const node of content) {
    walk(node, (each) => {
      if (each.type === 'listItem' || each.type === 'tableRow') items.add(each);
      // A paragraph may have an entry on each line.
      if (each.type === 'paragraph') items.add(each, linesOf(each) - 1);
    });
  }
  return items.excess(name, 'Keep the most important ones, and link to a file with all of them.');
}

function linesOf({ position }: Nodes): number {
  return position ? position.end.line - position.start.line + 1 : 1;
}

/** Counts the elements that nodes and tags will become, including the copies of unclosed tags in later blocks. */
function excessOfElements(tree: Root): Excess[] {
  const elements = tally(LIMITS.nodes);
  const copies = tally(LIMITS.nodes);
  const tags = openTags();
  const nestedTags: Excess[] = [];
  let unclosed: Nodes | undefined;
  walk(tree, (node) => {
    if (node.type === 'root') return;
    const before = tags.count;
    if (node.type === 'html') tags.read(node.value);
    if (tags.depth > LIMITS.depth && nestedTags.length === 0) {
      nestedTags.push(excess(placeOf(node), `${tags.depth} nested tags`, LIMITS.depth, NEST_LESS));
    }
    // Each line of a code block becomes an element with a text.
    const lines = node.type === 'code' ? 2 * node.value.split('\n').length : 0;
    const more = 1 + lines + tags.count - before;
    elements.add(node, more);
    unclosed = tags.formatting > 0 ? (unclosed ?? node) : undefined;
    if (unclosed) copies.add(unclosed, more * tags.formatting);
  });
  return [
    ...nestedTags,
    ...elements.excess('elements', SPLIT_DOCUMENT),
    ...copies.excess(
      'elements from unclosed tags such as `<b>`, which are reopened in each paragraph',
      'Close the tags.',
    ),
  ];
}

/** Creates a counter that remembers the node at which the count exceeds the limit. */
export function tally(limit: number) {
  let count = 0;
  let last: Nodes | undefined;
  return {
    add(node: Nodes, more = 1): void {
      if (count <= limit && count + more > limit) last = node;
      count += more;
    },
    excess(name: string, help: string): Excess[] {
      return last ? [excess(placeOf(last), `${count} ${name}`, limit, help)] : [];
    },
  };
}

function walk(node: Nodes, visitor: (node: Nodes) => void): void {
  visitor(node);
  if ('children' in node) for (const child of node.children) walk(child, visitor);
}

/** Returns the place of a node in the parsed text; the start of the text for nodes without a place. */
export function placeOf(node: Nodes | HastNodes): Place {
  return writtenPlace(node) ?? START;
}

/**
 * Returns the place of a node in the source, or `undefined` for elements implied by raw HTML. An unclosed element may end
 * before it starts: then the place is empty.
 */
export function writtenPlace({ position }: Nodes | HastNodes): Place | undefined {
  const { start, end }: Partial<NonNullable<typeof position>> = position ?? {};
  if (!start || !end) return undefined;
  const isEndAfterStart = end.line > start.line || (end.line === start.line && end.column >= start.column);
  const { line: endLine, column: endColumn } = isEndAfterStart ? end : start;
  return { line: start.line, column: start.column, endLine, endColumn };
}
