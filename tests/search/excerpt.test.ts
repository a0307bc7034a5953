import { describe, expect, test } from 'vitest';
import { excerptOf, markWords, type TextPart } from '../../src/search/excerpt.ts';
import { findMatches } from '../../src/search/find.ts';
import { memorySource } from '../../src/search/memory-source.ts';

const SECTIONS = [
  { anchor: '', title: '', text: 'It began at noon.' },
  {
    anchor: 'impact',
    title: 'Impact',
    text: `${'So it went on and on for long. '.repeat(20)}Connections ran out.`,
    code: [],
  },
  {
    anchor: 'root-cause',
    title: 'Root cause',
    text: `The pool was small: max_connections was 10. ${'Nobody had looked there before. '.repeat(20)}`,
  },
];
const sections = SECTIONS.map((section) => ({ ...section, code: [] }));
const source = memorySource([{ id: 'one', title: 'Pool', names: [], sections }]);
const terms = async (query: string) => (await findMatches(query, source)).terms;
const show = (parts: readonly TextPart[]) => parts.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('');

describe('excerptOf', () => {
  test('takes the part with the most words of the query, under its heading', async () => {
    const excerpt = excerptOf(SECTIONS, await terms('connection pool maxConnections'));
    expect(excerpt).toMatchObject({ anchor: 'root-cause', title: 'Root cause' });
    expect(show(excerpt?.parts ?? [])).toMatch(/^The \[pool\] was small: \[max_connections\] was 10\. .* …$/);
  });

  test('begins a little before the first hit', async () => {
    const { anchor, parts = [] } = excerptOf(SECTIONS, await terms('ran out')) ?? {};
    expect(anchor).toBe('impact');
    expect(show(parts)).toMatch(/^… .*Connections \[ran\] \[out\]\.$/);
    expect(show(parts).length).toBeLessThan(150);
  });

  test('is absent where the text has none of the words', async () => {
    expect(excerptOf(SECTIONS, await terms('qqqq'))).toBeUndefined();
    expect(excerptOf([], await terms('pool'))).toBeUndefined();
  });
});

describe('markWords', () => {
  test.each([
    ['pools', 'The pool is full', 'The [pool] is full'],
    ['max_con', 'max_connections', '[max_connections]'],
    ['pool', '<b>pool</b> & "pool"', '<b>[pool]</b> & "[pool]"'],
    ['pool', '', ''],
  ])('marks %j in %j', async (query, text, expected) =>
    expect(show(markWords(text, await terms(query)))).toBe(expected),
  );
});
