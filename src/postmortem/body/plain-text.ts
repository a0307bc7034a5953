import type { Nodes } from 'mdast';

/**
 * What a reader reads of a node, on one line: without tags, comments and scripts of raw HTML, with a space for each line
 * break and the alternative text of images.
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

/** The nodes without those between the tags of an element whose content no page shows. */
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
