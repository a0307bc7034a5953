import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Nodes } from 'hast';
import { select, selectAll } from 'hast-util-select';
import { toString as textOf } from 'hast-util-to-string';
import { visit } from 'unist-util-visit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as german from '../../src/site/language/de.ts';
import * as english from '../../src/site/language/en.ts';
import type { Message } from '../../src/site/language/messages.ts';
import { ROOT } from '../tools/cli.ts';
import { BuiltSite } from '../tools/sites/built-site.ts';
import { build } from '../tools/sites/site-setup.ts';
import { site } from '../tools/sites/sites.ts';

/** Attributes that readers see or hear; style sheets show `data-label`. */
const SPOKEN = ['ariaLabel', 'title', 'alt', 'placeholder', 'dataLabel', 'content'];

let folder: string;
let translated: BuiltSite;
/** What authors wrote, with single spaces. */
let written: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-german-'));
  const archive = path.join(folder, 'archive');
  cpSync(path.join(ROOT, 'postmortems'), archive, { recursive: true });
  appendFileSync(path.join(archive, 'archive.yml'), '\nlanguage: de\n');
  const place = { ...site('example').place, archive, folder: path.join(folder, 'site') };
  await build(place);
  translated = new BuiltSite(place);
  const files = readdirSync(archive, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(?:md|yml)$/.test(file),
  );
  written = lineOf(files.map((file) => readFileSync(path.join(archive, file), 'utf8')).join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const lineOf = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** Returns what a page shows and what a screen reader says. */
function textsOf(root: Nodes): string[] {
  const texts: string[] = [];
  visit(root, (node, _index, parent) => {
    if (node.type === 'element') texts.push(...SPOKEN.map((name) => String(node.properties[name] ?? '')));
    const isShown = parent?.type !== 'element' || !['script', 'style'].includes(parent.tagName);
    if (node.type === 'text' && isShown) texts.push(node.value);
  });
  return texts.map(lineOf).filter((text) => /\p{L}/u.test(text));
}

const formsOf = (messages: Readonly<Record<string, Message>>) =>
  Object.values(messages).flatMap((message) => (typeof message === 'string' ? [message] : Object.values(message)));

/** The texts between placeholders, which are apart when a value is an element. */
const piecesOf = (form: string) => form.split(/\{\w+\}/).map((piece) => piece.trim());

/** Returns a test for texts that an English message may have made, but no German one. */
function englishTest(): (text: string) => boolean {
  const known = new Set(
    [...formsOf(german.de), ...formsOf(german.client)].flatMap((form) => [form, ...piecesOf(form)]),
  );
  const forms = [...new Set(formsOf(english.en))].filter((form) => !known.has(form));
  const pieces = new Set(forms.flatMap(piecesOf).filter((piece) => /\p{L}{2}/u.test(piece) && !known.has(piece)));
  const patterns = forms
    // A shorter one, such as “{from} to {to}”, may also be part of what authors wrote.
    .filter((form) => form.includes('{') && piecesOf(form).join('').length >= 8)
    .map(
      (form) =>
        new RegExp(
          `^${form
            .split(/\{\w+\}/)
            .map(RegExp.escape)
            .join('.+')}$`,
        ),
    );
  return (text) => pieces.has(text) || patterns.some((pattern) => pattern.test(text));
}

describe('a site in German', () => {
  const pages = () => translated.pages;

  test('says so on every page', () => {
    expect(pages().filter(({ root }) => select('html', root)?.properties.lang !== 'de')).toEqual([]);
  });

  test('has the same pages as in English', () => expect(filesOf(translated)).toEqual(filesOf(site('example'))));

  test('has no text of the interface in English', () => {
    const isEnglish = englishTest();
    const titles = exported(translated).map(({ title }) => title);
    const withoutTitles = (text: string) => titles.reduce((left, title) => left.replaceAll(title, ''), text);
    const found = pages().flatMap(({ file, root }) =>
      textsOf(root)
        .filter((text) => isEnglish(withoutTitles(text)) && !written.includes(text))
        .map((text) => `${file}: ${text}`),
    );
    expect([...new Set(found)]).toEqual([]);
  });

  test('has no English month in a date', () => {
    const months = /\b(?:January|February|March|May|June|July|October|December|\d{1,2} \w+ \d{4})\b/;
    const dates = pages().flatMap(({ root }) => selectAll('time', root).map((time) => lineOf(textOf(time))));
    expect(dates.length).toBeGreaterThan(500);
    expect(dates.filter((date) => months.test(date))).toEqual([]);
  });

  test.each([
    ['index.html', 'h2', 'Vorfälle pro Monat'],
    ['index.html', '.intro .hint', '38 Postmortems seit 2012. Im Median dauerte ein Vorfall 4 h 57 min.'],
    ['causes/network/index.html', 'h1', 'Netz'],
    ['actions/index.html', '.lede', 'Die Maßnahmen aller Postmortems mit ihrem Stand vom 21. November 2026.'],
    ['trends/index.html', '.distributions h3', 'Zeit bis zur Erkennung'],
  ])('has in %s as its %s: %s', (file, selector, text) => {
    const element = select(selector, translated.page(file).root);
    expect(element && lineOf(textOf(element))).toBe(text);
  });

  test('keeps its data in English', () => {
    expect(exported(translated)).toEqual(exported(site('example')));
  });
});

test('the test of texts finds an English one', () => {
  const isEnglish = englishTest();
  const texts = [
    'Skip to content',
    '38 incidents',
    'due',
    'Action items',
    'Zum Inhalt springen',
    'Trends',
    '38 Vorfälle',
  ];
  expect(texts.filter(isEnglish)).toEqual(texts.slice(0, 4));
});

const exported = (built: BuiltSite): { title: string }[] => JSON.parse(built.text('postmortems.json')).postmortems;

/** The pages, and files whose name does not depend on the language. */
function filesOf({ files }: BuiltSite): string[] {
  return files.filter((file) => /\.(?:html|json|xml|ics|md)$/.test(file));
}
