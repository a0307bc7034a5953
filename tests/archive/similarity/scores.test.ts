import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Least,
  makeSimilarityIndex,
  mostSimilar,
  type SimilarityIndex,
  type SimilarityScore,
  scoresOf,
  type TermVector,
} from '../../../src/archive/similarity/scores.ts';

const similarOf = (of: SimilarityIndex, id: string, limit: number, isCandidate?: (id: string) => boolean) =>
  mostSimilar(of, scoresOf(of, id), limit, isCandidate);

const bag = (id: string, text: string): TermVector => {
  const terms = new Map<string, number>();
  for (const word of text.split(' ')) terms.set(word, (terms.get(word) ?? 0) + 1);
  return { id, terms };
};
const FLUX = bag('flux', 'flux bump teardown logs lost');
const AGAIN = bag('again', 'flux bump teardown alerts silent');
const LOGS = bag('logs', 'logs lost annotation namespace patch');
const KAFKA = bag('kafka', 'kafka exporter topic metrics gone');
const index = makeSimilarityIndex([KAFKA, LOGS, AGAIN, FLUX]);

test('weights a document of any number of terms', () => {
  const terms = new Map(Array.from({ length: 200_000 }, (_, place) => [`word${place}`, 1]));
  expect(makeSimilarityIndex([FLUX, { id: 'long', terms }]).documents).toHaveLength(2);
});

describe('mostSimilar', () => {
  test('returns documents that share terms, most similar first, with those terms', () => {
    expect(similarOf(index, 'flux', 3)).toMatchObject([
      { id: 'again', shared: ['bump', 'flux', 'teardown'] },
      { id: 'logs', shared: ['logs', 'lost'] },
    ]);
  });

  test.each([
    ['nothing where nothing is shared', 'kafka', 3, []],
    ['at most as many as requested', 'flux', 1, ['again']],
    ['none if none is requested', 'flux', 0, []],
    ['nothing where there is no such document', 'nowhere', 3, []],
  ])('gives %s', (_, id, limit, ids) => expect(similarOf(index, id, limit).map((found) => found.id)).toEqual(ids));

  test('skips documents that are not candidates without losing others', () =>
    expect(similarOf(index, 'flux', 1, (id) => id !== 'again').map(({ id }) => id)).toEqual(['logs']));

  test('gives a copy the score 1', () => {
    const [found] = similarOf(makeSimilarityIndex([FLUX, KAFKA, { ...FLUX, id: 'copy' }]), 'flux', 1);
    expect(found?.id).toBe('copy');
    expect(found?.score).toBeCloseTo(1);
  });

  test('ignores terms in more than half of many documents', () => {
    const alike = (count: number) => {
      const bags = Array.from({ length: count }, (_, place) => bag(`d${place}`, `outage own${place}`));
      return similarOf(makeSimilarityIndex(bags), 'd0', 1).length;
    };
    expect([alike(20), alike(21)]).toEqual([1, 0]);
  });

  test.each([
    ['1,000 of 2,100 documents', 1000, 2100, 1],
    ['1,001 of 2,100 documents', 1001, 2100, 0],
    ['a tenth of 11,000 documents', 1100, 11_000, 1],
    ['more than a tenth of 11,000 documents', 1101, 11_000, 0],
  ])('of a term in %s, finds documents that share it: %i of %i, %i', (_, sharing, all, found) => {
    const bags = Array.from({ length: all }, (_, place) =>
      bag(`d${place}`, `${place < sharing ? 'outage' : 'other'} own${place}`),
    );
    expect(similarOf(makeSimilarityIndex(bags), 'd0', 1)).toHaveLength(found);
  });

  test('returns only documents with a score and a number of shared terms', () => {
    const [best] = similarOf(index, 'flux', 1);
    const idsWith = (least: Least) =>
      mostSimilar(index, scoresOf(index, 'flux'), 3, () => true, least).map(({ id }) => id);
    expect(idsWith({ score: 0, shared: 3 })).toEqual(['again']);
    expect(idsWith({ score: 0, shared: 4 })).toEqual([]);
    expect(idsWith({ score: best?.score ?? 1, shared: 1 })).toEqual(['again']);
  });
});

describe('for any documents', () => {
  const terms = fc.dictionary(fc.constantFrom(...'abcdefghijklmnop'), fc.integer({ min: 1, max: 9 }));
  const bags = fc
    .array(terms, { minLength: 1, maxLength: 12 })
    .map((list) => list.map((each, place) => ({ id: `d${place}`, terms: new Map(Object.entries(each)) })));

  test('scores are between 0 and 1, best first, and every pair shares terms', () => {
    fc.assert(
      fc.property(bags, (list) => {
        const made = makeSimilarityIndex(list);
        for (const each of list) {
          const scores = similarOf(made, each.id, 20).map(({ score, shared }) => {
            expect(score).toBeGreaterThan(0);
            expect(score).toBeLessThanOrEqual(1);
            expect(shared).not.toEqual([]);
            for (const word of shared) expect(each.terms.has(word)).toBe(true);
            return score;
          });
          expect(scores).toEqual(scores.toSorted((a, b) => b - a));
        }
      }),
    );
  });

  test('is symmetric, with the same terms', () => {
    fc.assert(
      fc.property(bags, (list) => {
        const made = makeSimilarityIndex(list);
        const pairs = new Map<string, SimilarityScore>(
          list.flatMap((each) =>
            similarOf(made, each.id, 20).map((found) => [`${each.id} ${found.id}`, found] as const),
          ),
        );
        for (const [pair, { score, shared }] of pairs) {
          const other = pairs.get(pair.split(' ').reverse().join(' '));
          expect(other?.score).toBeCloseTo(score, 12);
          expect(other?.shared).toEqual(shared);
        }
      }),
    );
  });

  test('does not depend on the order of documents and terms', () => {
    fc.assert(
      fc.property(bags, (list) => {
        const reversed = list.map(({ id, terms }) => ({ id, terms: new Map([...terms].reverse()) })).reverse();
        const [first, second] = [makeSimilarityIndex(list), makeSimilarityIndex(reversed)];
        for (const each of list) {
          const found = similarOf(first, each.id, 20);
          const again = similarOf(second, each.id, 20);
          expect(again.map(({ id, shared }) => [id, shared])).toEqual(found.map(({ id, shared }) => [id, shared]));
        }
      }),
    );
  });
});
