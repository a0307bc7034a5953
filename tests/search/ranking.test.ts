import { describe, expect, test } from 'vitest';
import { rankMatches } from '../../src/search/ranking.ts';

const posting = (documents: string, weight = 0.5) => ({
  documents: [...documents],
  weights: [...documents].map(() => weight),
});
const hits = (...lists: string[]) =>
  lists.map((list) => ({ words: 1, postings: [{ posting: posting(list), weight: 1 }] }));
const rank = (...parameters: Parameters<typeof rankMatches>) =>
  rankMatches(...parameters).map(({ document, evidence, words }) => `${document} ${evidence} ${words}`);

describe('rankMatches', () => {
  test('weights rare terms more than frequent ones, and counts the terms', () => {
    expect(rank(hits('abcd', 'b', 'abc'), [], 0, [], 8)).toEqual(
      ['b all 3', 'a some 2', 'c some 2', 'd some 1'].slice(0, 3),
    );
  });

  test('never ranks weaker evidence before stronger', () => {
    const found = rank(hits('abcd', 'abc'), [posting('c')], 1, ['d', 'e'], 100);
    expect(found).toEqual(['d same-error 1', 'e same-error 0', 'c phrase 2', 'a all 2', 'b all 2']);
  });

  test('prefers phrases', () => {
    expect(rank(hits('abc', 'abc', 'd'), [posting('c')], 2, [], 8)[0]).toBe('c some 2');
  });

  test('uses the best of a term’s hits, not their sum', () => {
    const one = {
      words: 1,
      postings: [
        { posting: posting('a'), weight: 1 },
        { posting: posting('a'), weight: 0.5 },
      ],
    };
    expect(rankMatches([one], [], 0, [], 8)).toEqual(rankMatches(hits('a'), [], 0, [], 8));
  });

  test('drops documents far below the best', () => {
    expect(rank(hits('a', 'a', 'abcdefg'), [], 0, [], 8)).toEqual(['a all 3']);
    expect(rank([], [], 0, [], 8)).toEqual([]);
  });
});
