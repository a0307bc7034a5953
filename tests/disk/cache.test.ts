import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryCache } from '../../src/disk/cache.ts';
import { openCache } from '../../src/disk/folder-cache.ts';
import { hashOfSources } from '../../src/disk/program.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = () => path.join(folder, readdirSync(folder).find((name) => name.endsWith('.sqlite')) ?? '');
const unexpected = () => Promise.reject(new Error('made twice'));
/** Stores texts as one process, and returns those that were made. */
async function use(texts: readonly string[], cacheFolder = folder): Promise<string[]> {
  const cache = await openCache(cacheFolder);
  const made: string[] = [];
  for (const text of texts) {
    const make = async () => {
      made.push(text);
      return text.repeat(100);
    };
    expect(await cache.get('html', [text], make)).toBe(text.repeat(100));
  }
  await cache.save();
  expect(cache.problem).toBeUndefined();
  return made;
}

describe('a cache in a folder', () => {
  test('makes data once for each key, also after it is opened again', async () => {
    const data = { html: 'ü', headings: new Map([['a', new Set([1])]]), absent: undefined };
    const first = await openCache(folder);
    expect(await first.get('html', ['a', 1], async () => data)).toEqual(data);
    expect(await first.get('html', ['a', 1], unexpected)).toEqual(data);
    await first.save();
    const second = await openCache(folder);
    expect(await second.get('html', ['a', 1], unexpected)).toEqual(data);
    expect(await second.get('html', ['a', 2], async () => 'other key')).toBe('other key');
    expect(await second.get('documents', ['a', 1], async () => 'other kind')).toBe('other kind');
  });

  test('stores neither failures nor data that is not to be kept', async () => {
    const cache = await openCache(folder);
    await expect(cache.get('html', ['a'], unexpected)).rejects.toThrow('made twice');
    const get = (text: string) =>
      cache.get(
        'html',
        ['a'],
        async () => text,
        (made) => made === 'whole',
      );
    expect(await get('half')).toBe('half');
    expect(await get('whole')).toBe('whole');
    expect(await get('half')).toBe('whole');
  });

  test('stores nothing before `save`, or else what does not fit into memory', async () => {
    await (await openCache(folder)).get('html', ['a'], async () => 'lost');
    expect(await use(['a'])).toEqual(['a']);
    expect(await use(['a'])).toEqual([]);
  });

  test('forgets data that was not used, once it is more than twice the data that was', async () => {
    await use(['a', 'b', 'c', 'd', 'e']);
    // Nothing was added, so that nothing is removed.
    await use(['a', 'b']);
    expect(await use(['a', 'b', 'f'])).toEqual(['f']);
    expect(await use(['f', 'a', 'c'])).toEqual([]);
    await use(['g']);
    await use(['h']);
    // Of the others, the two that were used last are left.
    expect((await use(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])).length).toBe(5);
  });

  test('is shared by concurrent processes', async () => {
    const caches = await Promise.all(Array.from({ length: 4 }, () => openCache(folder)));
    await Promise.all(
      caches.map(async (cache, index) => {
        for (let key = 0; key < 20; key++) {
          expect(await cache.get('html', [key % 10], async () => `text ${key % 10}`)).toBe(`text ${key % 10}`);
        }
        await cache.get('html', [`own ${index}`], async () => 'own');
        await cache.save();
      }),
    );
    expect(caches.map(({ damaged, problem }) => [damaged, problem])).toEqual(caches.map(() => [0, undefined]));
    const last = await openCache(folder);
    for (let index = 0; index < 4; index++) {
      expect(await last.get('html', [`own ${index}`], unexpected)).toBe('own');
    }
  });

  test.each<[string, (content: Buffer) => Uint8Array]>([
    ['is empty', () => new Uint8Array()],
    ['is text', () => Buffer.from('null')],
    ['is cut off', (content) => content.subarray(0, content.length / 2)],
    ['has other data', (content) => Buffer.from(content.toString('latin1').replaceAll('aaaa', 'bbbb'), 'latin1')],
    ['consists of zeros', (content) => new Uint8Array(content.length)],
  ])('makes data again if its file %s', async (_, damage) => {
    const texts = ['a', ...Array.from({ length: 200 }, (_, index) => `text ${index}`)];
    await use(texts);
    writeFileSync(file(), damage(readFileSync(file())));
    const made = await use(texts);
    expect(made[0]).toBe('a');
    expect(await use(texts)).toEqual([]);
  });

  test.each<[string, (name: string) => void]>([
    ['a file', (name) => writeFileSync(name, '')],
    [
      'a folder with a folder in place of its file',
      (name) => {
        mkdirSync(path.join(name, path.basename(file())), { recursive: true });
      },
    ],
  ])('stores nothing in %s, and says so', async (_, make) => {
    await use(['a']);
    const name = path.join(folder, 'other');
    make(name);
    const cache = await openCache(name);
    expect(await cache.get('html', ['a'], async () => 'made')).toBe('made');
    await cache.save();
    expect(cache.problem).toContain(name);
  });

  test('has a file for each name', async () => {
    const add = async (name: string) => {
      const cache = await openCache(folder, name);
      const text = await cache.get('html', ['a'], async () => `made for ${name}`);
      await cache.save();
      return text;
    };
    expect([await add('one'), await add('two'), await add('one')]).toEqual([
      'made for one',
      'made for two',
      'made for one',
    ]);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  test.skipIf(process.platform === 'win32')('can only be read by its user, in any folder', async () => {
    const made = path.join(folder, 'new/folder');
    await use(['a'], made);
    expect(statSync(made).mode & 0o777).toBe(0o700);
    const open = path.join(folder, 'open');
    mkdirSync(open, { mode: 0o755 });
    await use(['a'], open);
    expect(readdirSync(open).map((name) => statSync(path.join(open, name)).mode & 0o777)).toEqual([0o600]);
  });

  test('is kept as long as it is used', async () => {
    await use(['a']);
    const used = file();
    const long = new Date(Date.now() - 8 * 24 * 60 * 60_000);
    utimesSync(used, long, long);
    expect(await use(['a'])).toEqual([]);
    await (await openCache(folder, 'other')).save();
    expect(readdirSync(folder)).toContain(path.basename(used));
  });

  test('removes unused files of other versions, and nothing else', async () => {
    const names = ['0123456789abcdef.sqlite', 'fedcba9876543210.sqlite', 'thesis.pdf'];
    for (const name of names) writeFileSync(path.join(folder, name), '');
    const long = new Date(Date.now() - 8 * 24 * 60 * 60_000);
    for (const name of ['0123456789abcdef.sqlite', 'thesis.pdf']) utimesSync(path.join(folder, name), long, long);
    await use(['a']);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(names.slice(1)));
    expect(readdirSync(folder)).not.toContain(names[0]);
  });
});

test('a cache in memory keeps what was asked for since the last save', async () => {
  const cache = memoryCache();
  await cache.get('html', ['a'], async () => 'one');
  await cache.get('html', ['b'], async () => 'two');
  await cache.save();
  expect(await cache.get('html', ['b'], unexpected)).toBe('two');
  await cache.save();
  expect(await cache.get('html', ['b'], unexpected)).toBe('two');
  expect(await cache.get('html', ['a'], async () => 'made again')).toBe('made again');
  await expect(cache.get('html', ['c'], unexpected)).rejects.toThrow('made twice');
  expect(await cache.get('html', ['c'], async () => 'three')).toBe('three');
});

test('entries depend on the code, the dependencies and their versions', async () => {
  for (const name of ['archive', 'build', 'diagnostics', 'disk', 'postmortem', 'search']) {
    mkdirSync(path.join(folder, 'src', name), { recursive: true });
  }
  const hashes = new Set<string>();
  for (const name of ['package.json', 'package-lock.json', 'src/postmortem/a.ts']) {
    for (const content of ['one', 'two']) {
      writeFileSync(path.join(folder, name), content);
      hashes.add(await hashOfSources(folder));
    }
  }
  expect(hashes.size).toBe(6);
});
