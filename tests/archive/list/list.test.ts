import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatChoice, isDefault, parseChoice } from '../../../src/archive/list/address.ts';
import { chosenRows, type ListChoice, rowsIn, rowsWith } from '../../../src/archive/list/choose.ts';
import type { ListFrame, ListRow } from '../../../src/archive/list/row.ts';
import { packList, readList } from '../../../src/archive/list/table.ts';

const FRAME: ListFrame = {
  causes: { network: 'Network', capacity: 'Out of capacity' },
  services: { auth: 'Sign-in' },
  severities: [
    { name: 'sev1', rank: 1 },
    { name: 'sev2', rank: 2 },
  ],
  columns: [
    { key: 'field-harbor', label: 'Harbor', isNumber: false },
    { key: 'field-stranded', label: 'Stranded', isNumber: true },
  ],
  words: {
    unknown: 'unknown',
    nearMiss: 'near miss',
    recurrence: 'recurrence',
    cause: 'cause',
    lasted: 'Lasted',
    impact: 'Impact',
  },
  statuses: { draft: 'draft', review: 'review' },
};

const DEFAULTS: ListRow = {
  ...{ place: 0, document: '', date: '', kind: 'incident', cause: 'unknown', severity: 'unknown', services: [] },
  ...{ title: 'Untitled', tags: [], recurred: false, notes: [], cells: [undefined, undefined] },
};

/** Newest first. */
const ROWS: ListRow[] = (
  [
    { document: '2024-05-02-b', date: '2024-05-02', title: 'Émile fails', cause: 'network', severity: 'sev2' },
    { document: '2024-05-01-a', date: '2024-05-01', title: 'disk 10 full', services: ['auth', 'billing'], impact: 0 },
    {
      document: 'plain',
      date: '2023-12-31',
      title: 'disk 9 full',
      duration: 30,
      severity: 'sev1',
      tags: ['dns'],
      services: ['constructor'],
    },
    { document: '2023-01-01', date: '2023-01-01', cause: 'capacity', duration: 5, impact: 50, status: 'draft' },
    {
      ...{ document: '2022-01-01-z', date: '2022-01-01', recurred: true, notes: ['Ines'] },
      cells: [
        { sort: 'Skerry', parts: ['Skerry ', ['OPS-1', 'https://example.com/OPS-1']] },
        { sort: 1240, parts: ['1,240 passengers'] },
      ],
    },
  ] satisfies Partial<ListRow>[]
).map((row, place) => ({ ...DEFAULTS, ...row, place }));

const NEWEST: ListChoice = parseChoice(new URLSearchParams());
const compare = new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare;
const idsOf = (rows: readonly ListRow[]) => rows.map(({ document }) => document);
const sorted = (sort: string, ascending: boolean) =>
  idsOf(chosenRows(ROWS, { ...NEWEST, sort, ascending }, FRAME, compare));

test('a table of rows can be stored and read', () => {
  expect(readList(JSON.parse(JSON.stringify(packList(ROWS, FRAME))))).toEqual(ROWS);
});

describe('chosenRows', () => {
  const all = idsOf(ROWS);
  const [b, a, plain, capacity, z] = all;

  test.each([
    ['date', false, all],
    ['date', true, all.toReversed()],
    ['title', true, [plain, a, b, capacity, z]],
    ['severity', true, [plain, b, a, capacity, z]],
    ['severity', false, [b, plain, a, capacity, z]],
    ['cause', true, [b, capacity, a, plain, z]],
    ['services', true, [plain, a, b, capacity, z]],
    ['duration', false, [plain, capacity, b, a, z]],
    ['impact', true, [a, capacity, b, plain, z]],
    ['field-stranded', true, [z, b, a, plain, capacity]],
    ['field-harbor', false, [z, b, a, plain, capacity]],
  ])('sorts by %s, ascending %j, the unknown last', (key, ascending, expected) => {
    expect(sorted(key, ascending)).toEqual(expected);
  });

  test('leaves out rows that do not pass the filters', () => {
    const { filters } = parseChoice(new URLSearchParams('year=2023&cause=capacity'));
    expect(idsOf(chosenRows(ROWS, { ...NEWEST, filters }, FRAME, compare))).toEqual([capacity]);
  });
});

test.each([
  ['sign-in BILLING', ['2024-05-01-a']],
  ['out of cap', ['2023-01-01']],
  ['2023-12', ['plain']],
  ['ines ops-1', ['2022-01-01-z']],
  ['sev1', ['plain']],
  ['constructor', ['plain']],
  ['native code', []],
  ['sev1 capacity', []],
  [' ', idsOf(ROWS)],
])('rows are found by what they show: %s', (text, expected) => {
  expect(idsOf(rowsWith(ROWS, text, FRAME))).toEqual(expected);
});

test.each([
  ['cause', 'network', ['2024-05-02-b']],
  ['service', 'billing', ['2024-05-01-a']],
  ['tag', 'dns', ['plain']],
  ['year', '2023', ['plain', '2023-01-01']],
])('the list of the %s %s has its own rows', (kind, value, expected) => {
  expect(idsOf(rowsIn(ROWS, [kind, value]))).toEqual(expected);
});

describe('the address of a list', () => {
  test('has every choice, and nothing that is as usual', () => {
    const word = fc.stringMatching(/^[\p{L}\p{N}&=+%<>"' -]{0,8}$/u).map((text) => text.trim());
    const choice = fc.record({
      text: word,
      filters: fc.record({ cause: word, severity: word, service: word, year: word, 'field-a': word }),
      sort: fc.constantFrom('date', 'title', 'impact', 'field-a'),
      ascending: fc.boolean(),
      page: fc.integer({ min: 1, max: 999 }),
    });
    fc.assert(
      fc.property(choice, ({ filters, ...rest }) => {
        const chosen = parseChoice(new URLSearchParams(filters));
        const whole: ListChoice = { ...rest, filters: chosen.filters };
        expect(parseChoice(new URLSearchParams(formatChoice(whole)))).toEqual(whole);
        expect(formatChoice(whole) === '').toBe(isDefault(whole));
      }),
    );
  });

  test.each([
    '',
    'page=0',
    'page=-1',
    'page=x',
    'page=1e99',
    'q=',
    'q=%20',
    'sort=',
    'sort=date&order=descending',
    'cause=',
    'other=1',
  ])('is that of the list as it is: ?%s', (query) => {
    const choice = parseChoice(new URLSearchParams(query));
    expect(isDefault(choice)).toBe(true);
    expect(formatChoice(choice)).toBe('');
  });
});
