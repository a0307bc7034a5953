import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateInZone, isTimeZone, momentsAt, offsetsOfChange } from '../../../src/postmortem/time/clocks.ts';
import { daysAfter, daysBetween, isDay } from '../../../src/postmortem/time/days.ts';
import { formatDuration, parseDuration } from '../../../src/postmortem/time/duration.ts';
import { formatClock, formatForComparison, formatMailDate, formatMoment } from '../../../src/postmortem/time/format.ts';
import { parseTimestamp } from '../../../src/postmortem/time/parse-timestamp.ts';
import {
  formatTimestamp,
  formatWritten,
  type Instant,
  isBefore,
  localDate,
  minutesBetween,
} from '../../../src/postmortem/time/timestamp.ts';

describe('parseTimestamp', () => {
  test.each([
    ['2024-04-15T15:45:00Z', '2024-04-15T15:45:00Z'],
    ['2024-04-15T15:45Z', '2024-04-15T15:45:00Z'],
    ['2024-04-15 15:45Z', '2024-04-15T15:45:00Z'],
    ['2024-04-15 15:45 +02:00', '2024-04-15T13:45:00Z'],
    ['2024-12-31T23:30:00-05:00', '2025-01-01T04:30:00Z'],
    ['2024-04-15 15:45 UTC', '2024-04-15T15:45:00Z'],
    ['2024-04-15T15:45 (UTC)', '2024-04-15T15:45:00Z'],
    ['2024-04-15 15:45 +0200', '2024-04-15T13:45:00Z'],
    ['2024-04-15 15:45 UTC+2', '2024-04-15T13:45:00Z'],
    ['2024-04-15 15:45:30 PST', '2024-04-15T23:45:30Z'],
    ['2024-04-15 15:45 Europe/Berlin', '2024-04-15T13:45:00Z'],
    ['2024-02-29', '2024-02-29'],
    ['2024-02', '2024-02'],
  ])('parses %s', (text, expected) => {
    const timestamp = parseTimestamp(text);
    expect(typeof timestamp === 'object' && formatTimestamp(timestamp)).toBe(expected);
  });

  test.each([
    '',
    'yesterday',
    '0024-04-15',
    '0001-01-01T00:00+10:00',
    '12024-04-15',
    '2024-04-15T15:45+25:00',
    '2023-02-29',
    '2024-13-01',
    '2024-04-15T25:00Z',
    '2024-04-15T10:60Z',
    '15:45',
    '1',
    '2024-13',
    '2024-00',
    '24-04',
    '2024-4',
    '2024-04 15:45Z',
    '2024-04-15 15:45 nowhere',
    '2024-04-15 15:45 UTC tomorrow',
    '2024-04-15 15:45 local time',
  ])('rejects %j', (text) => expect(parseTimestamp(text)).toBeUndefined());

  test('requires an offset when no zone is set', () => {
    expect(parseTimestamp('2024-04-15 15:45')).toBe('no-offset');
  });

  test.each<[text: string, timezone: string | undefined, zones: Record<string, string> | undefined, expected: string]>([
    ['2024-07-15 15:45 CET', undefined, undefined, 'several-zones'],
    ['2024-01-15 15:45 CET', undefined, undefined, '2024-01-15T14:45:00Z'],
    ['2024-07-15 15:45 CET', 'Europe/Berlin', undefined, '2024-07-15T13:45:00Z'],
    ['2024-07-15 15:45 CET', undefined, { CET: '+01:00' }, '2024-07-15T14:45:00Z'],
    ['2024-07-15 15:45 HQ', undefined, { HQ: 'Asia/Tokyo' }, '2024-07-15T06:45:00Z'],
    ['2024-03-31 02:30 Europe/Berlin', 'UTC', undefined, 'skipped'],
  ])('%s in the zone %j, with the abbreviations %j, is %s', (text, timezone, zones, expected) => {
    const timestamp = parseTimestamp(text, timezone, zones);
    expect(typeof timestamp === 'object' ? formatTimestamp(timestamp) : timestamp).toBe(expected);
  });

  test.each([
    ['2024-03-31 01:59', '+01:00'],
    ['2024-03-31 03:00', '+02:00'],
  ])('uses the offset of the zone for %s', (text, offset) => {
    expect(parseTimestamp(text, 'Europe/Copenhagen')).toMatchObject({ offset });
  });
});

