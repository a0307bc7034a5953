import { describe, expect, test } from 'vitest';
import { DEFAULT_CAUSES } from '../../../src/archive/causes.ts';
import * as de from '../../../src/site/language/de.ts';
import * as en from '../../../src/site/language/en.ts';
import { formatMessage, type Message, messageParts } from '../../../src/site/language/messages.ts';

const placeholdersOf = (message: Message) =>
  [message]
    .flatMap((each) => (typeof each === 'string' ? [each] : [each.one, each.other]))
    .map((text) => [...new Set(text.match(/\{\w+\}/g))].sort().join(' '));

describe('the messages in German', () => {
  test.each([
    ['pages', en.en, de.de],
    ['scripts', en.client, de.client],
  ] as [string, Readonly<Record<string, Message>>, Readonly<Record<string, Message>>][])(
    'of %s have the keys of those in English in their order, and their placeholders',
    (_, english, german) => {
      expect(Object.keys(german)).toEqual(Object.keys(english));
      const differ = Object.entries(english).filter(([key, message]) => {
        // A plural form may leave out its count.
        const own = new Set(placeholdersOf(german[key] ?? '').flatMap((each) => each.split(' ')));
        const others = new Set(placeholdersOf(message).flatMap((each) => each.split(' ')));
        return own.symmetricDifference(others).size > 0;
      });
      expect(differ.map(([key]) => key)).toEqual([]);
    },
  );

  test('have the default causes', () => {
    expect(Object.keys(de.causes)).toEqual(DEFAULT_CAUSES.map(({ id }) => id));
  });
});

describe('formatMessage', () => {
  const shown = { one: '{count} file in {folder}', other: '{count} files in {folder}' };

  test.each<[string, number, string]>([
    ['en', 1, '1 file in a{b}'],
    ['en', 0, '0 files in a{b}'],
    ['en', 1204, '1,204 files in a{b}'],
    ['de', 1204, '1.204 files in a{b}'],
  ])('in %s has the plural form and the format of %d', (language, count, expected) => {
    expect(formatMessage(shown, language, { count, folder: 'a{b}' })).toBe(expected);
  });
});

test('messageParts keeps elements between the texts around them', () => {
  const link = { href: '#' };
  expect(messageParts('Try {link}, or {count} more.', 'en', { link, count: 2000 })).toEqual([
    'Try ',
    link,
    ', or ',
    '2,000',
    ' more.',
  ]);
  expect(messageParts('{link}', 'en', { link })).toEqual([link]);
});
