import type { Nodes as HastNodes, Root as HastRoot } from 'hast';
import type { Definition, Nodes, Root, RootContent } from 'mdast';
import { type Place, START } from '../../diagnostics/diagnostic.ts';
import { type Excess, excess, LIMITS } from './limits.ts';
import { openTags } from './tags.ts';

/** What helps against too many elements, and against too many levels of them. */
export const SPLIT = 'Split the document, or link to files of long logs and tables.';
export const FLATTER = 'Nest lists, quotations and HTML less deeply.';

/** Finds what a parsed document has too much of to be made HTML of; of each kind the first. See `LIMITS`. */
export function excessInTree(tree: Root): Excess[] {
  // Whatever else looks at a tree calls itself for each level.
  const deep = excessOfDepth(tree);
  return deep ? [deep] : [...excessOfKinds(tree), ...excessOfElements(tree)];
}

/** Finds a node that stands in more than `LIMITS.depth` others. */
export function excessOfDepth(tree: Root | HastRoot): Excess | undefined {
  const found = placeBelow(tree, 0);
  return (
    found && excess(found.place ?? START, `elements ${LIMITS.depth + 1} deep in each other`, LIMITS.depth, FLATTER)
  );
}

/** The place of a node that is too deep, or of the nearest around it that somebody wrote. */
function placeBelow(node: Nodes | HastNodes, depth: number): { place: Place | undefined } | undefined {
  if (depth > LIMITS.depth) return { place: writtenPlace(node) };
  for (const child of 'children' in node ? node.children : []) {
    const found = placeBelow(child, depth + 1);
    if (found) return { place: found.place ?? writtenPlace(node) };
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
    ...headings.excess('headings', 'Make paragraphs or lists of the smallest sections.'),
    ...footnotes.excess('footnotes and calls of footnotes', 'Write some of the footnotes into the text.'),
    ...links.excess('links and images', 'Link to a file that holds the list of links.'),
    ...copied.excess('characters of definitions and their uses', 'Use the longest of them less often.'),
  ];
}

function lengthOf({ url, title }: Definition): number {
  return url.length + (title?.length ?? 0);
}

/** Finds lists and tables of too many items and rows in the content of a section; `name` is that of the items. */
export function excessOfItems(content: readonly RootContent[], name: string): Excess[] {
  const items = tally(LIMITS.entries);
  for (const node of content) {
    walk(node, (each) => {
      if (each.type === 'listItem' || each.type === 'tableRow') items.add(each);
    });
  }
  return items.excess(name, 'Keep the most important ones, and link to a file of all of them.');
}

/** Counts the elements that become of nodes and tags, with the copies of unclosed tags in all that follows. */
function excessOfElements(tree: Root): Excess[] {
  const elements = tally(LIMITS.nodes);
  const copies = tally(LIMITS.nodes);
  const tags = openTags();
  const found: Excess[] = [];
  let unclosed: Nodes | undefined;
  walk(tree, (node) => {
    if (node.type === 'root') return;
    const before = tags.count;
    if (node.type === 'html') tags.read(node.value);
    if (tags.depth > LIMITS.depth && found.length === 0) {
      found.push(excess(placeOf(node), `${tags.depth} tags in each other`, LIMITS.depth, FLATTER));
    }
    // Each line of a block of code is an element with a text.
    const lines = node.type === 'code' ? 2 * node.value.split('\n').length : 0;
    const more = 1 + lines + tags.count - before;
    elements.add(node, more);
    unclosed = tags.formatting > 0 ? (unclosed ?? node) : undefined;
    if (unclosed) copies.add(unclosed, more * tags.formatting);
  });
  return [
    ...found,
    ...elements.excess('elements', SPLIT),
    ...copies.excess('elements by unclosed tags such as `<b>`, which begin anew in each paragraph', 'Close the tags.'),
  ];
}

/** Adds up what nodes have of something, and notes the one that has too much. */
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

function walk(node: Nodes, see: (node: Nodes) => void): void {
  see(node);
  if ('children' in node) for (const child of node.children) walk(child, see);
}

/** The place of a node in the parsed text; the begin of that for one that nobody wrote. */
export function placeOf(node: Nodes | HastNodes): Place {
  return writtenPlace(node) ?? START;
}

/**
 * Where a node was written; `undefined` of what raw HTML implies. The end of an element that nobody closed may be before its
 * begin: then its place has no length.
 */
export function writtenPlace({ position }: Nodes | HastNodes): Place | undefined {
  const { start, end }: Partial<NonNullable<typeof position>> = position ?? {};
  if (!start || !end) return undefined;
  const isBehind = end.line > start.line || (end.line === start.line && end.column >= start.column);
  const { line: endLine, column: endColumn } = isBehind ? end : start;
  return { line: start.line, column: start.column, endLine, endColumn };
}
