import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeArchive } from '../../../src/archive/archive.ts';
import { familyPagesOf } from '../../../src/archive/recurrence/family-pages.ts';
import {
  familiesOf,
  recurrencesAround,
  recurrencesOf,
  type StatusThen,
  statusThen,
  verdictCountsOf,
  verdictOf,
} from '../../../src/archive/recurrence/recurrence.ts';
import { defaultSettings } from '../../../src/archive/settings.ts';
import type { ActionItem } from '../../../src/postmortem/body/action-items.ts';
import type { Postmortem } from '../../../src/postmortem/postmortem.ts';
import { localDate } from '../../../src/postmortem/time/timestamp.ts';
import { action, incident } from '../../tools/archives/incidents.ts';

const archiveOf = (...postmortems: Postmortem[]) => makeArchive(postmortems, defaultSettings());
describe('verdictOf', () => {
  test.each<[StatusThen[], string]>([
    [[], 'none-promised'],
    [['dropped'], 'none-promised'],
    [['open'], 'promised-open'],
    [['done', 'open'], 'promised-open'],
    [['unknown', 'open'], 'promised-open'],
    [['done'], 'done-yet-recurred'],
    [['done', 'dropped'], 'done-yet-recurred'],
    [['done', 'unknown'], 'unknown'],
    [['unknown'], 'unknown'],
  ])('of %j is %s', (statuses, verdict) => expect(verdictOf(statuses)).toBe(verdict));

  test('does not depend on the order of actions or on dropped ones', () => {
    const statuses = fc.array(fc.constantFrom<StatusThen>('open', 'done', 'dropped', 'unknown'), { maxLength: 6 });
    fc.assert(
      fc.property(statuses, (list) => {
        expect(verdictOf(list.toReversed())).toBe(verdictOf(list));
        expect(verdictOf([...list, 'dropped'])).toBe(verdictOf(list));
      }),
    );
  });
});

test.each<[ActionItem, StatusThen]>([
  [action('open'), 'open'],
  [action('dropped'), 'dropped'],
  [action('unknown'), 'unknown'],
  [action('done'), 'unknown'],
  [action('done', { done: '2024-05-01' }), 'done'],
  [action('done', { done: '2024-05-02' }), 'done'],
  [action('done', { done: '2024-05-03' }), 'open'],
  [action('done', { closedOn: '2024-05-02' }), 'done'],
  [action('done', { closedOn: '2024-05-03' }), 'open'],
  [action('done', { done: '2024-05-01', closedOn: '2024-05-03' }), 'done'],
  [action('dropped', { closedOn: '2024-05-02' }), 'dropped'],
  [action('dropped', { closedOn: '2024-05-03' }), 'open'],
])('statusThen of %j on 2024-05-02 is %s', (given, expected) => expect(statusThen(given, '2024-05-02')).toBe(expected));

describe('recurrencesOf', () => {
  test.each<[Partial<Postmortem>, string]>([
    [{ actions: [action('unknown'), action('done', { done: '2024-01-02' })] }, 'unknown'],
    [{ actions: [action('unknown'), action('open')] }, 'promised-open'],
    [{ hasUnreadActions: true }, 'unknown'],
    [{}, 'none-promised'],
  ])('the verdict on %j is %s', (earlier, verdict) => {
    const list = [incident('a', '2024-01-01', earlier), incident('b', '2024-02-01', { recurs: ['a'] })];
    expect(recurrencesOf(makeArchive(list, defaultSettings()))).toMatchObject([{ verdict }]);
  });

  const a = incident('a', '2024-01-01', { actions: [action('open')] });
  const b = incident('b', '2024-02-01', { recurs: ['a'] });
  const c = incident('c', '2024-03-01', { recurs: ['b'] });
  const rows = (...list: Postmortem[]) =>
    recurrencesOf(archiveOf(...list)).map(({ earlier, later, verdict, occurrence }) => [
      earlier.id,
      later.id,
      verdict,
      occurrence,
    ]);

  test('counts the two steps of a chain', () =>
    expect(rows(a, b, c)).toEqual([
      ['b', 'c', 'none-promised', 3],
      ['a', 'b', 'promised-open', 2],
    ]));

  test('a chain has a row from end to end only if it is declared', () =>
    expect(rows(a, b, { ...c, recurs: ['a', 'b'] })).toEqual([
      ['b', 'c', 'none-promised', 3],
      ['a', 'c', 'promised-open', 3],
      ['a', 'b', 'promised-open', 2],
    ]));

  test('ignores earlier incidents that are hidden, later or the incident itself', () => {
    expect(rows({ ...b, recurs: ['nowhere', 'b'] })).toEqual([]);
    expect(rows({ ...a, recurs: ['b'] }, { ...b, recurs: [] })).toEqual([]);
  });

  test('a cycle terminates', () => expect(rows({ ...a, recurs: ['b'] }, b)).toEqual([['a', 'b', 'promised-open', 2]]));

  test('counts a chain as long as the archive', () => {
    const chain = Array.from({ length: 3000 }, (_, place) =>
      incident(`p${place}`, `${2000 + place}-01-01`, { recurs: place > 0 ? [`p${place - 1}`] : [] }),
    );
    const archive = archiveOf(...chain);
    expect(recurrencesOf(archive)[0]).toMatchObject({ later: { id: 'p2999' }, occurrence: 3000 });
    expect(familiesOf(archive).map(({ members }) => members.length)).toEqual([3000]);
  });
});

