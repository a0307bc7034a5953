import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeArchive } from '../../../src/archive/archive.ts';
import { defaultSettings } from '../../../src/archive/settings.ts';
import {
  type Crosstab,
  followThroughOf,
  impactsOf,
  samplesOf,
  spreadOf,
  timesBySeverity,
  yearsByCause,
  yearsByDetection,
  yearsByTrigger,
} from '../../../src/archive/statistics/trends.ts';
import type { ActionItem } from '../../../src/postmortem/body/action-items.ts';
import type { Postmortem } from '../../../src/postmortem/postmortem.ts';
import { postmortem, time } from '../../tools/archives/incidents.ts';

const archiveOf = (...postmortems: Postmortem[]) => makeArchive(postmortems, defaultSettings());
const table = ({ columns, rows }: Crosstab) => [['', ...columns], ...rows.map(({ key, counts }) => [key, ...counts])];

describe('crosstabs', () => {
  const archive = archiveOf(
    postmortem('2024-01-01T00:30:00+01:00', { severity: 'sev2', cause: 'network', trigger: 'deploy' }),
    postmortem('2024-02-28', { severity: 'sev1', cause: 'unknown' }),
    postmortem('2024-02-29', { cause: 'unknown', detection: 'alert' }),
    postmortem('2022-03-01', { severity: 'sev2', cause: 'capacity', detection: 'alert' }),
  );

  test('count months by severity, highest severity first, up to the given day', () => {
    const { columns, rows } = timesBySeverity(archive, '2024-04-01');
    expect([columns[0], columns.at(-1), columns.length]).toEqual(['2022-03', '2024-04', 26]);
    expect(rows.map(({ key, total }) => [key, total])).toEqual([
      ['sev1', 1],
      ['sev2', 2],
      ['unknown', 1],
    ]);
    // Half past midnight at +01:00 is still the previous year in UTC.
    expect(rows[1]?.counts[columns.indexOf('2024-01')]).toBe(1);
    expect(rows[2]?.counts[columns.indexOf('2024-02')]).toBe(1);
  });

  test('count years instead of months after more than ten years', () => {
    const [first] = timesBySeverity(archive, '2032-02-01').columns;
    expect([first, timesBySeverity(archive, '2032-02-01').columns.length]).toEqual(['2022-03', 120]);
    const { columns, rows } = timesBySeverity(archive, '2032-03-01');
    expect([columns[0], columns.at(-1)]).toEqual(['2022', '2032']);
    expect(rows.map(({ key, counts }) => [key, ...counts.slice(0, 3)])).toEqual([
      ['sev1', 0, 0, 1],
      ['sev2', 1, 0, 1],
      ['unknown', 0, 0, 1],
    ]);
  });

  test('count years by cause, most frequent first, unknown last, including years without incidents', () => {
    expect(table(yearsByCause(archive, '2025-06-01'))).toEqual([
      ['', '2022', '2023', '2024', '2025'],
      ['capacity', 1, 0, 0, 0],
      ['network', 0, 0, 1, 0],
      ['unknown', 0, 0, 2, 0],
    ]);
  });

  test('count years by trigger and by detection', () => {
    expect(table(yearsByTrigger(archive, '2024-06-01'))).toEqual([
      ['', '2022', '2023', '2024'],
      ['deploy', 0, 0, 1],
      ['unknown', 1, 0, 2],
    ]);
    expect(table(yearsByDetection(archive, '2024-06-01'))).toEqual([
      ['', '2022', '2023', '2024'],
      ['alert', 1, 0, 1],
      ['unknown', 0, 0, 2],
    ]);
  });

  test('continue to an incident after the given day', () => {
    expect(yearsByCause(archive, '2021-01-01').columns).toEqual(['2022', '2023', '2024']);
  });

  test('are empty without incidents', () => {
    expect(timesBySeverity(archiveOf(), '2024-01-01')).toEqual({ columns: [], rows: [] });
    expect(yearsByCause(archiveOf(), '2024-01-01')).toEqual({ columns: [], rows: [] });
  });
});

