import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../../../src/postmortem/body/markdown.ts';
import { parseTimeline } from '../../../../src/postmortem/body/timeline/parse-timeline.ts';
import { parseTimestamp } from '../../../../src/postmortem/time/parse-timestamp.ts';
import { formatTimestamp, type Timestamp } from '../../../../src/postmortem/time/timestamp.ts';

const read = (markdown: string, started = '2024-04-15T15:45:00Z', settings: object = {}) =>
  parseTimeline(parseMarkdown(markdown).children, { started: parseTimestamp(started) as Timestamp, ...settings });

/** The entries as `15T15:50 Text`, by day of April 2024 in UTC; other months in full. */
const entries = (...args: Parameters<typeof read>) =>
  read(...args).entries.map(({ at, isDay, text }) => {
    const [day = '', clock = ''] = formatTimestamp(at).replace('2024-04-', '').split('T');
    return `${day}${isDay ? '' : `T${clock.slice(0, 5)}`} ${text}`;
  });

/** What is not understood, as reasons. */
const reasons = (...args: Parameters<typeof read>) =>
  read(...args).unread.map(({ line, count, reasons }) => [line, count, reasons.map(({ kind }) => kind).join(' ')]);

const table = (head: string, ...rows: string[]) =>
  [head, head.replaceAll(/[^|]+/g, ' - '), ...rows].map((row) => `| ${row} |`).join('\n');