/** An incident that counts how often the earlier ones it declares are read. */
function counted(id: string, day: string, recurs: string[]) {
  let reads = 0;
  const made = Object.defineProperty(incident(id, day), 'recurs', {
    get() {
      reads++;
      return recurs;
    },
  });
  return { postmortem: made, reads: () => reads };
}

test('the pages of a long chain do not traverse it again', () => {
  const chain = Array.from({ length: 400 }, (_, place) =>
    counted(`p${place}`, `${2000 + place}-01-01`, place > 0 ? [`p${place - 1}`] : []),
  );
  const archive = archiveOf(...chain.map((each) => each.postmortem));
  for (const each of archive.postmortems) recurrencesAround(archive, each);
  const [row] = recurrencesAround(archive, chain[399]?.postmortem as Postmortem).before;
  expect(row?.occurrence).toBe(400);
  // One read for the archive, and the pages of an incident and its neighbours.
  for (const { reads } of chain) expect(reads()).toBeLessThan(12);
});

describe('recurrencesAround', () => {
  const archive = archiveOf(
    incident('a', '2024-01-01'),
    incident('b', '2024-02-01', { recurs: ['a'] }),
    incident('c', '2024-03-01', { recurs: ['b', 'a'] }),
  );
  test.each([
    ['a', [], ['a→c', 'a→b']],
    ['b', ['a→b'], ['b→c']],
    ['c', ['b→c', 'a→c'], []],
  ])('of %s', (id, before, after) => {
    const rows = recurrencesAround(archive, archive.byId.get(id) as Postmortem);
    const named = (list: typeof rows.before) => list.map(({ earlier, later }) => `${earlier.id}→${later.id}`);
    expect({ before: named(rows.before), after: named(rows.after) }).toEqual({ before, after });
  });
});