describe('a time that clocks skipped or repeated', () => {
  test.each([
    ['2024-03-31T02:30', 'Europe/Berlin', 'skipped', ['+01:00', '+02:00']],
    ['2024-03-31 02:00:00', 'Europe/Berlin', 'skipped', ['+01:00', '+02:00']],
    ['2024-10-27T02:30', 'Europe/Berlin', 'repeated', ['+02:00', '+01:00']],
    ['2024-10-27 02:59:59.9', 'Europe/Berlin', 'repeated', ['+02:00', '+01:00']],
    ['2024-03-10T02:30', 'America/Los_Angeles', 'skipped', ['-08:00', '-07:00']],
    ['2024-11-03T01:30', 'America/Los_Angeles', 'repeated', ['-07:00', '-08:00']],
    ['2024-10-06T02:15', 'Australia/Lord_Howe', 'skipped', ['+10:30', '+11:00']],
    ['2011-12-30T10:00', 'Pacific/Apia', 'skipped', ['-10:00', '+14:00']],
  ])('%s in %s is %s', (text, zone, problem, offsets) => {
    expect(parseTimestamp(text, zone)).toBe(problem);
    expect(offsetsOfChange(text, zone)).toEqual(offsets);
  });

  test.each([
    ['2024-03-31T01:59:59', '+01:00'],
    ['2024-03-31T03:00', '+02:00'],
    ['2024-10-27T01:59:59', '+02:00'],
    ['2024-10-27T03:00', '+01:00'],
  ])('is not %s in Europe/Berlin', (text, offset) => {
    expect(parseTimestamp(text, 'Europe/Berlin')).toMatchObject({ offset });
  });

  test('is any time that its zone did not show exactly once; either offset makes it a unique moment', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'America/Los_Angeles', 'Australia/Lord_Howe', 'Africa/Casablanca');
    const minute = fc.integer({ min: Date.UTC(1990, 0, 1) / 60_000, max: Date.UTC(2040, 0, 1) / 60_000 });
    fc.assert(
      fc.property(zone, minute, (zone, minute) => {
        const text = new Date(minute * 60_000).toISOString().slice(0, 16);
        const moments = momentsAt(text.slice(0, 10), `${text.slice(11)}:00`, zone);
        const found = parseTimestamp(text, zone);
        if (typeof found === 'object') expect([found]).toEqual(moments);
        else {
          expect(moments).toHaveLength(found === 'skipped' ? 0 : 2);
          for (const offset of offsetsOfChange(text, zone))
            expect(parseTimestamp(text + offset)).toMatchObject({ offset });
        }
      }),
      // Skipped and repeated hours are rare.
      {
        examples: [
          ['Europe/Berlin', Date.UTC(2024, 2, 31, 2, 30) / 60_000],
          ['Africa/Casablanca', Date.UTC(2024, 2, 10, 2, 30) / 60_000],
        ],
      },
    );
  });
});