describe('parseTimeline reads', () => {
  test.each<[name: string, markdown: string, expected: string[]]>([
    ['a time, a zone and a day', '6:00 PM UTC Monday Apr 15th: nodes stall', ['15T18:00 nodes stall']],
    ['a day with month first', '04-15-2024 4:14 pm - paged', ['15T16:14 paged']],
    ['a bold day in words', '**April 15th, 2024, 4:00 PM:** rollout', ['15T16:00 rollout']],
    ['paragraphs', '4:02 PM - alarm\n\n4:10 PM - paged', ['15T16:02 alarm', '15T16:10 paged']],
    ['lines of a paragraph', '16:02 alarm\n16:10 paged\nby phone', ['15T16:02 alarm', '15T16:10 paged by phone']],
    ['a day first', '- 15-04-2024 16:00 - A\n- 16-04-2024 02:00 – B', ['15T16:00 A', '16T02:00 B']],
    ['a month first with a zone', '- 04/15/2024 - 16:38 EDT - A', ['15T20:38 A']],
    ['a bold day and time', '- **15-04-2024 ~16:48 UTC** – A', ['15T16:48 A']],
    ['a time before its day', '- 16:10 15th Apr 2024 - A', ['15T16:10 A']],
    ['a day behind the zone', '- 16:12 UTC (Apr 16): A', ['16T16:12 A']],
    ['a day without a clock time', '- 04/16/2024 - A\n- 2024-04-17: B\n- 18 April 2024 – C', ['16 A', '17 B', '18 C']],
    [
      'an unknown clock time',
      table('Time | Event', '2024-04-16 HH:mm | A', '2024-04-16 --:-- | B', '2024-04-16 14:?? | C'),
      ['16 A', '16 B', '16 14:?? C'],
    ],
    ['ranges', '- 16:00-18:30 A\n- 19:00 to 19:10 B', ['15T16:00 –18:30 A', '15T19:00 –19:10 B']],
    ['brackets', '- [16:00] A\n- (16:05) B\n- [2024-04-15 16:10 UTC] C', ['15T16:00 A', '15T16:05 B', '15T16:10 C']],
    [
      'about',
      '- ~16:00 A\n- ca. 16:05 B\n- around 16:10: C\n- 16:15~ D',
      ['15T16:00 A', '15T16:05 B', '15T16:10 C', '15T16:15 D'],
    ],
    ['hours', '- 4pm A\n- 5 p.m.: B', ['15T16:00 A', '15T17:00 B']],
    ['German clock times', '- 15:50 Uhr A\n- 16.05 Uhr: B\n- 17 Uhr C', ['15T15:50 A', '15T16:05 B', '15T17:00 C']],
    ['a range of German clock times', '- 15:50 – 16:10 Uhr A', ['15T15:50 –16:10 Uhr A']],
    ['no German clock time', '- 15:50 Uhrwerk A', ['15T15:50 Uhrwerk A']],
    ['24 hours with AM or PM', '- 16:55 PM A\n- 23:00 AM B', ['15T16:55 A', '15T23:00 B']],
    ['dots', '- 16.00 A\n- 16.45 B', ['15T16:00 A', '15T16:45 B']],
    [
      'no separator',
      '- 1600 UTC A\n- 1605Z B\n- 1610h C\n- 2024-04-15 1615 – D',
      ['15T16:00 A', '15T16:05 B', '15T16:10 C', '15T16:15 D'],
    ],
    ['a day without its year', '- Apr 15, 16:45 A\n- 16 Apr 00:10 B', ['15T16:45 A', '16T00:10 B']],
    ['slashes', '- 2024/04/15 16:45 A', ['15T16:45 A']],
    [
      'time since the start',
      '- T+10m A\n- T+1h 5m B\n- T-5m C\n- T+00:20 D\n- T0 E',
      ['15T15:55 A', '15T16:50 B', '15T15:40 C', '15T16:05 D', '15T15:45 E'],
    ],
    ['a weekday', '- Monday 16:00 A\n- Wed 09:00 B', ['15T16:00 A', '17T09:00 B']],
    [
      'a heading per day',
      '### 2024-04-15\n\n- 16:00 A\n\n### Tuesday, 16 April\n\n- 00:10 B\n- 09:00 C',
      ['15T16:00 A', '16T00:10 B', '16T09:00 C'],
    ],
    [
      'a bold line per day',
      '**Monday 15 April**\n\n- 16:00 A\n\n**Tuesday 16 April**\n\n- 17:00 B',
      ['15T16:00 A', '16T17:00 B'],
    ],
    [
      'numbered days, of which the first is that of the start',
      '### Day 1\n\n- 16:00 A\n\n### Day 2 (Tuesday)\n\n- 09:00 B\n\n**Day three:**\n\n- 10:00 C\n- 10:30 D',
      ['15T16:00 A', '16T09:00 B', '17T10:00 C', '17T10:30 D'],
    ],
    [
      'numbered days without entries as details',
      '- 16:00 A\n- 16:30 B\n  - Day 2 is quiet',
      ['15T16:00 A', '15T16:30 B'],
    ],
    ['a list with numbered days', '- Tag 2\n  - 09:00 A', ['16T09:00 A']],
    [
      'arrows',
      '- 16:00 -> 16:30 A\n- 16:40→16:50 B\n- 17:00 => 17:10 C',
      ['15T16:00 –16:30 A', '15T16:40 –16:50 B', '15T17:00 –17:10 C'],
    ],
    ['German ranges', '- 16:00 bis 16:30 Uhr A', ['15T16:00 –16:30 Uhr A']],
    ['German zones', '- 18:00 MESZ A\n- 18:30 Uhr (MESZ) B', ['15T16:00 A', '15T16:30 B']],
    ['a German zone said once', 'Alle Zeiten in MESZ.\n\n- 18:00 A', ['15T16:00 A']],
    ['code as no entries', '- 16:00 A\n\n```\n16:05 log\n```', ['15T16:00 A']],
    [
      'the zone of the first entry, if no other is named',
      '### 2024-04-15 16:22 PDT\n\nA\n\n### 16:59 PDT\n\nB\n\n### 17:20\n\nC',
      ['15T23:22 A', '15T23:59 B', '16T00:20 C'],
    ],
    ['no zone of a later entry', '- 16:00 A\n- 16:10 PDT B', ['15T16:00 A', '15T23:10 B']],
    ['unknown seconds', '- 2024-04-15T16:39:xxZ — A\n- 16:45:?? B', ['15T16:39 A', '15T16:45 B']],
    [
      'about, between the day and the time',
      '- 2024-04-15 ca. 16:30 A\n- Apr 15 around 17:00: B',
      ['15T16:30 A', '15T17:00 B'],
    ],
    ['a lone day', '15.04.2024\n\n16:00 A\n\n_4/16/24_\n\n17:00 B', ['15T16:00 A', '16T17:00 B']],
    [
      'a day with a nested list',
      '- 15 April\n  - 16:00 A\n- 16 April: the day after\n  - 09:00 B',
      ['15T16:00 A', '16T09:00 B'],
    ],
    [
      'headings that are entries',
      '### 16:00 UTC – A\n\nMore.\n\n- 2 hosts\n\n### 16:20\n\nB happens.',
      ['15T16:00 A', '15T16:20 B happens.'],
    ],
    ['groups', '### Detection\n\n- 16:00 A\n\n### Resolution\n\n- 16:20 B', ['15T16:00 A', '15T16:20 B']],
    ['nested lists as details', '- 16:00 A\n  - 16:01 detail\n- 16:20 B', ['15T16:00 A', '15T16:20 B']],
    ['a day with a remark on the zone', '2024-04-15 (all times UTC+1)\n\n- 17:00 A', ['15T16:00 A']],
    ['an hour letter', '- 16h45 A', ['15T16:45 A']],
    ['quotes', '> 16:00 A\n>\n> 16:20 B', ['15T16:00 A', '15T16:20 B']],
    ['a table with a day in words', table('When | What', 'Apr 15, 4:18 PM | A'), ['15T16:18 A']],
    [
      'a table with three columns of time',
      table('Day | Date | Time | Event', 'Mon | Apr 15 | 16:47 | A', 'Tue | Apr 16 | 03:00 | B'),
      ['15T16:47 A', '16T03:00 B'],
    ],
    [
      'a table with the time last',
      table('Event | Who | Time', 'A | Jane | 16:00', 'B | Bob | 16:05'),
      ['15T16:00 A Jane', '15T16:05 B Bob'],
    ],
    ['a table with start and end', table('Start | End | Event', '16:00 | 16:10 | A'), ['15T16:00 –16:10 A']],
    [
      'a table with a day in some rows',
      table('Date | Time | Event', '2024-04-15 | 16:00 | A', ' | 16:10 | B', '2024-04-16 | 09:00 | C'),
      ['15T16:00 A', '15T16:10 B', '16T09:00 C'],
    ],
    ['a table whose head is a row', table('16:00 | A', '16:10 | B'), ['15T16:00 A', '15T16:10 B']],
    [
      'rows without a last pipe',
      '| Time | Event |\n| --- | --- |\n| 16:00 | A\n| 16:10 | B',
      ['15T16:00 A', '15T16:10 B'],
    ],
    ['a zone above a column', table('Time (UTC+2) | Event', '18:00 | A'), ['15T16:00 A']],
    ['a zone in words above a column', table('Date and time in UTC-8 | Event', '2024-04-15 08:00 | A'), ['15T16:00 A']],
    ['a zone in the heading', '## Timeline (PST)\n\n- 08:00 A', ['15T16:00 A']],
    ['a zone in a sentence', 'All times in UTC+1.\n\n- 17:00 A', ['15T16:00 A']],
    ['a zone in words', 'Times are Pacific.\n\n- 09:00 A', ['15T16:00 A']],
    ['a zone in a sentence below', '- 17:00 A\n\n(All times are UTC+1)', ['15T16:00 A']],
    ['a zone of its own first', 'All times in UTC+1.\n\n- 16:00 UTC A\n- 17:05 B', ['15T16:00 A', '15T16:05 B']],
    ['an IANA zone', 'Times in Europe/Paris\n\n- 18:00 A', ['15T16:00 A']],
    ['a zone in brackets', '- 16:00 (UTC): A\n- 18:05 [CEST] B', ['15T16:00 A', '15T16:05 B']],
    ['local times', '- 16:00 local time: A', ['15T16:00 A']],
  ])('%s', (_, markdown, expected) => {
    expect(entries(markdown)).toEqual(expected);
    expect(read(markdown)).toMatchObject({ unreadable: [], unread: [] });
  });
});