describe('for any archive', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const statuses = fc.array(
    fc.record({
      status: fc.constantFrom<ActionItem['status']>('open', 'done', 'dropped'),
      done: fc.option(fc.integer({ min: 1, max: 9 })),
      closed: fc.option(fc.integer({ min: 1, max: 9 })),
    }),
    { maxLength: 3 },
  );
  const archives = fc
    .tuple(
      ...ids.map((id) =>
        fc.record({ id: fc.constant(id), day: fc.integer({ min: 1, max: 9 }), recurs: fc.subarray(ids), statuses }),
      ),
    )
    .map((list) =>
      archiveOf(
        ...list.map(({ id, day, recurs, statuses }) =>
          incident(id, `2024-01-0${day}`, {
            recurs,
            actions: statuses.map(({ status, done, closed }) =>
              action(status, {
                ...(status === 'done' && done && { done: `2024-01-0${done}` }),
                ...(status !== 'open' && closed && { closedOn: `2024-01-0${closed}` }),
              }),
            ),
          }),
        ),
      ),
    );

  test('each row leads from an earlier to a later incident and counts from two', () => {
    fc.assert(
      fc.property(archives, (archive) => {
        for (const { earlier, later, occurrence } of recurrencesOf(archive)) {
          expect(localDate(earlier.started) <= localDate(later.started)).toBe(true);
          expect(earlier).not.toBe(later);
          expect(later.recurs).toContain(earlier.id);
          expect(occurrence).toBeGreaterThanOrEqual(2);
        }
      }),
    );
  });

  test('a verdict follows from the statuses of the actions', () => {
    fc.assert(
      fc.property(archives, (archive) => {
        for (const { earlier, later, verdict, actions } of recurrencesOf(archive)) {
          const day = localDate(later.started);
          const endOf = ({ done, closedOn }: ActionItem) => done ?? closedOn;
          const wasOpen = (each: ActionItem) => each.status === 'open' || (endOf(each) ?? day) > day;
          const counted = earlier.actions.filter((each) => each.status !== 'dropped' || wasOpen(each));
          const isDoneBy = (each: ActionItem) => each.status === 'done' && (endOf(each) ?? '9999') <= day;
          expect(actions.map((row) => row.action)).toEqual(earlier.actions);
          expect(verdict === 'none-promised').toBe(counted.length === 0);
          expect(verdict === 'promised-open').toBe(counted.some(wasOpen));
          expect(verdict === 'done-yet-recurred').toBe(counted.length > 0 && counted.every(isDoneBy));
        }
      }),
    );
  });

  test('each incident is in at most one family, which contains both ends of its rows', () => {
    fc.assert(
      fc.property(archives, (archive) => {
        const families = familiesOf(archive);
        const members = families.flatMap((family) => family.members);
        expect(new Set(members).size).toBe(members.length);
        for (const { members, recurrences } of families) {
          for (const { earlier, later } of recurrences)
            expect(members).toEqual(expect.arrayContaining([earlier, later]));
        }
        expect(families.flatMap(({ recurrences }) => recurrences)).toHaveLength(recurrencesOf(archive).length);
      }),
    );
  });

  test('part of an archive has the same rows as the whole', () => {
    fc.assert(
      fc.property(archives, fc.subarray(ids), (archive, some) => {
        const laters = archive.postmortems.filter(({ id }) => some.includes(id));
        const whole = recurrencesOf(archive).filter(({ later }) => laters.includes(later));
        // If incidents of one day name each other, it is unknown which came first.
        const days = archive.postmortems.map(({ started }) => localDate(started));
        fc.pre(new Set(days).size === days.length);
        expect(recurrencesOf(archive, laters)).toEqual(whole);
      }),
    );
  });
});

describe('familiesOf', () => {
  test('connects incidents directly and indirectly, oldest first', () => {
    const archive = archiveOf(
      incident('a', '2024-01-01'),
      incident('b', '2024-02-01', { recurs: ['a'] }),
      incident('c', '2024-03-01', { recurs: ['a'] }),
      incident('x', '2024-01-05'),
      incident('y', '2024-04-01', { recurs: ['x'] }),
      incident('alone', '2024-05-01'),
    );
    expect(familiesOf(archive).map(({ members }) => members.map(({ id }) => id))).toEqual([
      ['x', 'y'],
      ['a', 'b', 'c'],
    ]);
  });
});

test('verdictCountsOf counts all verdicts, including those with no recurrence', () => {
  const archive = archiveOf(
    incident('a', '2024-01-01', { actions: [action('open')] }),
    incident('b', '2024-02-01', { recurs: ['a'] }),
    incident('c', '2024-03-01', { recurs: ['a', 'b'] }),
  );
  expect(verdictCountsOf(recurrencesOf(archive))).toEqual({
    'promised-open': 2,
    'done-yet-recurred': 0,
    'none-promised': 1,
    unknown: 0,
  });
});

describe('familyPagesOf', () => {
  /** Makes families of two incidents, the earlier of which has a number of actions; the first family is the latest. */
  const archiveWith = (...actions: number[]) =>
    archiveOf(
      ...actions.flatMap((count, index) => {
        const day = `2024-01-${String(28 - index).padStart(2, '0')}`;
        return [
          incident(`earlier-${index}`, '2023-01-01', { actions: Array.from({ length: count }, () => action('open')) }),
          incident(`later-${index}`, day, { recurs: [`earlier-${index}`] }),
        ];
      }),
    );
  const sizes = (...actions: number[]) => familyPagesOf(archiveWith(...actions)).map((page) => page.length);

  test.each([
    [[], [0]],
    [[0, 0, 0], [3]],
    [[99, 99], [2]],
    [
      [99, 100],
      [1, 1],
    ],
    [
      [5, 500, 5, 5],
      [1, 1, 2],
    ],
  ])('divides families with %j actions into pages of %j', (actions, expected) => {
    expect(sizes(...actions)).toEqual(expected);
  });

  test('keeps every family, in order', () => {
    const archive = archiveWith(90, 90, 90, 0, 300, 7);
    expect(familyPagesOf(archive).flat()).toEqual(familiesOf(archive));
  });
});
