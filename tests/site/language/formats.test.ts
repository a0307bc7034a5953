import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDuration, parseDuration } from '../../../src/postmortem/time/duration.ts';
import { formatDay } from '../../../src/postmortem/time/format.ts';
import { formatsOf } from '../../../src/site/language/formats.ts';

const en = formatsOf('en');
const de = formatsOf('de');
/** With ordinary spaces, which are easier to read in a table than those that do not break lines. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('formatsOf', () => {
  test.each([
    ['day', en.day('2024-04-05'), de.day('2024-04-05'), '5 April 2024', '5. April 2024'],
    ['month', en.month('2024-03'), de.month('2024-03'), 'March 2024', 'März 2024'],
    ['short month', en.shortMonth('2024-10'), de.shortMonth('2024-10'), 'Oct 2024', 'Okt. 2024'],
    ['large number', en.number(12_345.5), de.number(12_345.5), '12,345.5', '12.345,5'],
    ['small number', en.number(0.0002), de.number(0.0002), '0.0002', '0,0002'],
    ['percentage', en.percent(0.02), de.percent(0.02), '0.02%', '0,02 %'],
    ['whole percentage', en.percent(100), de.percent(100), '100%', '100 %'],
    ['no time', en.duration(0), de.duration(0), '0m', '0 min'],
    ['hours and minutes', en.duration(95), de.duration(95), '1h 35m', '1 h 35 min'],
    ['days and hours', en.duration(4560), de.duration(4560), '3d 4h', '3 d 4 h'],
    ['many days', en.duration(5_256_000), de.duration(5_256_000), '3650d', '3650 d'],
    ['at the start', en.elapsed(0), de.elapsed(0), '+0m', '+0 min'],
    ['before the start', en.elapsed(-10), de.elapsed(-10), '−10m', '−10 min'],
    ['after an hour', en.elapsed(65), de.elapsed(65), '+1h 05m', '+1 h 05 min'],
    ['after days', en.elapsed(3060), de.elapsed(3060), '+2d 3h', '+2 d 3 h'],
    ['one name', en.list(['a']), de.list(['a']), 'a', 'a'],
    ['three names', en.list(['a', 'b', 'c']), de.list(['a', 'b', 'c']), 'a, b and c', 'a, b und c'],
  ])('%s', (_name, english, german, expectedEnglish, expectedGerman) => {
    expect([plain(english), plain(german)]).toEqual([expectedEnglish, expectedGerman]);
  });

  test.each([
    [0, '+0m'],
    [59, '+59m'],
    [60, '+1h 00m'],
    [65, '+1h 05m'],
    [1439, '+23h 59m'],
    [1440, '+1d 0h'],
    [3065, '+2d 3h'],
    [-10, '−10m'],
  ])('of %i minutes since the start are %s', (minutes, expected) => expect(en.elapsed(minutes)).toBe(expected));

  test('of a month contain its name', () => expect(en.month('2024-04')).toBe('April 2024'));

  test('of minutes since the start leave out the minutes after a day, and nothing else', () => {
    const languages = fc.constantFrom('en', 'de');
    fc.assert(
      fc.property(languages, fc.nat({ max: 10_000_000 }), (language, minutes) => {
        const { elapsed } = formatsOf(language);
        expect(parseDuration(elapsed(minutes).slice(1))).toBe(minutes < 1440 ? minutes : minutes - (minutes % 60));
        expect(elapsed(-minutes).slice(1)).toBe(elapsed(minutes).slice(1));
      }),
    );
  });

  test('are those of the command line in English', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10_000_000 }), (minutes) => {
        expect(en.duration(minutes)).toBe(formatDuration(minutes));
      }),
    );
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const day = date.toISOString().slice(0, 10);
        expect(en.day(day)).toBe(formatDay(day));
        expect(en.month(day.slice(0, 7))).toBe(formatDay(`${day.slice(0, 7)}-01`).replace(/^1 /, ''));
      }),
    );
  });

  test('write durations that a frontmatter may contain', () => {
    const languages = fc.constantFrom('en', 'de');
    fc.assert(
      fc.property(languages, fc.nat({ max: 10_000_000 }), (language, minutes) => {
        expect(parseDuration(formatsOf(language).duration(minutes))).toBe(minutes);
      }),
    );
  });
});
