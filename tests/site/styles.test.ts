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
