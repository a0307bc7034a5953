import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { impactsOf, samplesOf, spreadOf } from '../../../src/archive/statistics/trends.ts';
import { postmortem, time } from '../../tools/archives/incidents.ts';

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
