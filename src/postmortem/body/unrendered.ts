import type { FootnoteDefinition, Nodes, Root } from 'mdast';
import { SKIP, visit } from './visit.ts';

/**
 * Removes the nodes that are not rendered, so that nothing derived from the tree contains them: unreferenced footnotes,
 * footnotes with a duplicate label, and table cells beyond the columns of the header.
 */
export function removeUnrendered(tree: Root): void {
  const footnotes: FootnoteDefinition[] = [];
  visit(tree, (node) => {
    if (node.type === 'footnoteDefinition') footnotes.push(node);
    if (node.type !== 'table') return;
    const columns = node.children[0]?.children.length ?? 0;
    for (const row of node.children) row.children.splice(columns);
  });
  if (footnotes.length === 0) return;
  const referenced = referencedFootnotes(tree, footnotes);
  visit(tree, (node) => {
    if (!('children' in node)) return;
    const kept = node.children.filter((child) => child.type !== 'footnoteDefinition' || referenced.has(child));
    node.children = kept as typeof node.children;
  });
}

/** Returns the footnotes that are referenced from the text, directly or from another referenced footnote. */
function referencedFootnotes(tree: Root, footnotes: readonly FootnoteDefinition[]): Set<Nodes> {
  const byLabel = new Map(footnotes.toReversed().map((footnote) => [footnote.identifier.toLowerCase(), footnote]));
  const referenced = new Set<Nodes>([tree]);
  for (const from of referenced) {
    visit(from, (node) => {
      if (node !== from && node.type === 'footnoteDefinition') return SKIP;
      const footnote = node.type === 'footnoteReference' && byLabel.get(node.identifier.toLowerCase());
      if (footnote) referenced.add(footnote);
      return undefined;
    });
  }
  return referenced;
}
