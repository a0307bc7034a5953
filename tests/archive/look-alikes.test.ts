import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { proposalsOf, type Said } from '../../src/archive/look-alikes.ts';
import type { WordBag } from '../../src/archive/similarity.ts';

const bag = (id: string, text: string): WordBag => ({ id, words: new Map(text.split(' ').map((word) => [word, 1])) });
const said = (id: string, more: Partial<Said> = {}): Said => ({ id, recurs: [], related: [], unrelated: [], ...more });

const BAGS = [
  bag('flux', 'flux bump teardown pipeline logs'),
  bag('again', 'flux bump teardown pipeline alerts'),
  bag('dns', 'flux resolver zone upgrade expired'),
  bag('label', 'printer queue worker'),
];
const proposed = (...list: Said[]) =>
  [...proposalsOf(list, BAGS)].map(([id, found]) => [id, found.map((other) => other.id)]);

describe('proposalsOf', () => {
  test('proposes what shares enough words, both ways, and nothing else', () =>
    expect(proposed(...BAGS.map(({ id }) => said(id)))).toEqual([
      ['flux', ['again']],
      ['again', ['flux']],
    ]));

  test.each(['recurs', 'related', 'unrelated'] as const)('leaves out what either has said under %s', (key) => {
    expect(proposed(said('flux'), said('again', { [key]: ['flux'] }))).toEqual([]);
    expect(proposed(said('flux', { [key]: ['again'] }), said('again'))).toEqual([]);
  });

  test('what was judged takes no place from the next ones', () => {
    const same = ['a', 'b', 'c', 'd', 'e'].map((id) => bag(id, 'flux bump teardown pipeline'));
    const others = ['v', 'w', 'x', 'y', 'z'].map((id) => bag(id, `${id}1 ${id}2`));
    const judged = proposalsOf([said('a', { recurs: ['b', 'c'] })], [...same, ...others]).get('a');
    expect(judged?.map(({ id }) => id)).toEqual(['d', 'e']);
  });

  test('of an archive of one there is nothing to propose', () =>
    expect(proposalsOf([said('flux')], BAGS.slice(0, 1))).toEqual(new Map()));

  test('never proposes a judged pair, the incident itself or more than three, whatever the archive', () => {
    const ids = [...'abcdefg'];
    const some = fc.subarray(ids, { maxLength: 2 });
    const archive = fc.tuple(
      ...ids.map((id) =>
        fc.record({
          id: fc.constant(id),
          recurs: some,
          related: some,
          unrelated: some,
          words: fc.subarray([...'klmnopqrstuv'], { minLength: 1 }),
        }),
      ),
    );
    fc.assert(
      fc.property(archive, (list) => {
        const bags = list.map(({ id, words }) => bag(id, words.join(' ')));
        for (const [id, found] of proposalsOf(list, bags)) {
          expect(found.length).toBeLessThanOrEqual(3);
          for (const { id: other, score, shared } of found) {
            expect(other).not.toBe(id);
            expect(score).toBeGreaterThanOrEqual(0.1);
            expect(shared.length).toBeGreaterThanOrEqual(3);
            const names = (a: string, b: string) =>
              list.some((each) => each.id === a && [each.recurs, each.related, each.unrelated].flat().includes(b));
            expect(names(id, other) || names(other, id)).toBe(false);
          }
        }
      }),
    );
  });
});
