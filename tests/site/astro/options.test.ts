import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkOptions } from '../../../src/site/astro/options.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-options-'));
  writeFileSync(path.join(root, 'Header.astro'), '<header></header>\n');
});
afterAll(() => rmSync(root, { recursive: true }));

test.each<[options: unknown, folder: string, base: string]>([
  [{}, 'postmortems', '/postmortems/'],
  [{ folder: './docs/incidents', base: '/incidents' }, 'docs/incidents', '/incidents/'],
  [{ base: 'a/b/' }, 'postmortems', '/a/b/'],
  [{ base: '/' }, 'postmortems', '/'],
  [{ base: '' }, 'postmortems', '/'],
])('%j is an archive in %s at %s', (options, folder, base) => {
  expect(checkOptions(options, root)).toEqual({
    folder: path.join(root, folder),
    base,
    audience: undefined,
    components: new Map(),
  });
});

test('components are files of the project', () => {
  expect(checkOptions({ components: { SiteHeader: './Header.astro' } }, root)).toMatchObject({
    components: new Map([['SiteHeader', path.join(root, 'Header.astro')]]),
  });
});

const NAMES = 'Head, PageStart, PostmortemEnd, SiteFooter, SiteHeader';

test.each<[options: unknown, problems: string[]]>([
  [[], ['expected an object with the options, found []']],
  [
    { foldr: 'a' },
    ['there is no option `foldr`; did you mean `folder`? The options are folder, base, audience, components.'],
  ],
  [{ folder: 1 }, ["`folder` is 1, expected the path of the archive, such as './postmortems'"]],
  [
    { base: '/a b', audience: 'all' },
    [
      '`base` is "/a b", expected a path of letters, digits and hyphens, such as \'/incidents\'',
      "`audience` is \"all\", expected 'internal' or 'public'",
    ],
  ],
  [{ base: '/../a' }, ['`base` is "/../a", expected a path of letters, digits and hyphens, such as \'/incidents\'']],
  [
    { components: ['Head'] },
    ['`components` is ["Head"], expected an object such as { SiteHeader: \'./src/Header.astro\' }'],
  ],
  [
    { components: { SitHeader: './Header.astro', Sidebar: './Header.astro' } },
    [
      `there is no component \`SitHeader\`; did you mean \`SiteHeader\`? The components are ${NAMES}.`,
      `there is no component \`Sidebar\`. The components are ${NAMES}.`,
    ],
  ],
  [
    { components: { Head: './Header.ts', SiteFooter: true } },
    [
      '`components.Head` is "./Header.ts", expected the path of an .astro file',
      '`components.SiteFooter` is true, expected the path of an .astro file',
    ],
  ],
])('%j has problems, and all are reported', (options, problems) => {
  expect(checkOptions(options, root)).toEqual({ problems });
});

test('a file that does not exist is named', () => {
  expect(checkOptions({ components: { Head: './src/Head.astro' } }, root)).toEqual({
    problems: [`\`components.Head\`: there is no file ${path.join(root, 'src/Head.astro')}`],
  });
});
