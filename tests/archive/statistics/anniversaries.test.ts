import { describe, expect, test } from 'vitest';
import { makeArchive } from '../../../src/archive/archive.ts';
import { defaultSettings } from '../../../src/archive/settings.ts';
import { aroundAYearAgo, onThisDay } from '../../../src/archive/statistics/anniversaries.ts';
import { incident } from '../../tools/archives/incidents.ts';

const archiveOf = (...days: string[]) =>
  makeArchive(
    days.map((day) => incident(day, day)),
    defaultSettings(),
  );
const archive = archiveOf(
  ...['2020-02-29', '2021-02-28', '2022-03-01', '2023-02-28', '2023-03-07', '2023-03-08', '2023-02-21', '2023-02-20'],
);

describe('onThisDay', () => {
  test.each<[string, [string, number][]]>([
    [
      '2024-02-28',
      [
        ['2023-02-28', 1],
        ['2021-02-28', 3],
      ],
    ],
    ['2024-02-29', [['2020-02-29', 4]]],
    [
      '2025-02-28',
      [
        ['2023-02-28', 2],
        ['2021-02-28', 4],
        ['2020-02-29', 5],
      ],
    ],
    ['2025-03-01', [['2022-03-01', 3]]],
    // Not the current year or future years.
    ['2021-02-28', [['2020-02-29', 1]]],
    ['2019-02-28', []],
    ['2024-12-24', []],
  ])('on %s', (day, expected) =>
    expect(onThisDay(archive, day).map(({ postmortem, years }) => [postmortem.id, years])).toEqual(expected),
  );
});

describe('aroundAYearAgo', () => {
  test.each([
    ['2024-02-28', ['2023-02-21', '2023-03-07']],
    ['2024-02-29', ['2023-02-21', '2023-03-07']],
    ['2024-03-01', ['2023-02-28', '2023-03-07', '2023-03-08']],
    ['2024-02-27', ['2023-02-28', '2023-02-21', '2023-02-20']],
    ['2024-06-01', []],
  ])('on %s', (day, expected) => expect(aroundAYearAgo(archive, day).map(({ id }) => id)).toEqual(expected));

  test('works across the turn of the year', () =>
    expect(aroundAYearAgo(archiveOf('2022-12-31', '2023-01-05'), '2024-01-02').map(({ id }) => id)).toEqual([
      '2022-12-31',
      '2023-01-05',
    ]));
});
