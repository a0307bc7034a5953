import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CAUSES } from '../../../src/archive/causes.ts';
import * as german from '../../../src/site/language/de.ts';
import * as english from '../../../src/site/language/en.ts';
import { formatMessage, type Message, messageParts, type Value } from '../../../src/site/language/messages.ts';
import { ROOT } from '../../tools/cli.ts';

const plural = { one: '{count} incident in {year}', other: '{count} incidents in {year}' };

describe('formatMessage', () => {
  test.each<[Message, string, Record<string, Value>, string]>([
    ['Skip to content', 'en', {}, 'Skip to content'],
    ['due {day}', 'en', { day: '5 April 2024' }, 'due 5 April 2024'],
    ['{a} and {a}', 'en', { a: 'x' }, 'x and x'],
    ['{part} of {whole}', 'en', { part: 0, whole: 1204 }, '0 of 1,204'],
    ['{part} von {whole}', 'de', { part: 0, whole: 1204 }, '0 von 1.204'],
    ['in {year}', 'de', { year: '2024' }, 'in 2024'],
    ['{title}', 'en', { title: 'A {count} and a $& in a title' }, 'A {count} and a $& in a title'],
    [plural, 'en', { count: 0, year: '2024' }, '0 incidents in 2024'],
    [plural, 'en', { count: 1, year: '2024' }, '1 incident in 2024'],
    [plural, 'en', { count: 1204, year: '2024' }, '1,204 incidents in 2024'],
    [plural, 'de', { count: 1, year: '2024' }, '1 incident in 2024'],
  ])('%j in %s with %j is %j', (message, language, values, text) => {
    expect(formatMessage(message, language, values)).toBe(text);
  });
});

test('messageParts keeps elements apart from texts', () => {
  const link = { href: '/' };
  expect(messageParts<object>('from {link} of {count} incidents', 'en', { link, count: 1204 })).toEqual([
    'from ',
    link,
    ' of ',
    '1,204',
    ' incidents',
  ]);
});

describe.each([
  ['pages', english.en, german.de],
  ['scripts', english.client, german.client],
])('the messages of %s', (_name, source, translated) => {
  const shapeOf = (message: Message) => (typeof message === 'string' ? 'text' : Object.keys(message).sort().join());
  const formsOf = (message: Message) => (typeof message === 'string' ? [message] : Object.values<string>(message));
  // A form of a plural may leave out a value: “the only incident”.
  const placeholdersOf = (message: Message) =>
    [...new Set(formsOf(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)))].sort();
  const entries = Object.entries<Message>(source);
  const translation: Readonly<Record<string, Message>> = translated;

  test('have the same keys in the same order in every language', () => {
    expect(Object.keys(translated)).toEqual(Object.keys(source));
  });

  test.each([
    ['kinds and plural forms', shapeOf],
    ['placeholders', placeholdersOf],
  ])('have the same %s in every language', (_what, of) => {
    const shapes = entries.map(([key, message]) => [key, of(message)]);
    expect(entries.map(([key]) => [key, of(translation[key] ?? '')])).toEqual(shapes);
  });

  test('have no empty text and no space at an end', () => {
    const texts = [...entries, ...Object.entries(translation)].flatMap(([, message]) => formsOf(message));
    expect(texts.filter((text) => text === '' || text !== text.trim())).toEqual([]);
  });
});

test('every default cause has a title and a definition in German', () => {
  expect(Object.keys(german.causes)).toEqual(DEFAULT_CAUSES.map(({ id }) => id));
});

test('every message is used', () => {
  const folder = path.join(ROOT, 'src/site');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.(?:ts|astro)$/.test(file) && !file.startsWith('language'),
  );
  const sources = files.map((file) => readFileSync(path.join(folder, file), 'utf8')).join('\n');
  const literals = new Set([...sources.matchAll(/'([\w-]+(?:\.[\w-]+)+)'/g)].map(([, key]) => key));
  const templates = [...sources.matchAll(/`([\w-]+\.[^`\s]*\$\{[^`]*)`/g)].map(([, template = '']) => {
    const fixed = template.split(/\$\{[^}]*\}/).map((text) => RegExp.escape(text));
    return new RegExp(`^${fixed.join('[\\w-]+')}$`);
  });
  const keys = [...Object.keys(english.en), ...Object.keys(english.client)];
  expect(keys.filter((key) => !literals.has(key) && !templates.some((template) => template.test(key)))).toEqual([]);
});
