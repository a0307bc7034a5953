import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bestWindow, excerptOf, formsIn, markerOf, openingOf, type TextPart } from '../../src/search/excerpt.ts';
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
  test('selects the part with the most query terms, under its heading', async () => {
    const excerpt = excerptOf(SECTIONS, await terms('connection pool maxConnections'));
    expect(excerpt).toMatchObject({ anchor: 'root-cause', title: 'Root cause' });
    expect(show(excerpt?.parts ?? [])).toMatch(/^The \[pool\] was small: \[max_connections\] was 10\. .* …$/);
  });

  test('begins a little before the first match', async () => {
    const { anchor, parts = [] } = excerptOf(SECTIONS, await terms('ran out')) ?? {};
    expect(anchor).toBe('impact');
    expect(show(parts)).toMatch(/^… .*Connections \[ran\] \[out\]\.$/);
    expect(show(parts).length).toBeLessThan(150);
  });

  test('is undefined if the text contains none of the terms', async () => {
    expect(excerptOf(SECTIONS, await terms('qqqq'))).toBeUndefined();
    expect(excerptOf([], await terms('pool'))).toBeUndefined();
  });
});

describe('markerOf', () => {
  test.each([
    ['pools', 'The pool is full', 'The [pool] is full'],
    ['max_con', 'max_connections', '[max_connections]'],
    ['pool', '<b>pool</b> & "pool"', '<b>[pool]</b> & "[pool]"'],
    ['pool', '', ''],
  ])('marks %j in %j', async (query, text, expected) =>
    expect(show(markerOf(await terms(query))(text))).toBe(expected),
  );
});

describe('bestWindow', () => {
  const hits = fc
    .uniqueArray(fc.nat(300), { maxLength: 60 })
    .chain((places) => fc.tuple(...places.sort((a, b) => a - b).map((at) => fc.nat(4).map((term) => ({ at, term })))));
  const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 5 });

  test('returns the first of the best windows', () => {
    fc.assert(
      fc.property(hits, weights, (list, weight) => {
        const scores = list.map(({ at }) => {
          const near = list.filter((other) => other.at >= at && other.at < at + 26);
          return [...new Set(near.map(({ term }) => term))].reduce((sum, term) => sum + (weight[term] ?? 0), 0);
        });
        const best = Math.max(0, ...scores);
        const expected = best > 0 ? { score: best, from: list[scores.indexOf(best)]?.at } : undefined;
        expect(bestWindow(list, weight)).toEqual(expected);
      }),
    );
  });

  test('takes linear time in the number of hits', () => {
    let looks = 0;
    const list = Array.from({ length: 20_000 }, (_, place) => ({
      get at() {
        looks++;
        return place;
      },
      term: place % 16,
    }));
    expect(bestWindow(list, Array(16).fill(1))).toEqual({ score: 16, from: 0 });
    expect(looks).toBeLessThan(5 * list.length);
  });
});

test('a document of two megabytes of query terms has an excerpt', async () => {
  const text = 'The pool ran out of connections. '.repeat(2 ** 16);
  const excerpt = excerptOf([{ anchor: 'all', title: 'All', text }], await terms('pool connections'));
  expect(show(excerpt?.parts ?? [])).toMatch(/^The \[pool\] ran out of \[connections\]\. .* …$/);
  const forms = formsIn([text], await terms('max_connections'), 2);
  expect(forms).toEqual([[]]);
});

describe('formsIn', () => {
  test('returns the spellings of each term in the texts, once each', async () => {
    const texts = ['Pools and a pool', 'More POOLS; connections', 'pooling'];
    expect(formsIn(texts, await terms('pool connection'), 3)).toEqual([['Pools', 'pool', 'POOLS'], ['connections']]);
    expect(formsIn(texts, [], 3)).toEqual([]);
  });
});

describe('openingOf', () => {
  test.each([
    ['few words', 'It began at noon.', 'It began at noon.'],
    // Stop words do not count, but are shown.
    ['many words', 'long words '.repeat(30), `${'long words '.repeat(16).trim()} …`],
    ['a word that is no word', 'x'.repeat(5000), `${'x'.repeat(1000)} …`],
  ])('of %s', (_, text, expected) => {
    expect(openingOf([{ text: '' }, { text }])?.parts).toEqual([{ text: expected, marked: false }]);
  });
});
