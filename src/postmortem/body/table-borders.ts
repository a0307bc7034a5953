import { bisectLeft } from 'd3-array';
import type { Nodes, Root } from 'mdast';

const ADDRESS = /https?:\/\/|www\./i;
// A border directly after a cell's text.
const BORDER = /(?<=[^\s|\\])\|/g;
const HYPHENS = /^[\s>|:-]+$/;

/**
 * Works around a parser that treats a cell border as part of the bare address before it: inserts a space before the borders
 * of such rows, which does not change the meaning, and maps positions back to the original text.
 */
export function parseWithBorders(body: string, parse: (body: string) => Root): Root {
  const lines = body.split('\n');
  const rows = findCandidates(lines);
  if (rows.size === 0) return parse(body);
  // Outside tables a space would change the text, so only lines that were parsed as table rows are modified.
  const tables = tableRows(parse(insertSpaces(lines, rows).text));
  const { text, spaces } = insertSpaces(lines, new Set([...rows].filter((row) => tables.has(row))));
  const tree = parse(text);
  const starts = lineStarts(lines);
  for (const node of allNodes(tree)) {
    if (!node.position) continue;
    const { start, end } = node.position;
    node.position = { start: removeSpaces(start, spaces, starts), end: removeSpaces(end, spaces, starts) };
  }
  return tree;
}

/** Returns the numbers (from 1) of lines that may be table rows with an address: a delimiter row is above or directly below. */
function findCandidates(lines: readonly string[]): Set<number> {
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

/** Inserts a space before each border in the given lines. `spaces` has the columns of the inserted spaces by line. */
function insertSpaces(
  lines: readonly string[],
  rows: ReadonlySet<number>,
): { text: string; spaces: Map<number, number[]> } {
  const spaces = new Map<number, number[]>();
  const text = lines.map((line, index) => {
    if (!rows.has(index + 1)) return line;
    const columns = [...line.matchAll(BORDER)].map((match, count) => match.index + 1 + count);
    spaces.set(index + 1, columns);
    return line.replaceAll(BORDER, ' |');
  });
  return { text: text.join('\n'), spaces };
}

function tableRows(tree: Root): Set<number> {
  const rows = allNodes(tree).filter(({ type }) => type === 'tableRow');
  return new Set(rows.flatMap(({ position }) => position?.start.line ?? []));
}

/** Returns all nodes of a tree, without recursion, because the tree may be too deep for the call stack. */
function allNodes(tree: Root): Nodes[] {
  const nodes: Nodes[] = [tree];
  for (const node of nodes) if ('children' in node) for (const child of node.children) nodes.push(child);
  return nodes;
}

type Place = { line: number; column: number };

/** Maps a position back to the original text. Parsing raw HTML requires its offset. */
function removeSpaces(
  { line, column: written }: Place,
  spaces: ReadonlyMap<number, readonly number[]>,
  starts: readonly number[],
): Place & { offset: number } {
  const column = written - bisectLeft(spaces.get(line) ?? [], written);
  return { line, column, offset: (starts[line - 1] ?? 0) + column - 1 };
}

/** Returns the offset of each line. */
function lineStarts(lines: readonly string[]): number[] {
  let start = 0;
  return lines.map(({ length }) => {
    const at = start;
    start += length + 1;
    return at;
  });
}
