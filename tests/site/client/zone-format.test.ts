import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatMoment } from '../../../src/postmortem/time/format.ts';
import { zoneFormatter } from '../../../src/site/client/zone-format.ts';

describe('zoneFormatter', () => {
  test.each([
    ['UTC', '2024-04-15T15:45:30Z', '15 April 2024, 15:45 UTC'],
    ['Europe/Copenhagen', '2024-04-15T15:45:00Z', '15 April 2024, 17:45 +02:00'],
    ['Europe/London', '2024-01-15T00:05:00Z', '15 January 2024, 00:05 UTC'],
    ['Europe/Berlin', '2024-10-27T00:59:00Z', '27 October 2024, 02:59 +02:00'],
    ['Europe/Berlin', '2024-10-27T01:00:00Z', '27 October 2024, 02:00 +01:00'],
    ['Asia/Kathmandu', '2023-12-31T18:30:00Z', '1 January 2024, 00:15 +05:45'],
    ['America/New_York', '2024-01-01T04:59:00Z', '31 December 2023, 23:59 -05:00'],
  ])('in %s writes %s as %s', (zone, moment, text) => {
    expect(zoneFormatter(zone, 'en-GB').moment(new Date(moment))).toBe(text);
  });

  test('writes in the language of the page', () => {
    const moment = new Date('2024-03-15T15:45:00Z');
    expect(zoneFormatter('Europe/Berlin', 'de').moment(moment)).toBe('15. März 2024, 16:45 +01:00');
  });

  test('writes as the pages do', () => {
    const format = zoneFormatter('UTC', 'en-GB');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
        const epochMilliseconds = seconds * 1000;
        expect(format.moment(new Date(epochMilliseconds))).toBe(
          formatMoment({ precision: 'time', epochMilliseconds, offset: 'Z' }),
        );
      }),
    );
  });
});
