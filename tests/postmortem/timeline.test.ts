import fc from 'fast-check';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { formatTimestamp, parseTimestamp, type Timestamp } from '../../src/postmortem/time.ts';
import { timelineOf } from '../../src/postmortem/timeline.ts';

const timeline = (markdown: string, started = '2024-04-15T15:45:00Z', timezone?: string) =>
  timelineOf(
    unified().use(remarkParse).use(remarkGfm).parse(markdown).children,
    parseTimestamp(started, timezone) as Timestamp,
    timezone,
  );
const times = (...args: Parameters<typeof timeline>) =>
  timeline(...args).entries.map(({ at, text, milestone }) => [
    formatTimestamp(at),
    text,
    ...(milestone ? [milestone] : []),
  ]);

describe('timelineOf', () => {
  test.each([
    ['- 15:50: Alert', '2024-04-15T15:50:00Z', 'Alert'],
    ['- 15:50 UTC: Alert', '2024-04-15T15:50:00Z', 'Alert'],
    ['- **15:50** – Alert', '2024-04-15T15:50:00Z', 'Alert'],
    ['- 3:50 PM UTC: Alert', '2024-04-15T15:50:00Z', 'Alert'],
    ['- 2024-04-15 9:05 PM Alert', '2024-04-15T21:05:00Z', 'Alert'],
    ['- 8:50 AM PDT Alert', '2024-04-15T15:50:00Z', 'Alert'],
    ['- 2024-04-15 11:50 EDT: Alert', '2024-04-15T15:50:00Z', 'Alert'],
    ['- 17:50 UTC+02:00: Alert', '2024-04-15T15:50:00Z', 'Alert'],
    ['- 15:50 utc: Alert', '2024-04-15T15:50:00Z', 'Alert'],
    ['- 15:50 GET requests fail', '2024-04-15T15:50:00Z', 'GET requests fail'],
    ['- 15:50 Central database fails', '2024-04-15T15:50:00Z', 'Central database fails'],
    ['- 12:05 AM: Alert', '2024-04-16T00:05:00Z', 'Alert'],
    ['- 15:50 +1000 connections', '2024-04-15T15:50:00Z', '+1000 connections'],
    ['- 3:50 Alert', '2024-04-15T03:50:00Z', 'Alert'],
    ['- 2024-04-17 09:05 UTC: Alert', '2024-04-17T09:05:00Z', 'Alert'],
    ['- 2024-04-17T09:05:00+02:00 Alert', '2024-04-17T07:05:00Z', 'Alert'],
    ['| Time | Event |\n| - | - |\n| 15:50 | Alert |', '2024-04-15T15:50:00Z', 'Alert'],
    ['| Time | Event |\n| - | - |\n| 2024-04-15 15:50 | Alert |', '2024-04-15T15:50:00Z', 'Alert'],
  ])('reads %j', (markdown, at, text) => expect(times(markdown)).toEqual([[at, text]]));

  test.each([
    ['15:52-16:10 Rollback', '15:52', '–16:10 Rollback'],
    ['15:52–16:10: Rollback', '15:52', '–16:10 Rollback'],
    ['15:52 - 16:10 - Rollback', '15:52', '–16:10 Rollback'],
    ['15:52 – 16:10 Rollback', '15:52', '–16:10 Rollback'],
    ['17:52-18:10 UTC+2 Rollback', '15:52', '–18:10 Rollback'],
    ['3:52 PM - 4:10 PM Rollback', '15:52', '–4:10 PM Rollback'],
    ['2024-04-15 15:52-16:10 Rollback', '15:52', '–16:10 Rollback'],
    ['2024-04-15 15:52 – 16:10 UTC Rollback', '15:52', '–16:10 Rollback'],
    ['23:50-00:10 Rollback', '23:50', '–00:10 Rollback'],
    ['23:45-00:30 Rollback', '23:45', '–00:30 Rollback'],
    ['10:52-05:00 Rollback', '15:52', 'Rollback'],
    ['04:52 -11:00 Rollback', '15:52', 'Rollback'],
    ['2024-04-15 03:52-05:00 Rollback', '08:52', 'Rollback'],
    ['2024-04-15 17:52 +0200 Rollback', '15:52', 'Rollback'],
    ['17:52 +0200: Rollback', '15:52', 'Rollback'],
    ['21:22+05:30 Rollback', '15:52', 'Rollback'],
    ['10:52-0500 Rollback', '15:52', 'Rollback'],
    ['17:52 UTC+2 Rollback', '15:52', 'Rollback'],
    ['21:22 GMT+5:30 Rollback', '15:52', 'Rollback'],
    ['15:52 - 5 hosts fail', '15:52', '5 hosts fail'],
    ['15:52 - 500 hosts fail', '15:52', '500 hosts fail'],
  ])('reads of %j that it was %s and %j', (item, clock, text) => {
    expect(times(`- ${item}`)).toEqual([[`2024-04-15T${clock}:00Z`, text]]);
  });

  test('takes the offset of the start for one, whatever clock it could be', () =>
    expect(times('- 03:52-05:00 Rollback', '2024-04-15T03:45:00-05:00')).toEqual([
      ['2024-04-15T08:52:00Z', 'Rollback'],
    ]));

  test('reads the first paragraph of an item', () => {
    expect(
      times(
        '- 15:52 Alert on <b>failed</b> logins (detected)\n  - the pager was muted\n- 16:10 Roll\\\n  back\n\n  It took long (resolved)\n- - 16:20 x',
      ),
    ).toEqual([
      ['2024-04-15T15:52:00Z', 'Alert on failed logins', 'detected'],
      ['2024-04-15T16:10:00Z', 'Roll back'],
    ]);
  });

  test('rolls over midnight and new year, in the offset of the start', () => {
    expect(times('- 23:50 A\n- 00:10 B\n- 02:00 C', '2023-12-31T23:30:00-05:00')).toEqual([
      ['2024-01-01T04:50:00Z', 'A'],
      ['2024-01-01T05:10:00Z', 'B'],
      ['2024-01-01T07:00:00Z', 'C'],
    ]);
  });

  test('leaves a small step back on its day', () => {
    expect(times('- 15:50 A\n- 15:48 B').map(([at]) => at)).toEqual(['2024-04-15T15:50:00Z', '2024-04-15T15:48:00Z']);
  });

  describe('reads clocks that are changed during an incident as they were', () => {
    const berlin = (markdown: string, started: string) =>
      times(markdown, started, 'Europe/Berlin').map(([at, text]) => `${at} ${text}`);

    test.each([
      ['with the offset written', '2024-10-27T01:30:00+02:00'],
      ['without, in the zone of the archive', '2024-10-27T01:30'],
    ])('put back, %s', (_, started) => {
      expect(berlin('- 02:50 A\n- 02:10 B\n- 03:00 C', started)).toEqual([
        '2024-10-27T00:50:00Z A',
        '2024-10-27T01:10:00Z B',
        '2024-10-27T02:00:00Z C',
      ]);
    });

    test('put forward', () => {
      expect(berlin('- 01:59 A\n- 03:00 B', '2024-03-31T01:30:00+01:00')).toEqual([
        '2024-03-31T00:59:00Z A',
        '2024-03-31T01:00:00Z B',
      ]);
      const { entries, unreadable } = timeline(
        '- 02:30 No clock showed that',
        '2024-03-31T01:30+01:00',
        'Europe/Berlin',
      );
      expect([entries.length, unreadable.length]).toEqual([0, 1]);
    });

    test('on the night after the entry above', () => {
      expect(berlin('- 23:50 A\n- 00:10 B\n- 04:00 C', '2024-03-30T23:30:00+01:00')).toEqual([
        '2024-03-30T22:50:00Z A',
        '2024-03-30T23:10:00Z B',
        '2024-03-31T02:00:00Z C',
      ]);
    });

    test('of a start that is known by its day only', () => {
      expect(berlin('- 08:00 A\n- 2024-07-02 08:00 B', '2024-07-01')).toEqual([
        '2024-07-01T06:00:00Z A',
        '2024-07-02T06:00:00Z B',
      ]);
    });

    test('but not where the start is at an offset of another zone', () => {
      expect(berlin('- 02:50 A\n- 03:10 B', '2024-10-27T02:30:00Z')).toEqual([
        '2024-10-27T02:50:00Z A',
        '2024-10-27T03:10:00Z B',
      ]);
    });
  });

  test('names milestones', () => {
    expect(times('- 15:50 Alert fires (detected)\n- 17:45 Over. (Resolved)')).toEqual([
      ['2024-04-15T15:50:00Z', 'Alert fires', 'detected'],
      ['2024-04-15T17:45:00Z', 'Over.', 'resolved'],
    ]);
  });

  test('passes over prose and reports what only looks like a time', () => {
    const { entries, unreadable } = timeline(
      '- Later that day\n- 25:10 Alert\n- 4:OO PM Alert\n- 13:00 PM Alert\n- 16:00 CET Alert\n- 2024-04-15 8:50 Pacific time: Alert\n- 17:50 UTC+15 Alert\n- 15:50 +14:15 Alert\n- 18:00-16:10 Alert\n- 15:50 +02:07 Alert\n- 3:50-4:10 PM Alert',
    );
    expect(entries).toEqual([]);
    expect(unreadable).toEqual([
      { text: '25:10 Alert', line: 2 },
      { text: '4:OO PM Alert', line: 3 },
      { text: '13:00 PM Alert', line: 4 },
      { text: '16:00 CET Alert', line: 5 },
      { text: '2024-04-15 8:50 Pacific time: Alert', line: 6 },
      { text: '17:50 UTC+15 Alert', line: 7 },
      { text: '15:50 +14:15 Alert', line: 8 },
      { text: '18:00-16:10 Alert', line: 9 },
      { text: '15:50 +02:07 Alert', line: 10 },
      { text: '3:50-4:10 PM Alert', line: 11 },
    ]);
  });

  test('keeps the order of any clock times that go forward', () => {
    fc.assert(
      fc.property(fc.nat(1439), fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 20 }), (start, steps) => {
        const begin = Date.UTC(2024, 0, 1) + start * 60_000;
        let now = begin;
        const moments = steps.map((step) => {
          now += step * 60_000;
          return new Date(now).toISOString();
        });
        const markdown = moments.map((moment) => `- ${moment.slice(11, 16)} x`).join('\n');
        const read = times(markdown, new Date(begin).toISOString()).map(([at]) => at);
        expect(read).toEqual(moments.map((moment) => moment.replace('.000', '')));
      }),
    );
  });
});
