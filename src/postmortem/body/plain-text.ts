import type { Nodes } from 'mdast';

/**
 * Returns the visible text of a node on one line: without the tags, comments and scripts of raw HTML, with a space for each
 * line break, and with the alternative text of images.
 */
export function plainText(node: Nodes): string {
  return textIn(node).replaceAll(/\s+/g, ' ').trim();
}

function textIn(node: Nodes): string {
  if (node.type === 'html') return /^<br\b/i.test(node.value) ? ' ' : '';
  if (node.type === 'break') return ' ';
  if ('value' in node) return node.value;
  if ('alt' in node) return node.alt ?? '';
  return 'children' in node ? withoutScripts(node.children).map(textIn).join('') : '';
}

/** Removes the nodes between the tags of `script` and `template`, whose content pages do not show. */
function withoutScripts(nodes: readonly Nodes[]): readonly Nodes[] {
  if (!nodes.some(isScript)) return nodes;
  let isInside = false;
  return nodes.filter((node) => {
    if (isScript(node)) isInside = true;
    else if (node.type === 'html' && /^<\/(?:script|template)\b/i.test(node.value)) isInside = false;
    return !isInside;
  });
}

function isScript(node: Nodes): boolean {
  return node.type === 'html' && /^<(?:script|template)\b/i.test(node.value);
}
