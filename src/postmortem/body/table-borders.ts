import { bisectLeft } from 'd3-array';
import type { Nodes, Root } from 'mdast';

const ADDRESS = /https?:\/\/|www\./i;
// A border right behind a cell's text.
const BORDER = /(?<=[^\s|\\])\|/g;
const HYPHENS = /^[\s>|:-]+$/;

/**
 * Parses with a parser that takes the border of a table's cell for more of the bare address before it: has it read such
 * rows with a space before their borders, which says the same, and gives the places in the text as it is.
 */
export function parseWithBorders(body: string, parse: (body: string) => Root): Root {
  const lines = body.split('\n');
  const rows = candidatesAmong(lines);
  if (rows.size === 0) return parse(body);
  // What turns out to be no row of a table is left alone: there a space would change the text.
  const tables = rowsOf(parse(spaced(lines, rows).text));
  const { text, spaces } = spaced(lines, new Set([...rows].filter((row) => tables.has(row))));
  const tree = parse(text);
  for (const node of nodesOf(tree)) {
    if (!node.position) continue;
    const { start, end } = node.position;
    node.position = { start: unspaced(start, spaces), end: unspaced(end, spaces) };
  }
  return tree;
}

/** Numbers of the lines that may be rows with an address, from 1: those with a line of hyphens above or right below. */
function candidatesAmong(lines: readonly string[]): Set<number> {
  const rows = new Set<number>();
  let isBelow = false;
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1] ?? '';
    if (line.trim() === '') isBelow = false;
    isBelow ||= isHyphens(line);
    if ((isBelow || isHyphens(next)) && ADDRESS.test(line) && line.search(BORDER) >= 0) rows.add(index + 1);
  }
  return rows;
}

function isHyphens(line: string): boolean {
  return HYPHENS.test(line) && line.includes('-') && /[|:]/.test(line);
}

/** The text with a space before each border of the given lines; `spaces` are their columns in it, by line. */
function spaced(lines: readonly string[], rows: ReadonlySet<number>): { text: string; spaces: Map<number, number[]> } {
  const spaces = new Map<number, number[]>();
  const text = lines.map((line, index) => {
    if (!rows.has(index + 1)) return line;
    const columns = [...line.matchAll(BORDER)].map((match, count) => match.index + 1 + count);
    spaces.set(index + 1, columns);
    return line.replaceAll(BORDER, ' |');
  });
  return { text: text.join('\n'), spaces };
}

function rowsOf(tree: Root): Set<number> {
  const rows = nodesOf(tree).filter(({ type }) => type === 'tableRow');
  return new Set(rows.flatMap(({ position }) => position?.start.line ?? []));
}

/** All nodes of a tree, which may be deeper than a function can call itself. */
function nodesOf(tree: Root): Nodes[] {
  const nodes: Nodes[] = [tree];
  for (const node of nodes) if ('children' in node) for (const child of node.children) nodes.push(child);
  return nodes;
}

type Place = { line: number; column: number };

/** The place in the text as it is; its offset, which nothing needs, is left out. */
function unspaced({ line, column }: Place, spaces: ReadonlyMap<number, readonly number[]>): Place {
  return { line, column: column - bisectLeft(spaces.get(line) ?? [], column) };
}
