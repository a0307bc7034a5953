import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { behindLinks, builtBase, checkOut, writeList } from '../../../src/cli/output/out.ts';

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
/** A folder with a finished build in it. */
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
  ])('takes %s', async (_, out, make, expected) => {
    await make();
    const beside = { archive: at('archive'), cache: at('cache') };
    expect(await checkOut(at(out), beside)).toEqual({ folder: at(expected) });
  });

  test.each<[string, string, () => unknown, string]>([
    ['the archive', 'archive', () => undefined, 'holds the archive itself'],
    ['a folder that holds the archive', '.', () => undefined, 'holds the archive itself'],
    ['the root of the disk', '/', () => undefined, 'holds the archive itself'],
    [
      'a folder of documents',
      'archive/2024',
      () => folder('archive/2024', 'a.md'),
      'holds a.md, which no build has written',
    ],
    ['a link to the archive', 'to', () => link('archive', 'to'), 'holds the archive itself'],
    ['a link to nothing', 'www', () => link('nowhere', 'www'), 'is a link to nothing'],
    [
      'a folder in the place of the list',
      'out',
      () => folder('out/build.json', 'index.html'),
      'holds build.json/index.html',
    ],
    ['a file', 'out', () => writeFileSync(at('out'), ''), 'is not a folder'],
    ['a folder in a file', 'file/out', () => writeFileSync(at('file'), ''), 'is not a folder'],
    ['a folder of somebody', 'out', () => folder('out', 'notes.txt'), 'holds notes.txt, which no build has written'],
    ['another site', 'out', () => folder('out', 'index.html'), 'holds index.html, which no build has written'],
    [
      'a build from before there was a list',
      'out',
      () => folder('out', 'index.html', 'postmortems.json'),
      'holds index.html, which no build has written: name an empty or a new folder; remove this one if it is a build',
    ],
    [
      'a project with the names of a site',
      'out',
      () => folder('out', 'postmortems.json', 'assets/a.css', 'search/main.ts'),
      'holds assets/a.css, which no build has written',
    ],
    [
      'a build that somebody has added to',
      'out',
      async () => {
        await built('out', 'index.html', 'search/index.html');
        folder('out', 'search/main.ts');
      },
      'holds search/main.ts, which no build has written: move it elsewhere',
    ],
    [
      'a build with a link in it',
      'out',
      async () => {
        await built('out', 'index.html');
        link('archive', 'out/a');
      },
      'holds a, which no build has written',
    ],
    [
      'another list of that name',
      'out',
      () => folder('out', 'build.json', 'main.ts'),
      'holds build.json, which no build has written',
    ],
    ['the cache', 'cache', () => undefined, `and --cache CACHE lie in each other`],
    ['a folder in the cache', 'cache/site', () => undefined, `and --cache CACHE lie in each other`],
    [
      'a folder that holds the cache',
      'all',
      () => [folder('all/cache'), link('all/cache', 'cache')],
      `and --cache CACHE lie in each other`,
    ],
    [
      'the work tree of a repository',
      'out',
      () => folder('out', '.git/HEAD'),
      'holds .git/HEAD, which no build has written',
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
    ['lies in the archive', 'archive/cache', () => undefined, 'lies in the archive; name a folder beside it'],
    ['lies there behind a link', 'cache', () => link('archive/2024', 'cache'), 'lies in the archive; name a folder'],
    ['is the archive', 'archive', () => undefined, 'holds the archive; name a folder beside it'],
    ['holds the archive', '.', () => undefined, 'holds the archive; name a folder beside it'],
    ['is a file', 'cache', () => writeFileSync(at('cache'), ''), 'is not a folder'],
    ['is a link to nothing', 'cache', () => link('nowhere', 'cache'), 'is a link to nothing'],
  ])('%s', async (_, cache, make, problem) => {
    await make();
    const out = path.join(root, '../nevertwice-nowhere');
    expect(await checkOut(out, { archive: at('archive'), cache: path.join(root, cache) })).toEqual({
      problem: expect.stringContaining(`--cache ${path.join(root, cache)} ${problem}`),
    });
  });
});

test('a link to a site that is missing leads to where it was', async () => {
  link('current', 'www');
  link('site', 'current');
  expect(await behindLinks(at('www'))).toBe(at('site'));
});

test('links in a circle lead nowhere', async () => {
  link('b', 'a');
  link('a', 'b');
  await expect(behindLinks(at('a'))).rejects.toThrow('ELOOP');
});

test('builtBase is what the build was told', async () => {
  folder('out', 'index.html');
  expect(await builtBase(at('out'))).toBe('/');
  await writeList(at('out'), '/kb/');
  expect(await builtBase(at('out'))).toBe('/kb/');
});

test.each(['null', '[]', '{"base":1}', '{"base":"//evil/"}', '{'])('builtBase takes nothing odd: %s', async (list) => {
  folder('out');
  writeFileSync(at('out/build.json'), list);
  expect(await builtBase(at('out'))).toBe('/');
});
