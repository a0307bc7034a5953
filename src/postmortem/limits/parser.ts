import type { Nodes, Root } from 'mdast';
import { defineMdastPlugin, markdownToHtml, markdownToMdast } from 'satteri';
import { visit } from '../body/visit.ts';
import { type Excess, excess, LIMITS } from './limits.ts';
import { excessOfDepth, placeOf, SPLIT, tally } from './tree.ts';

const FEATURES = { gfm: true, frontmatter: false } as const;

// So few characters cannot be too many elements.
const SMALL = 20_000;

/** Finds what is too much for memory once the whole text is parsed; of what comes before, see `excessInText`. */
export function excessInParser(body: string): Excess[] {
  // The cost of character references, which are read as ordinary ones here, is known only when all texts are.
  const references = body.split('&').length - 1;
  const isHarmless = references * body.length <= LIMITS.characterReferences;
  const text = isHarmless ? body : body.replaceAll('&', '%');
  const nodes = body.length > SMALL ? excessOfNodes(text) : [];
  if (nodes.length > 0 || isHarmless) return nodes;
  return excessOfReferences(text, body);
}

const TYPES = [
  ...['blockquote', 'break', 'code', 'definition', 'delete', 'emphasis', 'footnoteDefinition', 'footnoteReference'],
  ...['heading', 'html', 'image', 'imageReference', 'inlineCode', 'link', 'linkReference', 'list', 'listItem'],
  ...['paragraph', 'strong', 'table', 'tableCell', 'tableRow', 'text', 'thematicBreak'],
];

/** Thrown to leave the parser in the middle of its work. */
class Enough extends Error {
  readonly node: Nodes;

  constructor(node: Nodes) {
    super('There are too many nodes');
    this.node = node;
  }
}

/** Counts the nodes as the parser has them in its own memory: as objects they take ten times as much. */
function excessOfNodes(text: string): Excess[] {
  let count = 0;
  const see = (node: Nodes) => {
    count += 1;
    if (count > LIMITS.nodes) throw new Enough(node);
  };
  const visitors = Object.fromEntries(TYPES.map((type) => [type, see]));
  const counter = defineMdastPlugin({ name: 'counter', options: { position: true }, ...visitors });
  try {
    markdownToHtml(text, { features: FEATURES, mdastPlugins: [counter] });
    return [];
  } catch (error) {
    if (error instanceof Enough)
      return [excess(placeOf(error.node), `at least ${count} elements`, LIMITS.nodes, SPLIT)];
    throw error;
  }
}

const REFERENCE = /&(?:#|[a-z])/gi;

/** `text` is `body` with another sign for each `&`: the same texts stand in the same places of it. */
function excessOfReferences(text: string, body: string): Excess[] {
  const tree = markdownToMdast(text, { features: FEATURES }) as Root;
  const deep = excessOfDepth(tree);
  if (deep) return [deep];
  const work = tally(LIMITS.characterReferences);
  visit(tree, (node) => {
    if ('children' in node || CODE.includes(node.type) || !node.position) return;
    const { start, end } = node.position;
    const source = body.slice(start.offset, end.offset);
    work.add(node, (source.match(REFERENCE)?.length ?? 0) * source.length);
  });
  return work.excess(
    'characters to copy for character references such as `&nbsp;`',
    'Write the characters themselves.',
  );
}

const CODE = ['code', 'inlineCode', 'html'];
