import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Comparable } from '../../../src/archive/similarity/comparable.ts';
import {
  type DeclaredReferences,
  makeSimilarIncidentIndex,
  similarTo,
  suggestionsOf,
} from '../../../src/archive/similarity/similar-incidents.ts';

/** A document that contains some terms once each, and quotes some errors, by their keys. */
const bag = (id: string, text: string, ...errors: string[]): Comparable => ({
  id,
  terms: new Map(text.split(' ').map((word) => [word, 1])),
  spellings: new Map(),
  errors: new Map(errors.map((key) => [key, `${key} of ${id}`])),
});
const said = (id: string, more: Partial<DeclaredReferences> = {}): DeclaredReferences => ({
  id,
  recurs: [],
  related: [],
  unrelated: [],
  ...more,
});

const BAGS = [
  bag('flux', 'flux bump teardown pipeline logs'),
  bag('again', 'flux bump teardown pipeline alerts'),
  bag('dns', 'flux resolver zone upgrade expired'),
  bag('label', 'printer queue worker'),
];
const proposed = (...list: DeclaredReferences[]) =>
  [...suggestionsOf(list, BAGS)].map(([id, found]) => [id, found.map((other) => other.id)]);

describe('suggestionsOf', () => {
  test('suggests incidents that share enough terms, in both directions, and no others', () =>
    expect(proposed(...BAGS.map(({ id }) => said(id)))).toEqual([
      ['flux', ['again']],
      ['again', ['flux']],
    ]));

  test.each(['recurs', 'related', 'unrelated'] as const)('leaves out what either incident declares under %s', (key) => {
    expect(proposed(said('flux'), said('again', { [key]: ['flux'] }))).toEqual([]);
    expect(proposed(said('flux', { [key]: ['again'] }), said('again'))).toEqual([]);
  });

  test('declared pairs do not displace suggestions', () => {
    const same = ['a', 'b', 'c', 'd', 'e'].map((id) => bag(id, 'flux bump teardown pipeline'));
    const others = ['v', 'w', 'x', 'y', 'z'].map((id) => bag(id, `${id}1 ${id}2`));
    const judged = suggestionsOf([said('a', { recurs: ['b', 'c'] })], [...same, ...others]).get('a');
    expect(judged?.map(({ id }) => id)).toEqual(['d', 'e']);
  });

  test('has no suggestions in an archive of one', () =>
    expect(suggestionsOf([said('flux')], BAGS.slice(0, 1))).toEqual(new Map()));

  test('puts incidents with the same error first, however little else they share', () => {
    const same = bag('same', 'flux printer toner paper ink tray', 'refused');
    const list = [bag('flux', 'flux bump teardown pipeline logs', 'refused'), ...BAGS.slice(1), same];
    expect(suggestionsOf([], list).get('flux')).toMatchObject([
      { id: 'same', sameError: 'refused of same', shared: ['flux'] },
      { id: 'again' },
    ]);
    expect(suggestionsOf([said('same', { unrelated: ['flux'] })], list).get('flux')).toMatchObject([{ id: 'again' }]);
  });

  test('ignores errors that many incidents quote', () => {
    const many = [...'abcde'].map((id) => bag(id, `flux ${id}1 ${id}2`, 'usual'));
    expect(suggestionsOf([], many)).toEqual(new Map());
    expect(suggestionsOf([], many.slice(1)).get('b')).toHaveLength(3);
  });

  test('never suggests a declared pair, the incident itself or more than three', () => {
    const ids = [...'abcdefg'];
    const some = fc.subarray(ids, { maxLength: 2 });
    const archive = fc.tuple(
      ...ids.map((id) =>
        fc.record({
          id: fc.constant(id),
          recurs: some,
          related: some,
          unrelated: some,
          terms: fc.subarray([...'klmnopqrstuv'], { minLength: 1 }),
        }),
      ),
    );
    fc.assert(
      fc.property(archive, (list) => {
        const bags = list.map(({ id, terms }) => bag(id, terms.join(' ')));
        for (const [id, found] of suggestionsOf(list, bags)) {
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

describe('similarTo', () => {
  test('spells shared terms as in the document', () => {
    const spelled = {
      ...bag('own', 'maxconnections pool flux'),
      spellings: new Map([['maxconnections', 'max_connections']]),
    };
    const other = {
      ...bag('other', 'maxconnections pool flux'),
      spellings: new Map([['maxconnections', 'maxConnections']]),
    };
    const index = makeSimilarIncidentIndex([spelled, other, ...BAGS]);
    expect(similarTo(index, 'own', 1)[0]?.shared).toContain('max_connections');
    expect(similarTo(index, 'other', 1)[0]?.shared).toContain('maxConnections');
  });

  test('returns as many as requested, skipping those with too few terms', () => {
    const near = ['a', 'b', 'c'].map((id) => bag(id, `${id} flux bump`));
    const far = ['v', 'w', 'x'].map((id) =>
      bag(
        id,
        `flux bump teardown ${'pqrstuvw'
          .split('')
          .map((letter) => id + letter)
          .join(' ')}`,
      ),
    );
    const others = [...'ghijk'].map((id) => bag(id, `${id}1 ${id}2`));
    const index = makeSimilarIncidentIndex([bag('own', 'flux bump teardown'), ...near, ...far, ...others]);
    expect(similarTo(index, 'own', 3).map(({ id }) => id)).toEqual(['v', 'w', 'x']);
    expect(similarTo(index, 'own', 2).map(({ id }) => id)).toEqual(['v', 'w']);
  });

  test('a smaller limit returns the beginning of the same list', () => {
    const documents = fc.uniqueArray(
      fc.record({
        id: fc.stringMatching(/^[a-z]{2}$/),
        terms: fc.subarray([...'klmnopqrstuv'], { minLength: 1 }),
        errors: fc.subarray(['x', 'y']),
      }),
      { selector: ({ id }) => id, minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(documents, (list) => {
        const index = makeSimilarIncidentIndex(
          list.map(({ id, terms, errors }) => bag(id, terms.join(' '), ...errors)),
        );
        const [{ id = '' } = {}] = list;
        const all = similarTo(index, id, 20);
        for (const limit of [1, 2, 5]) expect(similarTo(index, id, limit)).toEqual(all.slice(0, limit));
      }),
    );
  });
});
