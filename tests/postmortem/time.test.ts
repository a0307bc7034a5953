import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dayOf,
  formatDuration,
  formatTimestamp,
  isBefore,
  minutesBetween,
  parseDuration,
  parseTimestamp,
} from '../../src/postmortem/time.ts';

describe('parseTimestamp', () => {
  test.each([
    ['2024-04-15T15:45:00Z', '2024-04-15T15:45:00Z'],
    ['2024-04-15T15:45Z', '2024-04-15T15:45:00Z'],
    ['2024-04-15 15:45Z', '2024-04-15T15:45:00Z'],
    ['2024-04-15 15:45 +02:00', '2024-04-15T13:45:00Z'],
    ['2024-12-31T23:30:00-05:00', '2025-01-01T04:30:00Z'],
    ['2024-02-29', '2024-02-29'],
  ])('reads %s', (text, expected) => {
    const timestamp = parseTimestamp(text);
    expect(timestamp === undefined || timestamp === 'no-offset' ? timestamp : formatTimestamp(timestamp)).toBe(
      expected,
    );
  });

  test.each(['', 'yesterday', '2023-02-29', '2024-13-01', '2024-04-15T25:00Z', '2024-04-15T10:60Z', '15:45', '1'])(
    'refuses %j',
    (text) => expect(parseTimestamp(text)).toBeUndefined(),
  );

  test('asks for an offset where no zone is set', () => {
    expect(parseTimestamp('2024-04-15 15:45')).toBe('no-offset');
  });

  test.each([
    ['2024-03-31 01:59', '+01:00'],
    ['2024-03-31 03:00', '+02:00'],
  ])('takes the offset of %s from the zone', (text, offset) => {
    expect(parseTimestamp(text, 'Europe/Copenhagen')).toMatchObject({ offset });
  });
});

describe('parseDuration', () => {
  test.each([
    ['2h', 120],
    ['1h 35m', 95],
    ['1h35m', 95],
    ['45m', 45],
    ['3d 4h', 4560],
    ['PT2H', 120],
    ['P1DT2H30M', 1590],
    ['0m', 0],
  ])('reads %s', (text, minutes) => expect(parseDuration(text)).toBe(minutes));

  test.each(['', 'P', 'PT', '2', 'h', '-2h', '1.5h', '35m 1h', 'unknown', '99999999999999999999h'])(
    'refuses %j',
    (text) => expect(parseDuration(text)).toBeUndefined(),
  );

  test('reads back what formatDuration writes', () => {
    fc.assert(
      fc.property(fc.nat(), (minutes) => {
        expect(parseDuration(formatDuration(minutes))).toBe(minutes);
      }),
    );
  });
});

describe('comparisons', () => {
  const time = fc
    .integer({ min: 0, max: 4e9 })
    .map((seconds) => ({ precision: 'time' as const, epochMilliseconds: seconds * 1000, offset: 'Z' }));

  test('minutesBetween is not negative where the order is right, and isBefore agrees with it', () => {
    fc.assert(
      fc.property(time, time, (a, b) => {
        const minutes = minutesBetween(a, b) as number;
        expect(isBefore(b, a)).toBe(minutes < 0);
      }),
    );
  });

  test('a day and a time on it are not before each other', () => {
    const day = { precision: 'day' as const, date: '2024-04-15' };
    const noon = parseTimestamp('2024-04-15T12:00Z');
    if (noon === undefined || noon === 'no-offset') throw new Error('unreadable');
    expect([isBefore(day, noon), isBefore(noon, day), minutesBetween(day, noon), dayOf(noon)]).toEqual([
      false,
      false,
      undefined,
      '2024-04-15',
    ]);
  });
});
