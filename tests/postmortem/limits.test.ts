import { describe, expect, test } from 'vitest';
import { readMarkdown } from '../../src/postmortem/body/elements.ts';
import { LIMITS } from '../../src/postmortem/limits/limits.ts';

/** Returns the violations of limits as places and messages; empty for a document within the limits. */
function excessOf(body: string): string[] {
  const read = readMarkdown(body);
  return 'excess' in read ? read.excess.map(({ place, message }) => `${place.line}:${place.column} ${message}`) : [];
}

const times = (count: number, text: string) => text.repeat(count);
const numbered = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index)).join('');
const table = (columns: number, rows: number) =>
  `|${times(columns, 'a|')}\n|${times(columns, '-|')}\n${times(rows, `|${times(columns, 'b|')}\n`)}`;

describe('a document', () => {
  test.each<[string, (count: number) => string, number, string]>([
    [
      'characters',
      (count) => times(count - 1, 'a'),
      LIMITS.paragraph,
      '1:1 Unexpected 250001 characters without an empty line',
    ],
    [
      'characters in a word',
      (count) => `a ${times(count - 2, 'a')}_a`,
      LIMITS.word,
      '1:1 Unexpected word of 10001 characters',
    ],
    [
      'emphasis characters',
      (count) => times(count, '*a\n\n'),
      LIMITS.emphasis,
      '40001:1 Unexpected 20001 or more emphasis characters',
    ],
    ['columns', (count) => `text\n\n${table(count, 2)}`, LIMITS.columns, '4:1 Unexpected table of 101 columns'],
    [
      'block quotes',
      (count) => `> a\n\n${times(count - 1, '>')}`,
      LIMITS.depth,
      '3:100 Unexpected elements nested 101 levels deep',
    ],
    ['tags', (count) => `a\n\n${times(count, '<div>')}`, LIMITS.depth, '3:1 Unexpected 101 nested tags'],
    [
      'headings',
      (count) => numbered(count, (index) => `# a${index}\n`),
      LIMITS.headings,
      '1001:1 Unexpected 1001 headings',
    ],
    [
      'footnote references',
      (count) => `[^a]: b\n\n${times(count - 1, '[^a]\n')}`,
      LIMITS.footnotes,
      '1002:1 Unexpected 1001 footnotes',
    ],
    ['links', (count) => times(count, '[a](b)\n\n'), LIMITS.links, '10001:1 Unexpected 5001 links and images'],
    ['images', (count) => times(count, '![a](b)\n\n'), LIMITS.links, '10001:1 Unexpected 5001 links and images'],
    [
      'lines of code',
      // Each line is an element with a text; the paragraph, its text and the block add three.
      (count) => `a\n\n\`\`\`\n${times(Math.ceil((count - 3) / 2), 'a\n')}\`\`\``,
      LIMITS.nodes - 1,
      '3:1 Unexpected 50001 elements',
    ],
    [
      'texts',
      (count) => `${times(Math.floor(count / 2), 'a\n\n')}${count % 2 ? '***' : ''}`,
      LIMITS.nodes,
      '50001:1 Unexpected at least 50001 elements',
    ],
    [
      'characters in link definitions and their uses',
      (count) => `[a]: b "${times(count / 9 - 1, 'c')}"\n\n${times(8, '[a]\n')}${count % 9 ? '\n[b]: c' : ''}`,
      LIMITS.definitions,
      '10:1 Unexpected 90001 characters in link definitions and their uses',
    ],
  ])('may have a limited number of %s', (_, make, limit, message) => {
    expect(excessOf(make(limit))).toEqual([]);
    expect(excessOf(make(limit + 1))).toEqual([expect.stringContaining(message)]);
  });
});

test('the place of an unclosed element that is too deep does not end before it starts', () => {
  const read = readMarkdown(`${times(35, '1. ')}${times(30, '<details>')}a\n\n# b\n`);
  expect('excess' in read && read.excess).toMatchObject([{ place: { line: 1, endLine: 1 } }]);
  const { column = 0, endColumn = 0 } = ('excess' in read && read.excess[0]?.place) || {};
  expect(endColumn).toBeGreaterThanOrEqual(column);
});
