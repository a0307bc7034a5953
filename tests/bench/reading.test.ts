import { describe, expect, test } from 'vitest';
import { type Compared, compare, sum } from '../../bench/reading/compare.ts';
import type { Expectation } from '../../bench/reading/expectations.ts';
import { findDocuments, OWN } from '../../bench/reading/find-documents.ts';
import { type Reading, readImported, readInPlace } from '../../bench/reading/read-document.ts';
import { table } from '../../bench/reading/tables.ts';

const NOTHING = { started: ['none'], detected: ['none'], resolved: ['none'], duration: ['none'], impact: ['none'] };
const expected = (own: Partial<Expectation>): Expectation => ({
  file: 'a.md',
  hash: '0123456789ab',
  zone: 'UTC',
  archive: '{}',
  ...NOTHING,
  severity: ['none'],
  timeline: [],
  actions: [],
  ...own,
});
const reading = (own: Partial<Reading>): Reading => ({
  facts: {},
  timeline: [],
  actions: [],
  saysNoActions: false,
  problems: [],
  ...own,
});

describe('compare', () => {
  const outcome = (wanted: string[], started?: string) =>
    compare(expected({ started: wanted }), reading({ facts: started ? { started } : {} })).get('started')?.counts;

  test.each<[what: string, wanted: string[], read: string | undefined, counts: number[]]>([
    ['right', ['2024-05-01 10:00'], '2024-05-01 10:00', [1, 0, 1, 1]],
    ['wrong', ['2024-05-01 10:00'], '2024-05-01 11:00', [0, 1, 0, 1]],
    ['missing', ['2024-05-01 10:00'], undefined, [0, 0, 0, 1]],
    ['one of several', ['2024-05-01', '2024-05-02'], '2024-05-02', [1, 0, 1, 1]],
    ['a day instead of a time, which is missing and not wrong', ['2024-05-01 10:00'], '2024-05-01', [0, 0, 0, 1]],
    ['a time instead of a day, which is wrong', ['2024-05-01'], '2024-05-01 10:00', [0, 1, 0, 1]],
    ['rightly nothing', ['none'], undefined, [0, 0, 0, 0]],
    ['invented', ['none'], '2024-05-01', [0, 1, 0, 0]],
    ['optional and right, which is not counted as found', ['none', '2024-05-01'], '2024-05-01', [1, 0, 0, 0]],
  ])('counts what is %s', (_, wanted, read, [right, wrong, found, required]) => {
    expect(outcome(wanted, read)).toEqual({ right, wrong, found, expected: required });
  });

  test('pairs entries and action items, in any order, each once', () => {
    const times = ['2024-05-01 10:00', '2024-05-01 10:00', '2024-05-01'].map((time) => ({ time, isOptional: false }));
    const action = { title: 'Add an alert', owner: ['jane'], due: ['2024-06-01'], isOptional: false };
    const compared = compare(
      expected({ timeline: times, actions: [action, { ...action, title: 'Test', isOptional: true }] }),
      reading({
        timeline: ['2024-05-01', '2024-05-01 10:00', '2024-05-01 11:00'],
        actions: [{ title: 'Add an alert for logins', owner: '@Jane' }, { title: 'Other' }],
      }),
    );
    const counts = (field: string) => Object.values(compared.get(field)?.counts ?? {});
    expect(counts('timeline entries')).toEqual([2, 1, 2, 3]);
    expect(counts('actions')).toEqual([1, 1, 1, 1]);
    expect(counts('owner')).toEqual([1, 0, 1, 1]);
    expect(counts('due')).toEqual([0, 0, 0, 1]);
  });

  test.each([
    ['30% users', '30% our users', 1],
    ['30% users', '30%', 0],
    ['30% users', '35% users', 0],
    ['305 customers', '305 customers', 1],
  ])('impact %j as %j', (wanted, impact, right) => {
    const compared = compare(expected({ impact: [wanted] }), reading({ facts: { impact } }));
    expect(compared.get('impact')?.counts.right).toBe(right);
  });
});

test('table has precision and recall by field', () => {
  const some = new Map([['started', { counts: { right: 3, wrong: 1, found: 2, expected: 4 }, misses: [] }]]);
  expect(table([some, some]).split('\n')[2]).toBe('| started | 8 | 0.750 | 2 | 0.500 |');
});

describe('the documents of the benchmark', async () => {
  const { documents, missing, changed } = await findDocuments('documents', [OWN]);

  test('are there', () => expect([documents.length, missing, changed]).toEqual([10, [], []]));

  // `Lev: document …` may as well be a label, such as `Alerts: document …`.
  const MISSES = ['document how to take', 'Lev: document how to take a zone out of rotation', 'Lev'];
  const missesOf = (compared: readonly Compared[]) =>
    compared
      .flatMap((each) => [...each.values()].flatMap(({ misses }) => misses))
      .filter(({ field }) => field !== 'impact')
      .map(({ expected, read }) => (expected === 'nothing' ? read : expected));

  test('are read as a person reads them when they are imported', async () => {
    const compared = [];
    for (const document of documents) {
      const read = await readImported(document);
      expect([document.expected.file, read.problems, read.saysNoActions]).toEqual([document.expected.file, [], false]);
      compared.push(compare(document.expected, read));
    }
    expect(missesOf(compared)).toEqual(MISSES);
    const impact = sum(compared.flatMap((each) => each.get('impact')?.counts ?? []));
    expect(impact.wrong).toBe(0);
    expect(impact.found).toBeGreaterThanOrEqual(5);
  });

  test('are read as a person reads them in place', async () => {
    const compared = [];
    for (const document of documents) {
      const read = await readInPlace(document);
      if (read) compared.push(compare(document.expected, read, true));
    }
    expect(compared.length).toBe(8);
    expect(missesOf(compared)).toEqual(MISSES);
  });
});
