import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDuration } from '../../../../src/postmortem/time/duration.ts';
import {
  type Axis,
  anchorAt,
  countAxis,
  dayAxis,
  durationAxis,
  percent,
  rangesBetween,
  thinned,
} from '../../../../src/site/components/charts/scale.ts';

const labels = (axis: Axis<never>) => axis.ticks.map(({ label }) => label);
const minutes = fc.array(fc.nat(60_000_000), { minLength: 1, maxLength: 50 });

describe('durationAxis', () => {
  test.each<[number[], string[]]>([
    [[], ['1m', '5m']],
    [
      [0, 0],
      ['0', '1m', '5m'],
    ],
    [[0], ['0', '1m', '5m']],
    [[1], ['1m', '5m']],
    [[5], ['5m', '15m']],
    [[60], ['1h', '4h']],
    [
      [0, 90],
      ['0', '1h', '4h'],
    ],
    [
      [3, 57_600],
      ['1m', '5m', '15m', '1h', '4h', '1d', '7d', '30d', '365d'],
    ],
  ])('of %j is named %j', (values, expected) => expect(labels(durationAxis(values, formatDuration))).toEqual(expected));

  test.each<[number[], string[]]>([
    [
      [3, 57_600],
      ['1m', '15m', '1h', '4h', '1d', '7d', '30d', '365d'],
    ],
    [
      [0, 7],
      ['0', '5m', '15m'],
    ],
    [[60], ['1h', '4h']],
  ])('of %j names %j where there is little room', (values, expected) => {
    const { ticks } = durationAxis(values, formatDuration);
    expect(ticks.flatMap(({ label, room }) => (room === 'any' || room === 'medium' ? [label] : []))).toEqual(expected);
  });

  test('is logarithmic, with a zero of its own', () => {
    const { place } = durationAxis([1, 60], formatDuration);
    expect([place(1), place(60), place(8)].map((each) => each.toFixed(3))).toEqual([
      '0.000',
      '1.000',
      (Math.log(8) / Math.log(60)).toFixed(3),
    ]);
    const withZero = durationAxis([0, 1, 60], formatDuration);
    expect(withZero.place(0)).toBe(0);
    expect(withZero.place(1)).toBeGreaterThan(0.05);
  });

  test('holds every value, never puts a longer one before a shorter, and ends within itself', () => {
    fc.assert(
      fc.property(minutes, (values) => {
        const axis = durationAxis(values, formatDuration);
        const places = values.toSorted((a, b) => a - b).map(axis.place);
        for (const place of [...places, ...axis.ticks.map(({ place }) => place)]) {
          expect(place).toBeGreaterThanOrEqual(0);
          expect(place).toBeLessThanOrEqual(1 + 1e-9);
        }
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        const ticks = axis.ticks.map(({ place }) => place);
        expect(ticks).toEqual(ticks.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('countAxis', () => {
  test.each([
    [0, 4, ['1']],
    [1, 4, ['1']],
    [3, 4, ['1', '2', '3']],
    [29, 4, ['10', '20']],
    [10_000, 4, ['2000', '4000', '6000', '8000', '10000']],
  ])('to %i has whole numbers', (most, limit, expected) => {
    expect(labels(countAxis(most, limit))).toEqual(expected);
    expect(countAxis(most, limit).place(0)).toBe(0);
    expect(countAxis(most, limit).place(Math.max(most, 1))).toBe(1);
  });
});

describe('dayAxis', () => {
  test.each([
    ['2012-08-01', '2026-11-21', ['2013', '2016', '2019', '2022', '2025']],
    ['2012-01-15', '2026-11-21', ['2013', '2016', '2019', '2022', '2025']],
    ['2023-08-07', '2026-11-21', ['2024', '2025', '2026']],
    ['2024-01-15', '2024-04-20', ['2024-02', '2024-03', '2024-04']],
    ['2024-01-15', '2025-12-20', ['2024-07', '2025-01', '2025-07']],
    ['2024-01-15', '2024-01-15', []],
    ['1970-01-01', '2026-01-01', ['1970', '1979', '1988', '1997', '2006', '2015', '2024']],
  ])('from %s to %s names %j', (from, to, expected) => expect(labels(dayAxis(from, to))).toEqual(expected));

  test('goes from 0 to 1, later days never before earlier ones', () => {
    const day = fc
      .integer({ min: 0, max: 40_000 })
      .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.array(day, { minLength: 2, maxLength: 10 }), (days) => {
        const sorted = days.toSorted();
        const axis = dayAxis(sorted[0] ?? '', sorted.at(-1) ?? '');
        const places = sorted.map(axis.place);
        expect(places[0]).toBe(0);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        expect(axis.ticks.length).toBeLessThanOrEqual(8);
        for (const { place } of axis.ticks) expect(place >= 0 && place <= 1).toBe(true);
      }),
    );
  });
});

test('rangesBetween holds each value once', () => {
  fc.assert(
    fc.property(minutes, (values) => {
      const axis = durationAxis(values, formatDuration);
      const ranges = rangesBetween(axis.ticks, String);
      for (const value of values) expect(ranges.filter(({ holds }) => holds(axis.place(value)))).toHaveLength(1);
    }),
  );
  const titled = rangesBetween(durationAxis([0, 20], formatDuration).ticks, (from, to) => `${from} to ${to}`);
  expect(titled.map(({ title }) => title)).toEqual(['0 to 15m', '15m to 1h', '1h to undefined']);
});

test.each([
  [0, '0%'],
  [1 / 3, '33.33%'],
  [1, '100%'],
])('percent of %d is %s', (place, text) => expect(percent(place)).toBe(text));

test.each([
  [0, 'start'],
  [0.5, 'middle'],
  [1, 'end'],
])('a text at %d stands by its %s', (place, anchor) => expect(anchorAt(place)).toBe(anchor));

test.each([
  [[], []],
  [
    [1, 2, 3],
    [1, 2, 3],
  ],
  [
    [1, 2, 3, 4],
    [1, 3],
  ],
])('of %j, three at most are %j', (places, expected) => expect(thinned(places, 3)).toEqual(expected));
