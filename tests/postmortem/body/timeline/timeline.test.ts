import fc from 'fast-check';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { parseEntryTime } from '../../../../src/postmortem/body/timeline/entry-time.ts';
import { parseTimeline } from '../../../../src/postmortem/body/timeline/parse-timeline.ts';
import { parseTimestamp } from '../../../../src/postmortem/time/parse-timestamp.ts';
import { formatTimestamp, localDate, type Timestamp } from '../../../../src/postmortem/time/timestamp.ts';

const START: Timestamp = { precision: 'day', date: '2024-04-15' };

const treeOf = (markdown: string) => unified().use(remarkParse).use(remarkGfm).parse(markdown).children;
const timeline = (markdown: string, started = '2024-04-15T15:45:00Z', timezone?: string) =>
  parseTimeline(treeOf(markdown), { started: parseTimestamp(started, timezone) as Timestamp, timezone });
const times = (...args: Parameters<typeof timeline>) =>
  timeline(...args).entries.map(({ at, text, milestone }) => [
    formatTimestamp(at),
    text,
    ...(milestone ? [milestone] : []),
  ]);

describe('parseTimeline', () => {
  test('needs the day of each entry if only the month of the start is known', () => {
    const { entries, unread } = timeline(
      '- 15:50 First\n- Monday 10:00 Second\n- 2024-04-16 09:00 Third\n- 10:00 Fourth',
      '2024-04',
    );
    expect(entries.map(({ at, text }) => [formatTimestamp(at), text])).toEqual([
      ['2024-04-16T09:00:00Z', 'Third'],
      ['2024-04-16T10:00:00Z', 'Fourth'],
    ]);
    expect(unread.map(({ count, reasons }) => [count, reasons])).toEqual([[2, [{ kind: 'no-day' }]]]);
    expect(times('- 16 Apr 09:00 Alert', '2024-04')).toEqual([['2024-04-16T09:00:00Z', 'Alert']]);
  });

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
    ['- 2024-04-17  09:05 Alert', '2024-04-17T09:05:00Z', 'Alert'],
    ['- 15:50:30 Alert', '2024-04-15T15:50:30Z', 'Alert'],
    ['- 15:50:30,123 ERROR Alert', '2024-04-15T15:50:30Z', 'ERROR Alert'],
    ['- 15:50:30.123 ERROR Alert', '2024-04-15T15:50:30Z', 'ERROR Alert'],
    ['- 15:50Z Alert', '2024-04-15T15:50:00Z', 'Alert'],
    ['- 15:50UTC Alert', '2024-04-15T15:50:00Z', 'Alert'],
    ['- 3:50pm Alert', '2024-04-15T15:50:00Z', 'Alert'],
    ['- 3:50p.m. Alert', '2024-04-15T15:50:00Z', 'Alert'],
    ['- 15:50:Alert', '2024-04-15T15:50:00Z', 'Alert'],
    ['- 15:50-Alert', '2024-04-15T15:50:00Z', 'Alert'],
    ['- 15:50—5 hosts fail', '2024-04-15T15:50:00Z', '5 hosts fail'],
    ['- 15:50, Alert', '2024-04-15T15:50:00Z', ', Alert'],
    ['- 15:50 1:1000 logins fail', '2024-04-15T15:50:00Z', '1:1000 logins fail'],
    ['- 15:50 - 1:1000 logins fail', '2024-04-15T15:50:00Z', '1:1000 logins fail'],
    ['- 15:50 pm2 restarts', '2024-04-15T15:50:00Z', 'pm2 restarts'],
    ['- 15:50告警', '2024-04-15T15:50:00Z', '告警'],
    ['| Time | Event |\n| - | - |\n| 15:50 | Alert |', '2024-04-15T15:50:00Z', 'Alert'],
    ['| Time | Event |\n| - | - |\n| 2024-04-15 15:50 | Alert |', '2024-04-15T15:50:00Z', 'Alert'],
  ])('parses %j', (markdown, at, text) => expect(times(markdown)).toEqual([[at, text]]));

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
    ['15:52-16:10Z Rollback', '15:52', '–16:10 Rollback'],
    ['15:52 - 5:00 pm Rollback', '15:52', '–5:00 pm Rollback'],
    ['15:52-5:00 pm Rollback', '15:52', '–5:00 pm Rollback'],
    ['10:05 - 5:00 pm Rollback', '10:05', '–5:00 pm Rollback'],
    ['10:05-5:00pm: Rollback', '10:05', '–5:00pm Rollback'],
    ['10:05 – 5:00 p.m. Rollback', '10:05', '–5:00 p.m. Rollback'],
    ['11:30 - 12:15 PM Rollback', '11:30', '–12:15 PM Rollback'],
    ['12:30 - 1:15 PM Rollback', '12:30', '–1:15 PM Rollback'],
    ['8:50 - 9:10 AM Rollback', '08:50', '–9:10 AM Rollback'],
    ['10:05 - 5:00 am Rollback', '10:05', '–5:00 am Rollback'],
    ['22:05 - 5:00 am Rollback', '22:05', '–5:00 am Rollback'],
    ['2024-04-15 12:10 - 1:00 am Rollback', '00:10', '–1:00 am Rollback'],
    ['3:52 PM - 4:10 Rollback', '15:52', '–4:10 Rollback'],
    ['15:52-16:?? Rollback', '15:52', '16:?? Rollback'],
    ['15:52 - 16:100 logins fail', '15:52', '16:100 logins fail'],
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
  ])('parses %j as %s and %j', (item, clock, text) => {
    expect(times(`- ${item}`)).toEqual([[`2024-04-15T${clock}:00Z`, text]]);
  });

  test('treats the offset of the start as an offset, not as the end of a range', () =>
    expect(times('- 03:52-05:00 Rollback', '2024-04-15T03:45:00-05:00')).toEqual([
      ['2024-04-15T08:52:00Z', 'Rollback'],
    ]));

  test('uses the first paragraph of an item', () => {
    expect(
      times(
        '- 15:52 Alert on <b>failed</b> logins (detected)\n  - the pager was muted\n- 16:10 Roll\\\n  back\n\n  It took long (resolved)\n- - 16:20 x',
      ),
    ).toEqual([
      ['2024-04-15T15:52:00Z', 'Alert on failed logins', 'detected'],
      ['2024-04-15T16:10:00Z', 'Roll back'],
      ['2024-04-15T16:20:00Z', 'x'],
    ]);
  });

  test('rolls over at midnight and new year, at the offset of the start', () => {
    expect(times('- 23:50 A\n- 00:10 B\n- 02:00 C', '2023-12-31T23:30:00-05:00')).toEqual([
      ['2024-01-01T04:50:00Z', 'A'],
      ['2024-01-01T05:10:00Z', 'B'],
      ['2024-01-01T07:00:00Z', 'C'],
    ]);
  });

  test('keeps the day for a small step back', () => {
    expect(times('- 15:50 A\n- 15:48 B').map(([at]) => at)).toEqual(['2024-04-15T15:50:00Z', '2024-04-15T15:48:00Z']);
  });

  describe('handles clock changes during an incident:', () => {
    const berlin = (markdown: string, started: string) =>
      times(markdown, started, 'Europe/Berlin').map(([at, text]) => `${at} ${text}`);

    test.each([
      ['with the offset written', '2024-10-27T01:30:00+02:00'],
      ['without, in the zone of the archive', '2024-10-27T01:30'],
    ])('repeated hour, %s', (_, started) => {
      expect(berlin('- 02:50 A\n- 02:10 B\n- 03:00 C', started)).toEqual([
        '2024-10-27T00:50:00Z A',
        '2024-10-27T01:10:00Z B',
        '2024-10-27T02:00:00Z C',
      ]);
    });

    test('skipped hour', () => {
      expect(berlin('- 01:59 A\n- 03:00 B', '2024-03-31T01:30:00+01:00')).toEqual([
        '2024-03-31T00:59:00Z A',
        '2024-03-31T01:00:00Z B',
      ]);
    });

    test.each(['02:30 Alert', '2024-03-31 02:30 Alert'])('reports the skipped time %s', (text) => {
      const skipped = { zone: 'Europe/Berlin', offsets: ['+01:00', '+02:00'] };
      const found = timeline(`- ${text}`, '2024-03-31T01:30+01:00', 'Europe/Berlin');
      expect(found).toEqual({ entries: [], unreadable: [{ text, line: 1, skipped }], unread: [] });
      for (const offset of skipped.offsets) {
        expect(timeline(`- ${text.replace(' Alert', `${offset} Alert`)}`, '2024-03-31T01:30+01:00').unreadable).toEqual(
          [],
        );
      }
    });

    test('repeated hour, for a first entry with a date: not before the start', () => {
      expect(berlin('- 2024-10-27 02:20 A', '2024-10-27T02:10+01:00')).toEqual(['2024-10-27T01:20:00Z A']);
      expect(berlin('- 02:20 A', '2024-10-27T02:10+01:00')).toEqual(['2024-10-27T01:20:00Z A']);
    });

    test('in the night after the previous entry', () => {
      expect(berlin('- 23:50 A\n- 00:10 B\n- 04:00 C', '2024-03-30T23:30:00+01:00')).toEqual([
        '2024-03-30T22:50:00Z A',
        '2024-03-30T23:10:00Z B',
        '2024-03-31T02:00:00Z C',
      ]);
    });

    test('when the start is a plain date', () => {
      expect(berlin('- 08:00 A\n- 2024-07-02 08:00 B', '2024-07-01')).toEqual([
        '2024-07-01T06:00:00Z A',
        '2024-07-02T06:00:00Z B',
      ]);
    });

    test('except when the start has the offset of another zone', () => {
      expect(berlin('- 02:50 A\n- 03:10 B', '2024-10-27T02:30:00Z')).toEqual([
        '2024-10-27T02:50:00Z A',
        '2024-10-27T03:10:00Z B',
      ]);
    });
  });

  describe('parses all times without a zone in one zone:', () => {
    test.each([
      // `started`, the zone of the archive, and the moment of 15:50 on 15 April.
      ['UTC, where the start is in UTC', '2024-04-15T15:45:00Z', 'America/Los_Angeles', '2024-04-15T15:50:00Z'],
      ['the offset of the start', '2024-04-15T15:45:00+02:00', 'America/Los_Angeles', '2024-04-15T13:50:00Z'],
      [
        'the zone of the archive, at its offset',
        '2024-04-15T15:45:00-07:00',
        'America/Los_Angeles',
        '2024-04-15T22:50:00Z',
      ],
      ['the zone of the archive, without an offset', '2024-04-15T15:45', 'America/Los_Angeles', '2024-04-15T22:50:00Z'],
      [
        'the zone of the archive, where the start is a day',
        '2024-04-15',
        'America/Los_Angeles',
        '2024-04-15T22:50:00Z',
      ],
      [
        'the offset of the start, where the archive has no zone',
        '2024-04-15T15:45:00+02:00',
        undefined,
        '2024-04-15T13:50:00Z',
      ],
      ['UTC, where nothing says another', '2024-04-15', undefined, '2024-04-15T15:50:00Z'],
    ])('%s', (_, started, timezone, expected) => {
      expect(times('- 15:50 A\n- 2024-04-15 15:50 B\n- 15:50 C', started, timezone)).toEqual([
        [expected, 'A'],
        [expected, 'B'],
        [expected, 'C'],
      ]);
    });

    test.each([
      ['followed over changes of its clocks', '2024-03-30T10:00:00+00:00', '2024-04-02T09:00:00Z'],
      ['but not where the start is in UTC', '2024-03-30T10:00:00Z', '2024-04-02T10:00:00Z'],
    ])('the zone of the archive, %s', (_, started, expected) => {
      expect(times('- 2024-04-02 10:00 A\n- 10:00 B', started, 'Europe/London')).toEqual([
        [expected, 'A'],
        [expected, 'B'],
      ]);
    });

    test('for any start and zone', () => {
      const zone = fc.constantFrom(
        undefined,
        'UTC',
        'Europe/Berlin',
        'America/Los_Angeles',
        'Australia/Lord_Howe',
        'Asia/Kolkata',
      );
      const offset = fc.constantFrom('Z', '+00:00', '+02:00', '-07:00', '-08:00', '+05:30');
      const second = fc.integer({ min: Date.UTC(2000, 0, 1) / 1000, max: Date.UTC(2040, 0, 1) / 1000 });
      fc.assert(
        fc.property(zone, offset, second, fc.nat(1439), (zone, offset, second, minute) => {
          const started = { precision: 'time' as const, epochMilliseconds: second * 1000, offset };
          const clock = new Date(minute * 60_000).toISOString().slice(11, 16);
          const read = (text: string) => parseTimeline(treeOf(`- ${text} Alert`), { started, timezone: zone });
          const bare = read(clock);
          const [entry] = bare.entries;
          const day = entry && localDate(entry.at);
          if (day) expect(read(`${day} ${clock}`).entries).toEqual(bare.entries);
          else expect(bare.unreadable).toHaveLength(1);
        }),
      );
    });
  });

  test('parses milestones', () => {
    expect(times('- 15:50 Alert fires (detected)\n- 17:45 Over. (Resolved)')).toEqual([
      ['2024-04-15T15:50:00Z', 'Alert fires', 'detected'],
      ['2024-04-15T17:45:00Z', 'Over.', 'resolved'],
    ]);
  });

  test('parses milestones in German', () => {
    expect(times('- 15:50 Alarm (erkannt)\n- 17:45 Vorbei. (Eingedämmt)')).toEqual([
      ['2024-04-15T15:50:00Z', 'Alarm', 'detected'],
      ['2024-04-15T17:45:00Z', 'Vorbei.', 'mitigated'],
    ]);
  });

  test.each([
    'Later that day',
    '1:1 with the on-call engineer',
    '100:1 against',
    '3 may have failed',
    '10/14 hosts fail',
  ])('says that %j has no time', (text) => {
    const reasons = [{ kind: 'no-time' }];
    expect(
      timeline(`- 15:45 A
- ${text}`),
    ).toMatchObject({
      entries: [{ text: 'A' }],
      unreadable: [],
      unread: [{ text, line: 2, count: 1, total: 2, reasons }],
    });
  });

  test.each([
    '25:10 Alert',
    '15:60 Alert',
    '15:50:60 Alert',
    '4:OO PM Alert',
    '2024-04-15 4:OO PM Alert',
    '2024-02-30 15:50 Alert',
    '15:5 Alert',
    // Text directly after the time.
    '1:1000 logins failed',
    '15:520 Alert',
    '15:52h Alert',
    '15:52_ Alert',
    '15:52:3 Alert',
    '15:52:300 Alert',
    '15:52.5 Alert',
    '15:52,16:10 Alert',
    '15:52/16:10 Alert',
    '15:52:30.1234567890 Alert',
    '3:50pmAlert',
    '15:52Zulu Alert',
    '15:52+2 Alert',
    // Neither a range nor an offset.
    '15:52-16:100 Alert',
    '15:52–16:100 Alert',
    '15:52-16:10h Alert',
    '15:52-25:10 Alert',
    '15:52–25:10 Alert',
    '18:00-16:10 Alert',
    '3:50-4:10 PM Alert',
    '17:50 UTC+15 Alert',
    '17:50 UTC+2h Alert',
    '15:50 +14:15 Alert',
    '15:50 +02:07 Alert',
    '15:50 +02:0 Alert',
    '15:50 -5:00 Alert',
  ])('reports %j', (text) => {
    expect(timeline(`- 15:45 A\n- ${text}`)).toMatchObject({
      entries: [{}],
      unreadable: [{ text, line: 2 }],
      unread: [],
    });
  });

  describe('parses a time as a whole', () => {
    const clock = fc
      .tuple(fc.nat(23), fc.nat(59), fc.boolean())
      .map(
        ([hour, minute, padded]) => `${String(hour).padStart(padded ? 2 : 1, '0')}:${String(minute).padStart(2, '0')}`,
      );
    const tail = fc.string({ unit: fc.constantFrom(...'0159:.,-–+/ ahmpZU_éxX('), maxLength: 8 });
    const WHOLE = /^\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:[ap]m?)?(?:Z|UTC|UT)?$/;

    test('without leaving letters or digits of it in the text', () => {
      fc.assert(
        fc.property(clock, tail, (clock, tail) => {
          const text = `${clock}${tail}`;
          const [first = ''] = /^(?:[\p{LC}\p{N}_]|[:.,](?=\d))*/u.exec(text) ?? [];
          if (parseEntryTime(text, { started: START }) !== 'unreadable') expect(first).toMatch(WHOLE);
        }),
        { numRuns: 2000 },
      );
    });

    test('when words follow it', () => {
      const separator = fc.constantFrom(' ', ': ', ' – ', ' - ', ' | ', ' (');
      fc.assert(
        fc.property(clock, separator, (clock, separator) => {
          const found = parseEntryTime(`${clock}${separator}Alert`, { started: START });
          expect(found).toMatchObject({
            clock: `${clock.padStart(5, '0')}:00`,
            rest: expect.stringMatching(/^\(?Alert$/),
          });
        }),
      );
    });
  });

  test('keeps the order of increasing clock times', () => {
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
