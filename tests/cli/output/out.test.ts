import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { builtBase, checkOut, resolveLinks, writeList } from '../../../src/cli/output/out.ts';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'nevertwice-out-')));
  mkdirSync(at('archive/2024'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const at = (name: string) => path.join(root, name);
const folder = (name: string, ...files: string[]) => {
  mkdirSync(at(name), { recursive: true });
  for (const file of files) {
    mkdirSync(path.dirname(path.join(at(name), file)), { recursive: true });
    writeFileSync(path.join(at(name), file), '');
  }
};
/** Creates a folder with a finished build. */
const built = async (name: string, ...files: string[]) => {
  folder(name, ...files);
  await writeList(at(name), '/');
};
const link = (target: string, name: string) => symlinkSync(target, at(name));

describe('checkOut', () => {
  test.each<[string, string, () => unknown, string]>([
    ['a new folder', 'out', () => undefined, 'out'],
    ['a new folder in new ones', 'a/b/out', () => undefined, 'a/b/out'],
    ['an empty folder', 'out', () => folder('out'), 'out'],
    ['a folder with what the system put there', 'out', () => folder('out', '.DS_Store'), 'out'],
    ['empty folders', 'out', () => folder('out/a/b'), 'out'],
    ['an earlier build', 'out', () => built('out', 'index.html', 'a/ü b.html'), 'out'],
    [
      'an earlier build that a person has looked at',
      'out',
      async () => {
        await built('out', 'index.html', 'a/b.html');
        folder('out', '.DS_Store', 'a/.DS_Store');
      },
      'out',
    ],
    [
      'an earlier build of which something is gone',
      'out',
      async () => {
        await built('out', 'index.html', 'a/b.html');
        rmSync(at('out/a'), { recursive: true });
      },
      'out',
    ],
    ['a link to an earlier build', 'www', () => built('out', 'index.html').then(() => link('out', 'www')), 'out'],
    ['a folder behind a link', 'to/out', () => [folder('real'), link('real', 'to')], 'real/out'],
    ['a folder in the archive', 'archive/site', () => undefined, 'archive/site'],
    ['a name that begins like the archive', 'archive-site', () => undefined, 'archive-site'],
  ])('accepts %s', async (_, out, make, expected) => {
    await make();
    const beside = { archive: at('archive'), cache: at('cache') };
    expect(await checkOut(at(out), beside)).toEqual({ folder: at(expected) });
  });

  test.each<[string, string, () => unknown, string]>([
    ['the archive', 'archive', () => undefined, 'contains the archive'],
    ['a folder that holds the archive', '.', () => undefined, 'contains the archive'],
    ['the root of the disk', '/', () => undefined, 'contains the archive'],
    ['a folder of documents', 'archive/2024', () => folder('archive/2024', 'a.md'), 'contains a.md'],
    ['a link to the archive', 'to', () => link('archive', 'to'), 'contains the archive'],
    ['a link to nothing', 'www', () => link('nowhere', 'www'), 'is a broken link'],
    [
      'a folder in the place of the list',
      'out',
      () => folder('out/build.json', 'index.html'),
      'contains build.json/index.html',
    ],
    ['a file', 'out', () => writeFileSync(at('out'), ''), 'is not a folder'],
    ['a folder in a file', 'file/out', () => writeFileSync(at('file'), ''), 'is not a folder'],
    ['a folder of somebody', 'out', () => folder('out', 'notes.txt'), 'contains notes.txt, which no build wrote'],
    ['another site', 'out', () => folder('out', 'index.html'), 'contains index.html, which no build wrote'],
    [
      'a build from before there was a list',
      'out',
      () => folder('out', 'index.html', 'postmortems.json'),
      'contains index.html, which no build wrote: choose an empty or new folder; if this is a build',
    ],
    [
      'a project with the names of a site',
      'out',
      () => folder('out', 'postmortems.json', 'assets/a.css', 'search/main.ts'),
      'contains assets/a.css, which no build wrote',
    ],
    [
      'a build that somebody has added to',
      'out',
      async () => {
        await built('out', 'index.html', 'search/index.html');
        folder('out', 'search/main.ts');
      },
      'contains search/main.ts, which no build wrote: move it elsewhere',
    ],
    [
      'a build with a link in it',
      'out',
      async () => {
        await built('out', 'index.html');
        link('archive', 'out/a');
      },
      'contains a, which no build wrote',
    ],
    [
      'another list of that name',
      'out',
      () => folder('out', 'build.json', 'main.ts'),
      'contains build.json, which no build wrote',
    ],
    ['the cache', 'cache', () => undefined, `and --cache CACHE overlap`],
    ['a folder in the cache', 'cache/site', () => undefined, `and --cache CACHE overlap`],
    [
      'a folder that holds the cache',
      'all',
      () => [folder('all/cache'), link('all/cache', 'cache')],
      `and --cache CACHE overlap`,
    ],
    [
      'the work tree of a repository',
      'out',
      () => folder('out', '.git/HEAD'),
      'contains .git/HEAD, which no build wrote',
    ],
  ])('refuses %s', async (_, out, make, problem) => {
    await make();
    const given = path.resolve(root, out);
    const expected = `${given} ${problem.replace('CACHE', at('cache'))}`;
    expect(await checkOut(given, { archive: at('archive'), cache: at('cache') })).toEqual({
      problem: expect.stringContaining(expected),
    });
  });
});

describe('checkOut refuses a cache that', () => {
  test.each<[string, string, () => unknown, string]>([
    ['lies in the archive', 'archive/cache', () => undefined, 'is inside the archive; choose a folder outside it'],
    [
      'lies there behind a link',
      'cache',
      () => link('archive/2024', 'cache'),
      'is inside the archive; choose a folder',
    ],
    ['is the archive', 'archive', () => undefined, 'contains the archive; choose a folder outside it'],
    ['holds the archive', '.', () => undefined, 'contains the archive; choose a folder outside it'],
    ['is a file', 'cache', () => writeFileSync(at('cache'), ''), 'is not a folder'],
    ['is a broken link', 'cache', () => link('nowhere', 'cache'), 'is a broken link'],
  ])('%s', async (_, cache, make, problem) => {
    await make();
    const out = path.join(root, '../nevertwice-nowhere');
    expect(await checkOut(out, { archive: at('archive'), cache: path.join(root, cache) })).toEqual({
      problem: expect.stringContaining(`--cache ${path.join(root, cache)} ${problem}`),
    });
  });
});

test('a link to a missing site resolves to its former place', async () => {
  link('current', 'www');
  link('site', 'current');
  expect(await resolveLinks(at('www'))).toBe(at('site'));
});

test('circular links are refused', async () => {
  link('b', 'a');
  link('a', 'b');
  await expect(resolveLinks(at('a'))).rejects.toThrow('ELOOP');
});

test('builtBase returns the base of the build', async () => {
  folder('out', 'index.html');
  expect(await builtBase(at('out'))).toBe('/');
  await writeList(at('out'), '/kb/');
  expect(await builtBase(at('out'))).toBe('/kb/');
});

test.each(['null', '[]', '{"base":1}', '{"base":"//evil/"}', '{'])(
  'builtBase ignores an invalid list: %s',
  async (list) => {
    folder('out');
    writeFileSync(at('out/build.json'), list);
    expect(await builtBase(at('out'))).toBe('/');
  },
);