describe('the order of day and month', () => {
  test.each<[name: string, started: string, markdown: string, expected: string[]]>([
    ['a day above 12', '2024-03-15', '- 01/04/2024 16:00 A\n- 13/04/2024 16:00 B', ['01T16:00 A', '13T16:00 B']],
    [
      'a month first above 12',
      '2024-03-15',
      '- 04/01/2024 16:00 A\n- 04/13/2024 16:00 B',
      ['01T16:00 A', '13T16:00 B'],
    ],
    ['the start', '2024-04-03', '- 03/04/2024 16:00 A\n- 05/04/2024 09:00 B', ['03T16:00 A', '05T09:00 B']],
    [
      'the start, month first',
      '2024-04-03',
      '- 04/03/2024 16:00 A\n- 04/05/2024 09:00 B',
      ['03T16:00 A', '05T09:00 B'],
    ],
    ['a date that is the same', '2024-03-15', '- 04/04/2024 16:00 A', ['04T16:00 A']],
  ])('follows from %s', (_, started, markdown, expected) => expect(entries(markdown, started)).toEqual(expected));

  test.each([
    ['nothing decides', '2024-01-20', '- 03/04/2024 16:00 A\n- 05/04/2024 16:00 B'],
    [
      'dates contradict each other',
      '2024-01-20',
      '- 03/04/2024 16:00 A\n- 13/04/2024 16:00 B\n- 04/14/2024 16:00 C\n- 04/05/2024 D',
    ],
  ])('is asked for when %s', (_, started, markdown) => {
    const { unread } = read(markdown, started);
    expect(unread).toMatchObject([
      { line: 1, count: 2, reasons: [{ kind: 'date', dates: ['2024-04-03', '2024-03-04'] }] },
    ]);
  });
});

