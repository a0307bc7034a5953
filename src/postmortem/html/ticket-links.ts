import type { Element, ElementContent, Root } from 'hast';
import { LIMITS } from '../limits/limits.ts';
import { splitAtTickets, type Trackers } from '../tickets.ts';

/** Elements whose text stays as it is: links, and text that is quoted exactly. */
const EXACT = new Set(['a', 'code', 'kbd', 'pre', 'samp']);

/**
 * Turns the tickets in the text of a tree into links, if `trackers` has their addresses; not in code and existing links. The
 * first count, up to the number of links that a document may have.
 */
export function linkTickets(root: Root, trackers: Trackers): void {
  if (Object.keys(trackers).length > 0) linkWithin(root, trackers, LIMITS.links);
}

/** Returns how many of the links that a document may have are left. */
function linkWithin(node: Root | Element, trackers: Trackers, most: number): number {
  let left = most;
  const children = node.children as ElementContent[];
  node.children = children.flatMap((child): ElementContent[] => {
    if (child.type === 'text') {
      const parts = splitAtTickets(child.value, trackers, left);
      left -= parts.filter(({ href }) => href !== undefined).length;
      return parts.map(linkOrText);
    }
    if (child.type === 'element' && !EXACT.has(child.tagName)) left = linkWithin(child, trackers, left);
    return [child];
  });
  return left;
}

function linkOrText({ text, href }: ReturnType<typeof splitAtTickets>[number]): ElementContent {
  const value = { type: 'text' as const, value: text };
  if (href === undefined) return value;
  const properties = { href, rel: ['external', 'noopener', 'noreferrer'] };
  return { type: 'element', tagName: 'a', properties, children: [value] };
}
