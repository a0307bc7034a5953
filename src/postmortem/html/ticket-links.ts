import type { Element, ElementContent, Root } from 'hast';
import { splitAtTickets, type Trackers } from '../tickets.ts';

/** Elements whose text stays as it is: links, and text that is quoted exactly. */
const EXACT = new Set(['a', 'code', 'kbd', 'pre', 'samp']);

/** Turns the tickets in the text of a tree into links, if `trackers` has their addresses; not in code and existing links. */
export function linkTickets(root: Root, trackers: Trackers): void {
  if (Object.keys(trackers).length > 0) linkWithin(root, trackers);
}

function linkWithin(node: Root | Element, trackers: Trackers): void {
  const children = node.children as ElementContent[];
  node.children = children.flatMap((child): ElementContent[] => {
    if (child.type === 'text') return splitAtTickets(child.value, trackers).map(linkOrText);
    if (child.type === 'element' && !EXACT.has(child.tagName)) linkWithin(child, trackers);
    return [child];
  });
}

function linkOrText({ text, href }: ReturnType<typeof splitAtTickets>[number]): ElementContent {
  const value = { type: 'text' as const, value: text };
  if (href === undefined) return value;
  const properties = { href, rel: ['external', 'noopener', 'noreferrer'] };
  return { type: 'element', tagName: 'a', properties, children: [value] };
}
