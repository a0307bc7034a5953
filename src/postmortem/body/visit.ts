import type * as Hast from 'hast';
import type * as Mdast from 'mdast';

/** Returned by a visitor to skip the children of a node. */
export const SKIP = 'skip';

/** `SKIP`, optionally with the index of the parent's child to visit next. */
type Result = typeof SKIP | readonly [typeof SKIP, number] | undefined;
type Visitor<Node, Parent> = (node: Node, index: number | undefined, parent: Parent | undefined) => Result;
type AnyNode = { type: string; children?: AnyNode[] };

/**
 * Visits the nodes of a tree, or those of one type, each before its children. Works like unist-util-visit in a fraction of the
 * time: that package sets a function name for every visit, for stack traces.
 */
export function visit(
  tree: Hast.Root | Hast.Element,
  type: 'element',
  visitor: Visitor<Hast.Element, Hast.Root | Hast.Element>,
): void;
export function visit<Type extends Mdast.Nodes['type']>(
  tree: Mdast.Nodes,
  type: Type,
  visitor: Visitor<Extract<Mdast.Nodes, { type: Type }>, Mdast.Parents>,
): void;
export function visit(tree: Mdast.Nodes, visitor: Visitor<Mdast.Nodes, Mdast.Parents>): void;
export function visit(tree: AnyNode, ...rest: readonly unknown[]): void {
  const visitor = rest.at(-1) as Visitor<AnyNode, AnyNode>;
  const type = rest.length > 1 ? rest[0] : undefined;
  const see = (node: AnyNode, index?: number, parent?: AnyNode): number | undefined => {
    const result = type === undefined || node.type === type ? visitor(node, index, parent) : undefined;
    if (result === undefined && node.children) {
      // By index, because visitors insert and remove children.
      for (let at = 0; at < node.children.length; ) {
        const child = node.children[at];
        at = (child && see(child, at, node)) ?? at + 1;
      }
    }
    return Array.isArray(result) ? result[1] : undefined;
  };
  see(tree);
}
