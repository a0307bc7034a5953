import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../../../src/postmortem/body/markdown.ts';
import { parseTimeline } from '../../../../src/postmortem/body/timeline/parse-timeline.ts';
import { formatClock, formatDay, formatMoment } from '../../../../src/postmortem/time/format.ts';
import { formatTimestamp, formatWritten, type Instant, localDate } from '../../../../src/postmortem/time/timestamp.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const parts = (at: Instant) => {
  const [year = '', month = '', day = ''] = localDate(at).split('-');
  const weekday = WEEKDAYS[new Date(localDate(at)).getUTCDay()] ?? '';
  return { year, month, day, name: MONTHS[Number(month) - 1] ?? '', weekday };
};
const offset = (at: Instant) => (at.offset === 'Z' ? 'UTC' : `UTC${at.offset}`);
const twelve = (at: Instant) => {
  const [hour = '', minute = ''] = formatClock(at).split(':');
  return `${Number(hour) % 12 || 12}:${minute} ${Number(hour) < 12 ? 'AM' : 'PM'}`;
};

const FORMATS: Record<string, (at: Instant) => string> = {
  'RFC 3339': formatWritten,
  'the format of pages': formatMoment,
  'a day in words, then the time': (at) => `${formatDay(localDate(at))} ${formatClock(at)} ${offset(at)}`,
  'the month first': (at) =>
    `${parts(at).name} ${Number(parts(at).day)}, ${parts(at).year}, ${twelve(at)} ${offset(at)}`,
  'the time first': (at) =>
    `${twelve(at)} ${offset(at)} ${parts(at).weekday} ${parts(at).name} ${parts(at).day}, ${parts(at).year}`,
  'a day with dots': (at) => `${parts(at).day}.${parts(at).month}.${parts(at).year} ${formatClock(at)} ${at.offset}`,
  'a day with slashes': (at) =>
    `${parts(at).year}/${parts(at).month}/${parts(at).day} - ${formatClock(at)} ${offset(at)}`,
  'brackets and about': (at) => `[~${localDate(at)} ${formatClock(at)} (${offset(at)})]`,
  'no separator in the time': (at) => `${localDate(at)} ${formatClock(at).replace(':', '')} ${offset(at)}`,
};

const instant = fc
  .tuple(
    fc.integer({ min: Date.UTC(2000, 0, 1) / 60_000, max: Date.UTC(2040, 0, 1) / 60_000 }),
    fc.constantFrom('Z', '+02:00', '-07:00', '+05:30', '-03:30', '+13:00'),
  )
  .map(([minutes, offset]): Instant => ({ precision: 'time', epochMilliseconds: minutes * 60_000, offset }));

describe('reading a formatted time gives the same time:', () => {
  test.each(Object.keys(FORMATS))('%s', (name) => {
    fc.assert(
      fc.property(instant, instant, (at, started) => {
        const text = FORMATS[name]?.(at) ?? '';
        const { entries } = parseTimeline(parseMarkdown(`- ${text} – Alert`).children, { started });
        expect([text, ...entries.map((entry) => formatTimestamp(entry.at)), entries[0]?.text]).toEqual([
          text,
          formatTimestamp(at),
          'Alert',
        ]);
      }),
    );
  });
});
