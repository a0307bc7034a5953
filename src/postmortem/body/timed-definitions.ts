import type { Definition, Paragraph, Root } from 'mdast';
import { visit } from './visit.ts';

const TIME = /^~?(?:\d{4}-\d{2}-\d{2}[T\s])?\d{1,2}:\d{2}\b/;

/**
 * Turns definitions of links back into text if their name is a time: `[15:45]: Alert` is meant as an entry of a timeline, and would
 * not be shown.
 */
export function restoreTimedDefinitions(tree: Root): void {
  visit(tree, (node) => {
    if (!('children' in node)) return;
    const children = node.children.map((child) => {
      return child.type === 'definition' && TIME.test(child.label ?? '') ? textOf(child) : child;
    });
    node.children = children as typeof node.children;
  });
}

function textOf({ label, url, title, position }: Definition): Paragraph {
  const value = `[${label}]: ${url}${title ? ` "${title}"` : ''}`;
  return { type: 'paragraph', children: [{ type: 'text', value }], ...(position && { position }) };
}
