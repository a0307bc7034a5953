import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ledgerOf } from '../../../src/archive/actions/ledger.ts';
import { durationsOf, missingDataOf, monthsOf, statusOn } from '../../../src/archive/statistics/numbers.ts';
import { formatDuration } from '../../../src/postmortem/time/duration.ts';
import { postmortem } from '../../tools/archives/postmortems.ts';

const lasting = (duration: string, index = 0) => postmortem(`a${index}`, { duration });

describe('durationsOf', () => {
  test.each<[string[], ReturnType<typeof durationsOf>]>([
    [[], { known: 0, unknown: 0 }],
    [['unknown'], { known: 0, unknown: 1 }],
    [['0m'], { median: 0, longest: 0, known: 1, unknown: 0 }],
    [['1h', 'unknown', '10m'], { median: 35, longest: 60, known: 2, unknown: 1 }],
    [['10m', '11m'], { median: 11, longest: 11, known: 2, unknown: 0 }],
    [['30d', '1m', '2m'], { median: 2, longest: 43_200, known: 3, unknown: 0 }],
  ])('of %j', (durations, expected) => expect(durationsOf(durations.map(lasting))).toEqual(expected));

  test('the median has as many durations below as above it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 1, maxLength: 40 }), (all) => {
        const { median = Number.NaN, longest } = durationsOf(
          all.map((minutes, i) => lasting(formatDuration(minutes), i)),
        );
        expect(longest).toBe(Math.max(...all));
        // The mean of the middle two is rounded.
        expect(all.filter((minutes) => minutes <= median).length).toBeGreaterThanOrEqual(all.length / 2);
        expect(all.filter((minutes) => minutes >= median - 1).length).toBeGreaterThanOrEqual(all.length / 2);
      }),
      { numRuns: 50 },
    );
  });
});

test('missingDataOf counts postmortems without data', () => {
  const known = { duration: '2h', impact: '0', cause: 'capacity' };
  const all = [known, { ...known, cause: 'unknown' }, { ...known, cause: 'unknown', impact: 'unknown' }];
  const counts = missingDataOf(all.map((each, index) => postmortem(`a${index}`, each)));
  expect(counts).toEqual({ cause: 2, duration: 0, impact: 1 });
});

describe('actions', () => {
  const body = [
    ...['## Action items', '- [ ] Without a date', '- [ ] Later due:2024-06-01', '- [ ] Sooner due:2024-05-01'],
    ...['- [x] Done due:2024-04-01 done:2024-04-02', '- [ ] Dropped status:wontdo due:2024-01-01'],
  ].join('\n');
  const one = postmortem('one', {}, body);

  test.each([
    ['2024-05-01', ['open', 'open', 'open', 'done', 'dropped']],
    ['2024-05-02', ['open', 'open', 'overdue', 'done', 'dropped']],
    ['2025-01-01', ['open', 'overdue', 'overdue', 'done', 'dropped']],
  ])('on %s', (day, states) => expect(one.actions.map((action) => statusOn(action, day))).toEqual(states));

  test('are sorted in the ledger: overdue first, within a status the earliest due date first', () => {
    const two = postmortem('two', {}, '## Tasks\n- [ ] First due:2024-04-20\n- [ ] Open due:2024-05-20');
    const entries = ledgerOf([one, two], '2024-05-02');
    expect(entries.map(({ action, postmortem, status }) => `${status} ${postmortem.id} ${action.title}`)).toEqual([
      ...['overdue two First', 'overdue one Sooner', 'open two Open', 'open one Later', 'open one Without a date'],
      ...['done one Done', 'dropped one Dropped'],
    ]);
  });
});

describe('monthsOf', () => {
  test.each<[string[], [string, number][]]>([
    [[], []],
    [['2024-04-30T23:30:00-05:00'], [['2024-04', 1]]],
    [['2024-05-01T00:30:00+02:00'], [['2024-05', 1]]],
    [
      ['2024-02-01', '2023-12-31', '2024-02-29'],
      [
        ['2023-12', 1],
        ['2024-01', 0],
        ['2024-02', 2],
      ],
    ],
    [
      ['1999-12-01', '2000-01-01'],
      [
        ['1999-12', 1],
        ['2000-01', 1],
      ],
    ],
  ])('of %j', (starts, expected) => {
    const months = monthsOf(starts.map((started, index) => postmortem(`a${index}`, { started })));
    expect(months.map(({ month, postmortems }) => [month, postmortems.length])).toEqual(expected);
  });
});
