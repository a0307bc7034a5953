import { describe, expect, test } from 'vitest';
import { calendarOf, rateChangeOf } from '../../../src/archive/statistics/calendar.ts';
import { postmortem } from '../../tools/archives/incidents.ts';

describe('calendarOf', () => {
  const counts = (asOf: string, ...days: string[]) =>
    calendarOf(
      days.map((day) => postmortem(day)),
      asOf,
    ).map(({ year, months }) => [year, months.map((month) => month?.length ?? '-').join('')]);

  test.each<[string, string[], [string, string][]]>([
    [
      '2024-03-15',
      ['2024-02-29', '2024-02-01', '2022-12-31'],
      [
        ['2024', '020---------'],
        ['2023', '000000000000'],
        ['2022', '000000000001'],
      ],
    ],
    // An incident after the day of the build.
    ['2023-01-01', ['2024-02-29'], [['2024', '01----------']]],
    ['', ['2024-02-29'], [['2024', '01----------']]],
    ['2024-03-15', [], []],
  ])('up to %j of %j', (asOf, days, expected) => {
    expect(counts(asOf, ...days)).toEqual(expected);
  });

  test('leaves out near misses', () => {
    expect(calendarOf([postmortem('2024-02-29', { kind: 'near-miss' })], '2024-03-01')).toEqual([]);
  });
});

describe('rateChangeOf', () => {
  const days = (count: number, day: string) => Array.from({ length: count }, () => postmortem(day));
  const OLD = [postmortem('2020-01-01')];

  test.each([
    [9, 0, true],
    [4, 0, false],
    [5, 0, true],
    [7, 4, false],
    [30, 12, true],
    [12, 30, true],
    [0, 0, false],
  ])('of %d after %d is clear: %s', (recent, before, isClear) => {
    const all = [...days(recent, '2024-03-15'), ...days(before, '2023-03-15'), ...OLD];
    expect(rateChangeOf(all, '2024-03-15')).toEqual({ recent, before, isClear });
  });

  test('does not count incidents after the day, and nothing is said of a young archive', () => {
    expect(rateChangeOf([...days(3, '2024-03-16'), ...OLD], '2024-03-15')).toMatchObject({ recent: 0, before: 0 });
    expect(rateChangeOf(days(3, '2022-03-16'), '2024-03-15')).toBeUndefined();
  });
});