test.each([
  ['1971-01-01T10:00', 'Africa/Monrovia', '-00:44'],
  ['1905-01-01T10:00', 'Europe/Dublin', '-00:25'],
  ['1910-06-01T10:00', 'Africa/Lagos', '+00:14'],
])('%s in %s has an offset of whole minutes', (text, zone, offset) => {
  const timestamp = parseTimestamp(text, zone);
  if (typeof timestamp !== 'object') throw new Error('unreadable');
  expect(timestamp).toMatchObject({ offset });
  expect(`${localDate(timestamp)}T${timestamp.precision === 'time' && formatClock(timestamp)}`).toBe(text);
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
    ['2 hours', 120],
    ['45 minutes', 45],
    ['1.5h', 90],
    ['1,5 Stunden', 90],
    ['90 min', 90],
    ['1 hour and 35 minutes', 95],
    ['1 Tag, 2 Std. 5 Min.', 1565],
    ['2 weeks', 20_160],
    ['1.15 hours', 69],
    ['PT1.5H', 90],
  ])('parses %s', (text, minutes) => expect(parseDuration(text)).toBe(minutes));

  test.each([
    '',
    'P',
    'PT',
    '2',
    'h',
    '-2h',
    '1.33h',
    '35m 1h',
    'and 1h',
    '1h,',
    '~2h',
    'unknown',
    '99999999999999999999h',
  ])('refuses %j', (text) => expect(parseDuration(text)).toBeUndefined());

  // Backtracking over the spaces would take hours.
  test('rejects a million spaces between two numbers', () => {
    expect(parseDuration(`1d${' '.repeat(1_000_000)}1`)).toBeUndefined();
  });

  test('parses the output of formatDuration', () => {
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

  test('minutesBetween is not negative for times in order, and isBefore agrees with it', () => {
    fc.assert(
      fc.property(time, time, (a, b) => {
        const minutes = minutesBetween(a, b) as number;
        expect(isBefore(b, a)).toBe(minutes < 0);
      }),
    );
  });

  test.each([
    ['2024-04-15', '2024-04-15T22:00:00-05:00', false, false],
    ['2024-04-15', '2024-04-16T08:00:00+09:00', true, false],
    ['2024-04-16', '2024-04-15T22:00:00-05:00', false, true],
    ['2024-04-15', '2024-04-15T00:00:00Z', false, false],
    ['2024-04-15', '2024-04-16', true, false],
    ['2024-04-15T22:00:00-05:00', '2024-04-16T02:00:00Z', false, true],
  ])('of %s and %s: before %s, after %s', (first, second, before, after) => {
    const [a, b] = [parseTimestamp(first), parseTimestamp(second)];
    if (typeof a !== 'object' || typeof b !== 'object') throw new Error('unreadable');
    expect([isBefore(a, b), isBefore(b, a)]).toEqual([before, after]);
  });

  test.each([
    ['2024-04', '2024-04-01', false, false],
    ['2024-04', '2024-04-30T23:00:00-05:00', false, false],
    ['2024-04', '2024-04', false, false],
    ['2024-04', '2024-05-01', true, false],
    ['2024-03-31', '2024-04', true, false],
    ['2025-01', '2024-12-31T23:59:59Z', false, true],
  ])('a month is only before other months: %s and %s', (first, second, isEarlier, isLater) => {
    const [a, b] = [parseTimestamp(first), parseTimestamp(second)];
    if (typeof a !== 'object' || typeof b !== 'object') throw new Error('unreadable');
    expect([isBefore(a, b), isBefore(b, a), minutesBetween(a, b)]).toEqual([isEarlier, isLater, undefined]);
    expect(formatWritten(a)).toBe(first);
  });

  test('a plain date and a time on that date are not before each other', () => {
    expect(formatMoment({ precision: 'month', date: '2024-04' })).toBe('April 2024');
    const day = { precision: 'day' as const, date: '2024-04-15' };
    const noon = parseTimestamp('2024-04-15T12:00Z');
    if (typeof noon !== 'object') throw new Error('unreadable');
    expect([isBefore(day, noon), isBefore(noon, day), minutesBetween(day, noon), localDate(noon)]).toEqual([
      false,
      false,
      undefined,
      '2024-04-15',
    ]);
  });
});

describe('the displayed text', () => {
  const at = (text: string) => {
    const timestamp = parseTimestamp(text);
    if (typeof timestamp !== 'object') throw new Error(`unreadable: ${text}`);
    return timestamp;
  };

  test.each([
    ['2024-04-15T15:45:59Z', '15 April 2024, 15:45 UTC'],
    ['2024-04-15T23:45:00-05:00', '15 April 2024, 23:45 -05:00'],
    ['2024-04-15T15:45:00-00:00', '15 April 2024, 15:45 UTC'],
    ['2024-04-15T15:45:00+05:30', '15 April 2024, 15:45 +05:30'],
    ['2024-02-29', '29 February 2024'],
    ['1900-01-01', '1 January 1900'],
  ])('of the timestamp %s is %s', (text, expected) => expect(formatMoment(at(text))).toBe(expected));

  test.each([
    ['2019-12-04T00:30:00+01:00', 'Wed, 04 Dec 2019 00:30:00 +0100'],
    ['2020-12-31T20:00:00-08:00', 'Thu, 31 Dec 2020 20:00:00 -0800'],
    ['2024-04-15T15:45:00Z', 'Mon, 15 Apr 2024 15:45:00 GMT'],
    ['2024-04-15T15:45:00-00:00', 'Mon, 15 Apr 2024 15:45:00 -0000'],
  ])('of the timestamp %s in RSS is %s', (text, expected) => {
    const moment = at(text) as Instant;
    expect(formatMailDate(moment)).toBe(expected);
    expect(Date.parse(expected)).toBe(moment.epochMilliseconds);
  });

  test.each([
    // Two times that are shown together, and both as reports show them.
    ['2019-12-04T00:20:00+01:00', '2019-12-04T00:30:00+01:00', '2019-12-04T00:20:00+01:00 2019-12-04T00:30:00+01:00'],
    ['2019-12-04T00:20:00+01:00', '2019-12-04T00:30:00Z', '2019-12-03T23:20:00Z 2019-12-04T00:30:00Z'],
    ['2019-12-04T00:20:00+01:00', '2019-12-05', '2019-12-04T00:20:00+01:00 2019-12-05'],
  ])('of %s next to %s is %s', (text, other, expected) => {
    expect(`${formatForComparison(at(text), at(other))} ${formatForComparison(at(other), at(text))}`).toBe(expected);
  });

  test.each([
    [0, '0m'],
    [90, '1h 30m'],
    [1440, '1d'],
    [1501, '1d 1h 1m'],
  ])('of a duration of %i minutes is %s', (minutes, expected) => expect(formatDuration(minutes)).toBe(expected));
});

