import type { ParsedFrontmatter } from '../body/parse.ts';
import { FRONTMATTER_KEYS } from '../frontmatter/schema.ts';
import { joinLines, splitLines } from './lines.ts';

/**
 * Returns the text with the keys of the frontmatter in the order of docs/format.md, and `undefined` if it has that order. A
 * custom key stays below the key that it is written below. Empty lines separate groups of keys, each with its own order. Comments on lines of their own may refer to any
 * number of keys, and aliases to what is above them: with either, nothing is moved.
 */
export function orderKeys(source: string, { split }: Pick<ParsedFrontmatter, 'split'>): string | undefined {
  const file = splitLines(source);
  const texts = file.lines.map(({ text }) => text);
  const end = texts.findIndex((text, index) => index > 0 && text.trimEnd() === '---');
  if (!split.data || end < 0 || texts.slice(1, end).some((text) => /^#|(?:^|[\s[{,:-])[&*]\S/.test(text)))
    return undefined;
  const starts = Object.keys(split.data)
    .map((key) => ({ key, index: split.placeOf([key], 'key').line - 1 }))
    .sort((a, b) => a.index - b.index);
  if (starts[0]?.index !== 1 || new Set(starts.map(({ index }) => index)).size < starts.length) return undefined;
  const groups: { rank: number; indexes: number[] }[][] = [[]];
  const order: number[][] = [[0]];
  const close = () =>
    order.push((groups.pop() ?? []).toSorted((a, b) => a.rank - b.rank).flatMap((each) => each.indexes));
  for (const [position, { key, index }] of starts.entries()) {
    const next = starts[position + 1]?.index ?? end;
    let last = next;
    while (texts[last - 1]?.trim() === '') last -= 1;
    const group = groups.at(-1) ?? [];
    group.push({ rank: rankOf(key) ?? group.at(-1)?.rank ?? -1, indexes: range(index, last) });
    if (last === next && next < end) continue;
    close();
    groups.push([]);
    order.push(range(last, next));
  }
  const indexes = [...order.flat(), ...range(end, texts.length)];
  if (indexes.every((index, position) => index === position)) return undefined;
  return joinLines({ ...file, lines: indexes.flatMap((index) => file.lines[index] ?? []) });
}

/** Returns the position of a key; `undefined` for a custom one. */
function rankOf(key: string): number | undefined {
  const rank = FRONTMATTER_KEYS.indexOf(key);
  return rank < 0 ? undefined : rank;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