describe('spreadOf', () => {
  test.each([
    [[], undefined],
    [[1, 2, 3, 4], undefined],
    [
      [5, 1, 4, 2, 3],
      [2, 3, 4],
    ],
    [
      [0, 0, 0, 0, 100],
      [0, 0, 0],
    ],
    // Values of R's quantile(type = 7).
    [
      [1, 2, 3, 4, 5, 6],
      [2.25, 3.5, 4.75],
    ],
    [
      [3, 6, 7, 8, 8, 10, 13, 15, 16, 20],
      [7.25, 9, 14.5],
    ],
  ])('of %j is %j', (values, expected) => {
    const spread = spreadOf(values);
    expect(spread && [spread.lowerQuartile, spread.median, spread.upperQuartile]).toEqual(expected);
  });

  test('is sorted, within the range, and independent of the order of values', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { minLength: 5, maxLength: 200 }), (values) => {
        const { lowerQuartile, median, upperQuartile } = spreadOf(values) ?? {
          lowerQuartile: NaN,
          median: NaN,
          upperQuartile: NaN,
        };
        expect(Math.min(...values)).toBeLessThanOrEqual(lowerQuartile);
        expect(lowerQuartile).toBeLessThanOrEqual(median);
        expect(median).toBeLessThanOrEqual(upperQuartile);
        expect(upperQuartile).toBeLessThanOrEqual(Math.max(...values));
        expect(spreadOf(values.toReversed())).toEqual({ lowerQuartile, median, upperQuartile });
      }),
    );
  });
});

test('samplesOf returns known values, shortest first, and counts unknown ones', () => {
  const samples = samplesOf([
    postmortem('2024-04-15T10:00:00Z', { detected: time('2024-04-15T10:30:00Z'), durationMinutes: 90 }),
    postmortem('2024-04-16T10:00:00Z', { detected: time('2024-04-16T10:00:00Z') }),
    postmortem('2024-04-17', { durationMinutes: 0 }),
  ]);
  expect(samples.map(({ kind, values, unknown }) => [kind, values.map(({ minutes }) => minutes), unknown])).toEqual([
    ['detect', [0, 30], 1],
    ['acknowledge', [], 3],
    ['mitigate', [], 3],
    ['resolve', [0, 90], 1],
  ]);
});

test('impactsOf returns incidents for which both are known', () => {
  const { points, unknown } = impactsOf([
    postmortem('2024-04-15', { durationMinutes: 90, impact: { percent: 0, amounts: [] } }),
    postmortem('2024-04-16', { durationMinutes: 90 }),
    postmortem('2024-04-17', { impact: { percent: 30, amounts: [] } }),
  ]);
  expect({ points: points.map(({ minutes, percent }) => [minutes, percent]), unknown }).toEqual({
    points: [[90, 0]],
    unknown: 2,
  });
});

test('followThroughOf counts actions by the year of their incident and their status on a day', () => {
  const action = (state: ActionItem['status'], due?: string): ActionItem => ({
    title: 'x',
    line: 1,
    status: state,
    ...(due && { due }),
  });
  const rows = followThroughOf(
    [
      postmortem('2024-04-15', {
        actions: [action('done'), action('open', '2024-05-01'), action('open', '2024-05-02')],
      }),
      postmortem('2022-04-15', { actions: [action('dropped')] }),
      postmortem('2023-04-15'),
    ],
    '2024-05-02',
  );
  expect(rows).toEqual([
    { year: '2024', total: 3, counts: { done: 1, open: 1, overdue: 1, unknown: 0, dropped: 0 } },
    { year: '2022', total: 1, counts: { done: 0, open: 0, overdue: 0, unknown: 0, dropped: 1 } },
  ]);
});