test.each([
  ['2024-04-15T23:45:00Z', '+02:00', '2024-04-16'],
  ['2024-04-15T23:45:00Z', 'Z', '2024-04-15'],
  ['2024-04-15T00:15:00Z', '-05:00', '2024-04-14'],
  ['2024-04-15', '-05:00', '2024-04-15'],
])('the day of %s at %s is %s', (text, offset, day) => {
  const timestamp = parseTimestamp(text);
  expect(typeof timestamp === 'object' && dateInZone(timestamp, offset)).toBe(day);
});

test.each([
  ['2024-02-29', true],
  ['2024-02-30', false],
  ['1900-01-01', true],
  ['2999-12-31', true],
  ['0000-01-01', false],
  ['9999-12-31', false],
  ['2024-13-45', false],
  ['2024-5-1', false],
  ['2024-05-01T00:00Z', false],
  ['soon', false],
])('%j is a day: %s', (text, expected) => expect(isDay(text)).toBe(expected));

test.each([
  ['Europe/Copenhagen', true],
  ['UTC', true],
  ['+02:00', true],
  ['Europe/Atlantis', false],
  ['', false],
])('%j is a time zone: %s', (name, expected) => expect(isTimeZone(name)).toBe(expected));

test.each([
  ['2024-02-28', '2024-03-01', 2],
  ['2023-02-28', '2023-03-01', 1],
  ['2024-04-15', '2024-04-15', 0],
  ['2024-04-15', '2023-04-15', -366],
  ['2024-04', '2024-04-20', 5],
])('from %s to %s there are %i days', (from, to, days) => expect(daysBetween(from, to)).toBe(days));

test('daysBetween is the reverse of daysAfter', () => {
  const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(day, fc.integer({ min: -100_000, max: 100_000 }), (date, days) => {
      const from = date.toISOString().slice(0, 10);
      expect(daysBetween(from, daysAfter(from, days))).toBe(days);
    }),
  );
});

test('months survive formatting and parsing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1900, max: 2999 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
      const timestamp = { precision: 'month' as const, date: `${year}-${String(month).padStart(2, '0')}` };
      expect(parseTimestamp(formatWritten(timestamp))).toEqual(timestamp);
    }),
  );
});

test('moments survive formatting and parsing at any offset', () => {
  const range = { min: Date.UTC(1900, 0, 2), max: Date.UTC(2999, 11, 30) };
  const offset = fc.tuple(fc.constantFrom('+', '-'), fc.nat(13), fc.nat(59)).map(([sign, hours, minutes]) => {
    return `${sign}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
  });
  fc.assert(
    fc.property(fc.integer(range), offset, (milliseconds, own) => {
      const moment = {
        precision: 'time' as const,
        epochMilliseconds: Math.floor(milliseconds / 1000) * 1000,
        offset: own,
      };
      expect(parseTimestamp(formatTimestamp(moment))).toEqual({ ...moment, offset: 'Z' });
      const local = `${dateInZone(moment, own)} ${formatClock(moment)}${own}`;
      const minute = Math.floor(moment.epochMilliseconds / 60_000) * 60_000;
      expect(parseTimestamp(local)).toEqual({ ...moment, epochMilliseconds: minute });
      expect(parseTimestamp(formatWritten(moment))).toEqual(moment);
      expect(localDate(moment)).toBe(dateInZone(moment, own));
    }),
  );
});
