import type { FootnoteDefinition, Nodes, Root } from 'mdast';
import { SKIP, visit } from './visit.ts';

/**
 * Takes out of a document what no page shows of it, so that nothing that is made from the tree has it either: footnotes that
 * nothing calls, second ones of a label, and cells of a table's row for which its head has no column.
 */
export function dropUnread(tree: Root): void {
  const footnotes: FootnoteDefinition[] = [];
  visit(tree, (node) => {
    if (node.type === 'footnoteDefinition') footnotes.push(node);
    if (node.type !== 'table') return;
    const columns = node.children[0]?.children.length ?? 0;
    for (const row of node.children) row.children.splice(columns);
  });
  if (footnotes.length === 0) return;
  const read = calledFootnotes(tree, footnotes);
  visit(tree, (node) => {
    if (!('children' in node)) return;
    const kept = node.children.filter((child) => child.type !== 'footnoteDefinition' || read.has(child));
    node.children = kept as typeof node.children;
  });
}

/** The footnotes that are called from the text, or from one that is. */
function calledFootnotes(tree: Root, footnotes: readonly FootnoteDefinition[]): Set<Nodes> {
  const byLabel = new Map(footnotes.toReversed().map((footnote) => [footnote.identifier.toLowerCase(), footnote]));
  const called = new Set<Nodes>([tree]);
  for (const from of called) {
    visit(from, (node) => {
      if (node !== from && node.type === 'footnoteDefinition') return SKIP;
      const footnote = node.type === 'footnoteReference' && byLabel.get(node.identifier.toLowerCase());
      if (footnote) called.add(footnote);
      return undefined;
    });
  }
  return called;
}
