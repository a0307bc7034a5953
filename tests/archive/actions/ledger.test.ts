import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byAge, byStatus, completionOf, LEDGER_STATUSES, ledgerOf } from '../../../src/archive/actions/ledger.ts';
import { byOwner, ownerSlug } from '../../../src/archive/actions/owners.ts';
import { statusOn } from '../../../src/archive/statistics/numbers.ts';
import type { ActionItem } from '../../../src/postmortem/body/action-items.ts';
import { action, incident } from '../../tools/archives/incidents.ts';

const DAY = '2024-06-01';

describe('statusOn', () => {
  test.each<[ActionItem, string]>([
    [action('open'), 'open'],
    [action('open', { due: DAY }), 'open'],
    [action('open', { due: '2024-05-31' }), 'overdue'],
    [action('done'), 'done'],
    [action('done', { done: DAY }), 'done'],
    [action('done', { done: '2024-06-02' }), 'open'],
    [action('done', { done: '2024-06-02', due: '2024-05-31' }), 'overdue'],
    [action('done', { closedOn: '2024-06-02' }), 'open'],
    [action('done', { done: DAY, closedOn: '2024-06-09' }), 'done'],
    [action('dropped', { due: '2024-01-01' }), 'dropped'],
    [action('dropped', { closedOn: '2024-06-02' }), 'open'],
  ])('of %j is %s', (given, state) => expect(statusOn(given, DAY)).toBe(state));
});

const entries = ledgerOf(
  [
    incident('old', '2022-06-01', {
      actions: [
        action('open', { title: 'late', owner: '@b', due: '2022-07-01' }),
        action('open', { title: 'undated', owner: '@a' }),
        action('dropped', { title: 'dropped' }),
        action('unknown', { title: 'untold', owner: '@a', coOwners: ['@c'], due: '2022-07-01' }),
      ],
    }),
    incident('new', '2024-05-20', {
      actions: [
        action('open', { title: 'later', owner: '@b', due: '2024-07-01' }),
        action('done', { title: 'done', owner: '@b', done: '2024-05-21' }),
        action('open', { title: 'sooner', due: '2024-06-01' }),
      ],
    }),
  ],
  DAY,
);
const titles = (list: readonly { action: ActionItem }[]) => list.map(({ action }) => action.title);

test('byStatus separates overdue, open, undated and unknown actions', () => {
  const groups = byStatus(entries);
  expect(LEDGER_STATUSES.map((standing) => titles(groups[standing]))).toEqual([
    ['late'],
    ['sooner', 'later'],
    ['undated'],
    ['untold'],
    ['done'],
    ['dropped'],
  ]);
});

test('byOwner sorts the owner with most actions first and actions without an owner last', () =>
  expect(byOwner(entries).map(({ owner, entries }) => [owner?.name, titles(entries)])).toEqual([
    ['@b', ['late', 'later', 'done']],
    ['@a', ['undated', 'untold']],
    ['@c', ['untold']],
    [undefined, ['sooner', 'dropped']],
  ]));

test('byOwner has one owner for spellings with the same address, named as most often', () => {
  const owners = ['@Jane-Doe', 'Jane Doe', '@jane-doe', 'Jane Doe', '李雷'];
  const actions = owners.map((owner) => action('open', { title: owner, owner }));
  const twice = action('open', { title: 'both', owner: '@ops', coOwners: ['Ops'] });
  const groups = byOwner(ledgerOf([incident('one', '2024-05-20', { actions: [...actions, twice] })], DAY));
  expect(groups.map(({ owner, entries }) => [owner, entries.length])).toEqual([
    [{ slug: 'jane-doe', name: 'Jane Doe' }, 4],
    [{ slug: 'ops', name: 'Ops' }, 1],
    [{ slug: '李雷', name: '李雷' }, 1],
  ]);
});

test.each([
  ['@database', 'database'],
  ['Jane Doe (SRE)', 'jane-doe-sre'],
  ['../..', 'owner'],
  ['🚀', 'owner'],
  ['-', 'owner'],
  ['x'.repeat(300), 'x'.repeat(60)],
])('ownerSlug of %s is %s', (name, slug) => expect(ownerSlug(name)).toBe(slug));

test('byAge counts from the start of the incident, in bands without gaps', () =>
  expect(byAge(entries, DAY).map(({ fromDays, toDays, entries }) => [fromDays, toDays, titles(entries)])).toEqual([
    [0, 30, ['sooner', 'later']],
    [31, 90, []],
    [91, 365, []],
    [366, 730, []],
    [731, undefined, ['late', 'undated']],
  ]));

test('completionOf leaves out dropped actions, and counts those of unknown status separately', () =>
  expect(completionOf(entries)).toEqual({ done: 1, total: 5, unknown: 1 }));

test('every action has a status and an owner group, and an age while it is open', () => {
  const day = fc
    .integer({ min: 1, max: 28 })
    .map((number) => `2024-0${(number % 9) + 1}-${String(number).padStart(2, '0')}`);
  const actions = fc.array(
    fc.record(
      {
        state: fc.constantFrom('open' as const, 'done' as const, 'dropped' as const, 'unknown' as const),
        owner: fc.constantFrom('@a', '@b'),
        due: day,
        done: day,
        closedOn: day,
      },
      { requiredKeys: ['state'] },
    ),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(actions, day, day, (list, started, asOf) => {
      const all = ledgerOf(
        [incident('a', started, { actions: list.map(({ state, ...more }) => action(state, more)) })],
        asOf,
      );
      const pending = all.filter(({ status }) => status === 'open' || status === 'overdue');
      const count = (groups: readonly { length: number }[]) => groups.reduce((sum, { length }) => sum + length, 0);
      expect(count(Object.values(byStatus(all)))).toBe(list.length);
      expect(count(byOwner(all).map((group) => group.entries))).toBe(list.length);
      expect(count(byAge(all, asOf).map((band) => band.entries))).toBe(pending.length);
      const { done, total } = completionOf(all);
      expect(done).toBeLessThanOrEqual(total);
    }),
  );
});
