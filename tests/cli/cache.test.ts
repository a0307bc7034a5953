import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeSingleArchive } from '../tools/archives/archives.ts';
import { nevertwice } from '../tools/cli.ts';

let root: string;
const at = (...names: string[]) => path.join(root, ...names);
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-cache-'));
  mkdirSync(at('project/postmortems'), { recursive: true });
  writeSingleArchive(at('project/postmortems'));
});
afterEach(() => rmSync(root, { recursive: true }));

const IN_PACKAGES = 'project/node_modules/.cache/nevertwice';
/** Runs `check`, with the user's folder for caches in the test's folder on every system. */
const check = (...options: string[]) =>
  nevertwice(['check', ...options], at('project'), {
    HOME: at('home'),
    XDG_CACHE_HOME: at('home/caches'),
    LOCALAPPDATA: at('home/caches'),
  });
const UNNOTICED = { status: 0, stdout: expect.stringMatching(/^1 file, 0 errors/m), stderr: '' };
/** Paths of the caches below the test's folder. */
const caches = () =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sqlite'))
    .map((name) => path.dirname(name).split(path.sep).join('/'));

describe('without options, the cache is', () => {
  test('in node_modules', async () => {
    mkdirSync(at('project/node_modules'));
    expect(await check()).toEqual(UNNOTICED);
    expect(caches()).toEqual([IN_PACKAGES]);
    expect(existsSync(at('home'))).toBe(false);
  });

  test('in the home folder if there is no node_modules', async () => {
    expect(await check()).toEqual(UNNOTICED);
    expect(caches()).toEqual([expect.stringMatching(/^home\/.*nevertwice/)]);
  });

  // As in a container that runs as another user than the one that has installed the packages.
  test.each<[string, () => void]>([
    ['a file', () => writeFileSync(at('project/node_modules'), '')],
    [
      'without a place for caches',
      () => {
        mkdirSync(at('project/node_modules'));
        writeFileSync(at('project/node_modules/.cache'), '');
      },
    ],
    ['a device, which cannot be written to', () => symlinkSync('/dev/null', at('project/node_modules'))],
  ])('in the home folder if node_modules is %s', async (_, make) => {
    make();
    expect(await check()).toEqual(UNNOTICED);
    expect(caches()).toEqual([expect.stringMatching(/^home\/.*nevertwice/)]);
  });

  test('nowhere if no folder can be written to', async () => {
    writeFileSync(at('project/node_modules'), '');
    writeFileSync(at('home'), '');
    expect(await check()).toEqual(UNNOTICED);
    expect(caches()).toEqual([]);
  });
});

test('is where --cache says, and nowhere with --no-cache', async () => {
  mkdirSync(at('project/node_modules'));
  expect(await check('--no-cache')).toEqual(UNNOTICED);
  expect(caches()).toEqual([]);
  expect(await check('--cache', at('elsewhere'))).toEqual(UNNOTICED);
  expect(caches()).toEqual(['elsewhere']);
});

test('says so if the folder of --cache cannot be used', async () => {
  writeFileSync(at('file'), '');
  expect(await check('--cache', at('file/cache'))).toEqual({
    ...UNNOTICED,
    stderr: expect.stringMatching(/^nevertwice: the cache is not used: cannot create the folder .+ENOTDIR.+\n$/),
  });
});

test('is used by concurrent commands, which answer like one', async () => {
  mkdirSync(at('project/node_modules'));
  const results = await Promise.all(Array.from({ length: 4 }, () => check()));
  expect(results).toEqual(results.map(() => UNNOTICED));
  expect(caches()).toEqual([IN_PACKAGES]);
});

test('in an archive that is the root of a repository, is not part of it', async () => {
  mkdirSync(at('project/node_modules'));
  for (const _ of [1, 2]) expect(await check('.')).toEqual(UNNOTICED);
  expect(caches()).toEqual([IN_PACKAGES]);
});
