import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Element } from 'hast';
import { selectAll } from 'hast-util-select';
import { expect, test } from 'vitest';
import type { BuiltSite } from '../tools/sites/built-site.ts';
import { SITE_NAMES, site } from '../tools/sites/sites.ts';

const SITE = path.join(import.meta.dirname, '../../src/site');

/** The style sheets of a site, and its pages, as those may hold some. */
function stylesOf(built: BuiltSite): string {
  const sheets = built.files.filter((file) => file.endsWith('.css')).map((file) => built.text(file));
  return [...sheets, ...built.pages.map(({ source }) => source)].join('\n');
}

test.each(SITE_NAMES)('the site %s defines every property that its styles use', (name) => {
  const styles = stylesOf(site(name));
  const found = (pattern: RegExp) => new Set(styles.matchAll(pattern).map(([, property]) => property));
  const [used, defined] = [found(/var\((--[\w-]+)/g), found(/(--[\w-]+)\s*:/g)];
  expect(used.size).toBeGreaterThan(20);
  expect(used.difference(defined)).toEqual(new Set());
});

// What has no colour is black, whatever it is drawn on.
test.each(SITE_NAMES)('the site %s has a style for every class in its drawings', (name) => {
  const styled = new Set(
    stylesOf(site(name))
      .matchAll(/\.([a-z][\w-]*)/g)
      .map(([, each]) => each),
  );
  const used = new Set(
    site(name).pages.flatMap(({ root }) => selectAll('main svg [class]:not([fill])', root).flatMap(classesOf)),
  );
  expect(used.size).toBeGreaterThan(2);
  expect(used.difference(styled)).toEqual(new Set());
});

function classesOf({ properties }: Element): string[] {
  return Array.isArray(properties.className) ? properties.className.map(String) : [];
}

/** Sheets that style nothing but classes of the site; those of prose style the HTML that documents are rendered to. */
const SHARED_SHEETS = ['shared.css', 'fields.css', 'charts.css'];

test.each(SHARED_SHEETS)('%s has no class that only one file uses', (sheet) => {
  const css = readFileSync(path.join(SITE, 'styles', sheet), 'utf8').replaceAll(/\/\*.*?\*\//gs, '');
  const classes = new Set(css.matchAll(/\.([a-z][\w-]*)/g).map(([, name = '']) => name));
  const sources = ['components', 'layouts', 'pages', 'client'].flatMap((folder) =>
    readdirSync(path.join(SITE, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:astro|ts)$/.test(file))
      .map((file) => readFileSync(path.join(SITE, folder, file), 'utf8').replace(/<style.*<\/style>/s, '')),
  );
  // A name may end in what it says of a value: `phase-${goal}`.
  const usersOf = (name: string) => {
    const computed = name.replace(/[^-]*$/, '\\$\\{');
    return sources.filter((text) => new RegExp(`["'\`\\s](?:${name}["'\`\\s]|${computed})`).test(text));
  };
  const lonely = [...classes].filter((name) => usersOf(name).length < 2);
  expect(lonely).toEqual([]);
});
