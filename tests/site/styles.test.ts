import type { Element } from 'hast';
import { selectAll } from 'hast-util-select';
import { toString as textOf } from 'hast-util-to-string';
import { expect, test } from 'vitest';
import { SITE_NAMES, site } from '../tools/sites.ts';

test.each(SITE_NAMES)('the site %s defines every property that its styles use', (name) => {
  const built = site(name);
  const styles = [
    ...built.files.filter((file) => file.endsWith('.css')).map((file) => built.text(file)),
    ...built.pages.map(({ source }) => source),
  ].join('\n');
  const found = (pattern: RegExp) => new Set(styles.matchAll(pattern).map(([, property]) => property));
  const [used, defined] = [found(/var\((--[\w-]+)/g), found(/(--[\w-]+)\s*:/g)];
  expect(used.size).toBeGreaterThan(20);
  expect(used.difference(defined)).toEqual(new Set());
});

// What has no style is black, on whatever ground.
test.each(SITE_NAMES)('the site %s has a style for every class of its drawings', (name) => {
  const built = site(name);
  const styles = [
    ...built.files.filter((file) => file.endsWith('.css')).map((file) => built.text(file)),
    ...built.pages.flatMap(({ root }) => selectAll('style', root).map((style) => textOf(style))),
  ].join('\n');
  const used = built.pages.flatMap(({ root }) => selectAll('main svg [class]', root).flatMap(classesOf));
  expect(used.length).toBeGreaterThan(2);
  expect(new Set(used.filter((each) => !new RegExp(`\\.${each}(?![\\w-])`).test(styles)))).toEqual(new Set());
});

function classesOf({ properties }: Element): string[] {
  return Array.isArray(properties.className) ? properties.className.map(String) : [];
}