describe('a zone with several meanings', () => {
  const june = '2024-06-03T10:00:00Z';
  test.each<[name: string, started: string, text: string, settings: object, expected: string]>([
    ['means the same in winter', '2024-01-15T10:00:00Z', '11:00 CET', {}, '2024-01-15T10:00:00Z'],
    ['is that of the start', '2024-06-03T12:00:00+02:00', '12:00 CET', {}, '2024-06-03T10:00:00Z'],
    ['is that of the start, as written', '2024-06-03T11:00:00+01:00', '11:00 CET', {}, '2024-06-03T10:00:00Z'],
    ['is that of the archive', june, '12:00 CET', { timezone: 'Europe/Copenhagen' }, '2024-06-03T10:00:00Z'],
    ['is set in archive.yml', june, '12:00 CET', { zones: { CET: 'Europe/Paris' } }, '2024-06-03T10:00:00Z'],
    [
      'is set in archive.yml, for any name',
      june,
      '12:00 CPH',
      { zones: { CPH: 'Europe/Copenhagen' } },
      '2024-06-03T10:00:00Z',
    ],
    ['is that of the start, in India', '2024-06-03T15:30:00+05:30', '15:30 IST', {}, '2024-06-03T10:00:00Z'],
    ['is that of the start, in China', '2024-06-03T18:00:00+08:00', '18:00 CST', {}, '2024-06-03T10:00:00Z'],
  ])('%s', (_, started, text, settings, expected) => {
    const { entries } = read(`- ${text} A`, started, settings);
    expect(entries.map(({ at, text }) => [formatTimestamp(at), text])).toEqual([[expected, 'A']]);
  });

  test.each([
    ['12:00 CET A', 'CET'],
    ['12:00 IST A', 'IST'],
    ['12:00 CST A', 'CST'],
  ])('is asked for otherwise: %j', (text, name) => {
    expect(read(`- ${text}\n- ${text}`, june).unread).toMatchObject([{ count: 2, reasons: [{ kind: 'zone', name }] }]);
  });
});

describe('what is not understood is told, once for each section', () => {
  test.each<[string, (string | number)[][]]>([
    [
      '## Timeline\n\n- 16:00 A\n- Then B\n- Then C\n\n## Timeline of events\n\n- Once',
      [
        [4, 2, 'no-time'],
        [9, 1, 'no-time'],
      ],
    ],
    ['It broke in the morning.\n\nIt was repaired at noon.', [[1, 1, 'no-time']]],
    ['The following happened.\n\n- 16:00 A', []],
    ['- 16:00 A\n\n  More of A.\n\nAnd so on.', []],
    ['- 2024-05-?? HH:mm A', [[1, 1, 'no-time']]],
    [table('Time | Event', '16:00 | A', 'later | B'), [[4, 1, 'no-time']]],
    ['```\n16:05 log\n```', [[1, 1, 'no-time']]],
    ['- 16:00 A\n\n```\n16:05 log\n```', []],
    ['- 16:00 A\n\n<table><tr><td>16:05</td><td>B</td></tr></table>', [[3, 1, 'no-time']]],
    ['- 16:00 A\n\n<!-- <ul> --><br>', []],
    ['Day 2 was quiet: nothing.', [[1, 1, 'no-time']]],
    ['', []],
  ])('%j', (markdown, expected) => expect(reasons(markdown)).toEqual(expected));

  test('a time since a start of which only the day is known', () =>
    expect(reasons('- T+10m A', '2024-04-15')).toEqual([[1, 1, 'no-start']]));

  test('a bare time above a day that is not later', () => {
    expect(entries('- 16:00 A\n\n### 16 April\n\n- 09:00 B')).toEqual(['15T16:00 A', '16T09:00 B']);
    expect(entries('- 16:00 A\n\n### 15 April\n\n- 17:00 B')).toEqual(['15T17:00 B']);
    expect(reasons('- 16:00 A\n\n### 15 April\n\n- 17:00 B')).toEqual([[1, 1, 'no-day']]);
  });
});
