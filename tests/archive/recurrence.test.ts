import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeArchive } from '../../src/archive/archive.ts';
import { familiesOf, recurrencesOf, type StateThen, stateThen, verdictOf } from '../../src/archive/recurrence.ts';
import { defaultSettings } from '../../src/archive/settings.ts';
import type { Action } from '../../src/postmortem/actions.ts';
import type { Postmortem } from '../../src/postmortem/postmortem.ts';
import { dayOf } from '../../src/postmortem/time.ts';

const postmortem = (id: string, day: string, more: Partial<Postmortem> = {}): Postmortem => ({
  ...{ id, path: `${id}.md`, title: id, status: 'final', visibility: 'public', cause: 'network', trigger: 'unknown' },
  ...{
    detection: 'unknown',
    contributing: [],
    services: [],
    teams: [],
    authors: [],
    tags: [],
    recurs: [],
    related: [],
  },
  ...{ unrelated: [], aliases: [], links: [], fields: {}, timeline: [], actions: [] },
  started: { precision: 'day', date: day },
  ...more,
});
const archiveOf = (...postmortems: Postmortem[]) => makeArchive(postmortems, defaultSettings());
const action = (state: Action['state'], done?: string): Action => ({
  title: 'x',
  line: 1,
  state,
  ...(done && { done }),
});

describe('verdictOf', () => {
  test.each<[StateThen[], string]>([
    [[], 'none-promised'],
    [['dropped'], 'none-promised'],
    [['open'], 'promised-open'],
    [['done', 'open'], 'promised-open'],
    [['unknown', 'open'], 'promised-open'],
    [['done'], 'done-yet-recurred'],
    [['done', 'dropped'], 'done-yet-recurred'],
    [['done', 'unknown'], 'unknown'],
    [['unknown'], 'unknown'],
  ])('of %j is %s', (states, verdict) => expect(verdictOf(states)).toBe(verdict));

  test('does not depend on the order of the actions, nor on dropped ones', () => {
    const states = fc.array(fc.constantFrom<StateThen>('open', 'done', 'dropped', 'unknown'), { maxLength: 6 });
    fc.assert(
      fc.property(states, (list) => {
        expect(verdictOf(list.toReversed())).toBe(verdictOf(list));
        expect(verdictOf([...list, 'dropped'])).toBe(verdictOf(list));
      }),
    );
  });
});

test.each<[Action, StateThen]>([
  [action('open'), 'open'],
  [action('dropped'), 'dropped'],
  [action('done'), 'unknown'],
  [action('done', '2024-05-01'), 'done'],
  [action('done', '2024-05-02'), 'done'],
  [action('done', '2024-05-03'), 'open'],
])('stateThen of %j on 2024-05-02 is %s', (given, expected) => expect(stateThen(given, '2024-05-02')).toBe(expected));

describe('recurrencesOf', () => {
  const a = postmortem('a', '2024-01-01', { actions: [action('open')] });
  const b = postmortem('b', '2024-02-01', { recurs: ['a'] });
  const c = postmortem('c', '2024-03-01', { recurs: ['b'] });
  const rows = (...list: Postmortem[]) =>
    recurrencesOf(archiveOf(...list)).map(({ earlier, later, verdict, occurrence }) => [
      earlier.id,
      later.id,
      verdict,
      occurrence,
    ]);

  test('a chain has its two steps, and counts them', () =>
    expect(rows(a, b, c)).toEqual([
      ['b', 'c', 'none-promised', 3],
      ['a', 'b', 'promised-open', 2],
    ]));

  test('the long step is a row only where it is declared', () =>
    expect(rows(a, b, { ...c, recurs: ['a', 'b'] })).toEqual([
      ['b', 'c', 'none-promised', 3],
      ['a', 'c', 'promised-open', 3],
      ['a', 'b', 'promised-open', 2],
    ]));

  test('what is not shown, later, or the incident itself, is no earlier one', () => {
    expect(rows({ ...b, recurs: ['nowhere', 'b'] })).toEqual([]);
    expect(rows({ ...a, recurs: ['b'] }, { ...b, recurs: [] })).toEqual([]);
  });

  test('a circle ends', () => expect(rows({ ...a, recurs: ['b'] }, b)).toEqual([['a', 'b', 'promised-open', 2]]));

  test('every row leads from an earlier to a later incident, and counts from two', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const any = fc.tuple(
      ...ids.map((id) =>
        fc.record({ id: fc.constant(id), day: fc.integer({ min: 1, max: 9 }), recurs: fc.subarray(ids) }),
      ),
    );
    fc.assert(
      fc.property(any, (list) => {
        const archive = archiveOf(...list.map(({ id, day, recurs }) => postmortem(id, `2024-01-0${day}`, { recurs })));
        for (const { earlier, later, occurrence } of recurrencesOf(archive)) {
          expect(dayOf(earlier.started) <= dayOf(later.started)).toBe(true);
          expect(occurrence).toBeGreaterThanOrEqual(2);
        }
        const members = familiesOf(archive).flatMap((family) => family.members);
        expect(new Set(members).size).toBe(members.length);
      }),
    );
  });
});

describe('familiesOf', () => {
  test('joins what is connected, oldest first', () => {
    const archive = archiveOf(
      postmortem('a', '2024-01-01'),
      postmortem('b', '2024-02-01', { recurs: ['a'] }),
      postmortem('c', '2024-03-01', { recurs: ['a'] }),
      postmortem('x', '2024-01-05'),
      postmortem('y', '2024-04-01', { recurs: ['x'] }),
      postmortem('alone', '2024-05-01'),
    );
    expect(familiesOf(archive).map(({ members }) => members.map(({ id }) => id))).toEqual([
      ['x', 'y'],
      ['a', 'b', 'c'],
    ]);
  });
});
