import type { Root } from 'hast';
import { headingRank } from 'hast-util-heading-rank';
import { toString as textOf } from 'hast-util-to-string';
import { visit } from '../body/visit.ts';
import { decode } from './addresses.ts';
import { headingIds, PREFIX } from './ids.ts';

/** Returns the ids that links may name after `#`: those that headings will get (see `rehypeIds`), and those in raw HTML. */
export function anchorsOf(tree: Root): Set<string> {
  const own = new Set<string>();
  visit(tree, 'element', ({ properties: { id } }) => {
    if (typeof id === 'string') own.add(id);
  });
  const idOf = headingIds([...own].map((id) => PREFIX + id));
  const anchors = new Set<string>();
  visit(tree, 'element', (node) => {
    const { id } = node.properties;
    // Only the first of several elements with the same id keeps it.
    if (typeof id === 'string' && own.delete(id)) anchors.add(id);
    else if (headingRank(node) !== undefined) anchors.add(idOf(node));
  });
  return anchors;
}

/**
 * Adjusts links to ids that sanitizing has prefixed. Links to missing ids lose their address. Runs after headings have their
 * ids.
 */
export function rehypeAnchors() {
  return (tree: Root) => {
    const ids = new Set<unknown>();
    visit(tree, 'element', ({ properties }) => {
      ids.add(properties.id);
    });
    visit(tree, 'element', (node) => {
      const { href } = node.properties;
      if (node.tagName !== 'a' || typeof href !== 'string' || !href.startsWith('#')) return;
      const id = decode(href.slice(1));
      if (ids.has(id)) return;
      if (ids.has(PREFIX + id)) node.properties.href = `#${PREFIX}${id}`;
      else delete node.properties.href;
      // Sanitizing itself prefixes `aria-describedby` of footnote references.
    });
  };
}

/** A heading of a rendered document. */
export interface RenderedHeading {
  depth: number;
  id: string;
  text: string;
}

/** Returns the headings that have an id, in order. */
export function headingsOf(tree: Root): RenderedHeading[] {
  const headings: RenderedHeading[] = [];
  visit(tree, 'element', (node) => {
    const [, depth] = /^h([1-6])$/.exec(node.tagName) ?? [];
    const { id } = node.properties;
    if (depth && typeof id === 'string') headings.push({ depth: Number(depth), id, text: textOf(node).trim() });
  });
  return headings;
}
