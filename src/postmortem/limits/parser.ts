import type { Nodes, Root } from 'mdast';
import { defineMdastPlugin, markdownToHtml, markdownToMdast } from 'satteri';
import { visit } from '../body/visit.ts';
import { type Excess, excess, LIMITS } from './limits.ts';
import { excessOfDepth, placeOf, SPLIT_DOCUMENT, tally } from './tree.ts';

const FEATURES = { gfm: true, frontmatter: false } as const;

// Shorter documents cannot have too many elements.
const SAFE_LENGTH = 20_000;

/** Finds violations of limits on memory, by parsing the whole text. `excessInText` must have passed before. */
export function excessInParser(body: string): Excess[] {
  // Character references are replaced here, because their cost is only known once the texts are parsed.
  const references = body.split('&').length - 1;
  const isHarmless = references * body.length <= LIMITS.characterReferences;
  const text = isHarmless ? body : body.replaceAll('&', '%');
  const nodes = body.length > SAFE_LENGTH ? excessOfNodes(text) : [];
  if (nodes.length > 0 || isHarmless) return nodes;
  return excessOfReferences(text, body);
}

const TYPES = [
  ...['blockquote', 'break', 'code', 'definition', 'delete', 'emphasis', 'footnoteDefinition', 'footnoteReference'],
  ...['heading', 'html', 'image', 'imageReference', 'inlineCode', 'link', 'linkReference', 'list', 'listItem'],
  ...['paragraph', 'strong', 'table', 'tableCell', 'tableRow', 'text', 'thematicBreak'],
];

/** Thrown to abort parsing. */
class TooManyNodes extends Error {
  readonly node: Nodes;

  constructor(node: Nodes) {
    super('There are too many nodes');
    this.node = node;
  }
}

/** Counts the nodes in the parser's native memory: as objects they take ten times as much. */
function excessOfNodes(text: string): Excess[] {
  let count = 0;
  const countNode = (node: Nodes) => {
    count += 1;
    if (count > LIMITS.nodes) throw new TooManyNodes(node);
  };
  const visitors = Object.fromEntries(TYPES.map((type) => [type, countNode]));
  const counter = defineMdastPlugin({ name: 'counter', options: { position: true }, ...visitors });
  try {
    markdownToHtml(text, { features: FEATURES, mdastPlugins: [counter] });
    return [];
  } catch (error) {
    if (error instanceof TooManyNodes)
      return [excess(placeOf(error.node), `at least ${count} elements`, LIMITS.nodes, SPLIT_DOCUMENT)];
    throw error;
  }
}

const REFERENCE = /&(?:#|[a-z])/gi;

/** Finds too many character references. `text` is `body` with each `&` replaced, so that offsets are the same. */
function excessOfReferences(text: string, body: string): Excess[] {
  const tree = markdownToMdast(text, { features: FEATURES }) as Root;
  const tooDeep = excessOfDepth(tree);
  if (tooDeep) return [tooDeep];
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
