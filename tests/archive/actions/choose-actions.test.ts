import { describe, expect, test } from 'vitest';
import { type ActionRow, packActions, readActions } from '../../../src/archive/actions/action-row.ts';
import {
  actionFiltersToRelax,
  actionsWith,
  countActions,
  formatActionChoice,
  parseActionChoice,
  passesFilters,
} from '../../../src/archive/actions/choose-actions.ts';

const row = (title: string, more: Partial<ActionRow> = {}): ActionRow => ({
  ...{ status: 'open', title: [title], owners: [['@ops', 'ops']], services: ['auth'], age: '0-30' },
  ...more,
  source: { id: 'login', title: 'Login fails' },
});
const ROWS = [
  row('Alert on errors', { status: 'overdue', due: '2024-01-01', late: 3, type: 'detect' }),
  row('Test it', {
    owners: [
      ['Jane Doe', 'jane-doe'],
      ['@ops', 'ops'],
    ],
    ticket: [['OPS-1', 'https://t.example/1']],
  }),
  row('Write it down', { status: 'done', owners: [], done: '2024-02-01', age: '731-' }),
  {
    ...row('Add disks', { title: ['Add disks, see ', ['OPS-2', 'https://t.example/2']], type: 'prevent' }),
    ...{ services: ['database', 'auth'], source: { id: 'disk', title: 'Disk is full' } },
  },
];
const choose = (query: string) => parseActionChoice(new URLSearchParams(query));
const found = (query: string) => {
  const { text, filters } = choose(query);
  return actionsWith(ROWS, text)
    .filter((each) => passesFilters(each, filters))
    .map((each) => ROWS.indexOf(each));
};

describe('action items', () => {
  test.each([
    ['', [0, 1, 2, 3]],
    ['status=overdue', [0]],
    ['status=overdue&status=done', [0, 2]],
    ['owner=ops', [0, 1, 3]],
    ['owner=jane-doe', [1]],
    ['owner=-', [2]],
    ['type=-', [1, 2]],
    ['service=database', [3]],
    ['age=731-&service=auth', [2]],
    ['q=ops-2', [3]],
    ['q=LOGIN+jane', [1]],
    ['q=alert&owner=jane-doe', []],
  ])('of the address ?%s are %j', (query, expected) => expect(found(query)).toEqual(expected));

  test('keep their order and their values in the file', () => expect(readActions(packActions(ROWS))).toEqual(ROWS));

  test('are counted for each value under the other filters', () => {
    const { filters } = choose('status=open&owner=ops');
    const counts = countActions(ROWS, filters);
    expect([...counts.status]).toEqual([
      ['overdue', 1],
      ['open', 2],
    ]);
    expect([...counts.owner]).toEqual([
      ['jane-doe', 1],
      ['ops', 2],
    ]);
  });

  test('say which filters exclude all of them', () =>
    expect(actionFiltersToRelax(ROWS, choose('status=done&owner=jane-doe').filters)).toEqual([
      { facet: 'status', count: 1 },
      { facet: 'owner', count: 1 },
    ]));
});

test.each(['', '?status=overdue', '?q=a+b&owner=ops&service=auth&type=-&age=31-90&page=3'])(
  'the address %j is read and written without a difference',
  (address) => expect(formatActionChoice(choose(address))).toBe(address),
);
