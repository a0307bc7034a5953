import type { Nodes } from 'mdast';

/**
 * What a reader reads of a node, on one line: without tags and comments of raw HTML, with a space for each line break and
 * the alternative text of images.
 */
export function plainText(node: Nodes): string {
  return textIn(node).replaceAll(/\s+/g, ' ').trim();
}

function textIn(node: Nodes): string {
  if (node.type === 'html') return /^<br\b/i.test(node.value) ? ' ' : '';
  if (node.type === 'break') return ' ';
  if ('value' in node) return node.value;
  if ('alt' in node) return node.alt ?? '';
  return 'children' in node ? node.children.map(textIn).join('') : '';
}
