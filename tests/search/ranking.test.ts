import { describe, expect, test } from 'vitest';
import { parseExcerpt } from '../../src/search/excerpt.ts';
import { type Hit, type Ranked, rankSome, rankWhole } from '../../src/search/ranking.ts';

const hits = (ids: string, of = '') => [...ids].map((id) => ({ id, of }));
const show = (ranked: readonly Ranked<Hit>[]) => ranked.map(({ hit, words }) => `${hit.id}${words}`).join(' ');

describe('rankWhole', () => {
  test('puts documents with the words in a row first, in the order of the others', () => {
    expect(show(rankWhole(hits('cb'), hits('abcd'), 2))).toBe('b2 c2 a2 d2');
    expect(show(rankWhole(hits('x'), hits('a'), 3))).toBe('x3 a3');
    expect(rankWhole([], [], 2)).toEqual([]);
  });
});

describe('rankSome', () => {
  test('weighs rare words more than frequent ones and counts the words', () => {
    expect(show(rankSome([hits('abcd'), hits('b'), hits('abc')], [], 8))).toBe('b3 a2 c2');
  });

  test('prefers words that stand in a row', () => {
    expect(show(rankSome([hits('abc'), hits('abc')], [hits('c')], 8))).toBe('c2 a2 b2');
  });

  test('leaves out what has only words that everything has', () => {
    expect(show(rankSome([hits('abcd'), hits('d')], [], 4))).toBe('d1');
    expect(rankSome([hits('abcd')], [hits('abcd')], 4)).toEqual([]);
    expect(rankSome([[], []], [[]], 4)).toEqual([]);
  });

  test('shows a document by its rarest word', () => {
    expect(rankSome([hits('ab', 'often'), hits('a', 'rare')], [], 8)[0]?.hit.of).toBe('rare');
  });
});

describe('parseExcerpt', () => {
  test.each([
    ['plain', [{ text: 'plain', marked: false }]],
    [
      'the <mark>pool</mark> is',
      [
        { text: 'the ', marked: false },
        { text: 'pool', marked: true },
        { text: ' is', marked: false },
      ],
    ],
    ['<mark>&lt;b&gt;</mark>', [{ text: '<b>', marked: true }]],
    ['a &amp;lt; b', [{ text: 'a &lt; b', marked: false }]],
    ['<img onerror=x> <mark>', [{ text: '<img onerror=x> <mark>', marked: false }]],
  ])('takes %j apart', (excerpt, parts) => {
    expect(parseExcerpt(excerpt)).toEqual(parts);
  });
});
