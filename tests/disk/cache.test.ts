import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { memoryCache, openCache } from '../../src/disk/cache.ts';
import { hashOfSources } from '../../src/disk/program.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const entries = () => readdirSync(path.join(folder, 'rendered'));
const entry = (name = entries()[0] ?? '') => path.join(folder, 'rendered', name);
const long = new Date(Date.now() - 2 * 60 * 60_000);
const age = () => {
  for (const name of entries()) utimesSync(entry(name), long, long);
};

const page = z.strictObject({ html: z.string() });
const unexpected = () => Promise.reject(new Error('made twice'));

test('creates data once per key, also after reopening the cache', async () => {
  const first = await openCache(folder);
  expect(await first.get(['a', 1], page, async () => ({ html: 'ü' }))).toEqual({ html: 'ü' });
  expect(await first.get(['a', 1], page, unexpected)).toEqual({ html: 'ü' });
  const second = await openCache(folder);
  expect(await second.get(['a', 1], page, unexpected)).toEqual({ html: 'ü' });
});

test('creates other data for another key', async () => {
  const cache = await openCache(folder);
  await cache.get(['a'], z.string(), async () => 'one');
  expect(await cache.get(['b'], z.string(), async () => 'two')).toBe('two');
});

test('does not store failures', async () => {
  const cache = await openCache(folder);
  await expect(cache.get(['a'], z.string(), unexpected)).rejects.toThrow('made twice');
  expect(await cache.get(['a'], z.string(), async () => 'text')).toBe('text');
});

test('removes old entries that were not requested since it was opened', async () => {
  const first = await openCache(folder);
  await first.get(['a'], z.string(), async () => 'one');
  await first.get(['b'], z.string(), async () => 'two');
  age();
  // As if another build had just created it and were about to read it.
  await first.get(['c'], z.string(), async () => 'three');
  const second = await openCache(folder);
  await second.get(['b'], z.string(), unexpected);
  await second.prune();
  expect(entries()).toHaveLength(2);
  expect(await second.get(['b'], z.string(), unexpected)).toBe('two');
  expect(await second.get(['c'], z.string(), unexpected)).toBe('three');
});

test('in memory, keeps what was requested since the last prune', async () => {
  const cache = memoryCache();
  await cache.get(['a'], z.string(), async () => 'one');
  await cache.get(['b'], z.string(), async () => 'two');
  await cache.prune();
  expect(await cache.get(['b'], z.string(), unexpected)).toBe('two');
  await cache.prune();
  expect(await cache.get(['b'], z.string(), unexpected)).toBe('two');
  expect(await cache.get(['a'], z.string(), async () => 'made again')).toBe('made again');
  await expect(cache.get(['c'], z.string(), unexpected)).rejects.toThrow('made twice');
  expect(await cache.get(['c'], z.string(), async () => 'three')).toBe('three');
});

describe('an entry is replaced and counted if it', () => {
  const make = (file: string, text: string) => writeFileSync(file, text);
  const checksum = (file: string) => readFileSync(file, 'utf8').split('\n')[0];
  test.each<[string, (file: string) => void]>([
    ['is null', (file) => make(file, 'null')],
    ['is JSON of another shape', (file) => make(file, '{"html":1}')],
    ['is JSON of the shape, as nobody has written it', (file) => make(file, '{"html":"evil"}')],
    ['is empty', (file) => make(file, '')],
    ['has half come through', (file) => make(file, readFileSync(file, 'utf8').slice(0, -3))],
    ['has other data under its checksum', (file) => make(file, `${checksum(file)}\n{"html":"evil"}`)],
    ['is binary', (file) => writeFileSync(file, new Uint8Array([0xff, 0xfe, 0, 1]))],
    [
      'is a folder',
      (file) => {
        rmSync(file);
        mkdirSync(path.join(file, 'inner'), { recursive: true });
      },
    ],
  ])('%s', async (_, damage) => {
    await (await openCache(folder)).get(['a'], page, async () => ({ html: 'first' }));
    damage(entry());
    const second = await openCache(folder);
    expect(await second.get(['a'], page, async () => ({ html: 'again' }))).toEqual({ html: 'again' });
    const third = await openCache(folder);
    expect(await third.get(['a'], page, unexpected)).toEqual({ html: 'again' });
    expect([second.damaged, third.damaged]).toEqual([1, 0]);
  });

  test('is intact but of another name', async () => {
    const cache = await openCache(folder);
    await cache.get(['a'], page, async () => ({ html: 'a' }));
    const [first = ''] = entries();
    await cache.get(['b'], page, async () => ({ html: 'b' }));
    const second = entries().find((name) => name !== first);
    writeFileSync(entry(second), readFileSync(entry(first)));
    expect(await cache.get(['b'], page, async () => ({ html: 'again' }))).toEqual({ html: 'again' });
  });

  test('is intact but of another shape', async () => {
    const cache = await openCache(folder);
    await cache.get<unknown>(['a'], z.unknown(), async () => ({ title: 'a' }));
    expect(await cache.get(['a'], page, async () => ({ html: 'again' }))).toEqual({ html: 'again' });
    expect(cache.damaged).toBe(1);
  });
});

test('is shared by concurrent builds', async () => {
  const caches = await Promise.all(Array.from({ length: 4 }, () => openCache(folder)));
  const keys = Array.from({ length: 50 }, (_, index) => index % 10);
  const asked = caches.flatMap((cache) =>
    keys.map((key) => cache.get([key], z.string(), async () => `text ${key}`).then((text) => [key, text])),
  );
  const pruned = caches.map((cache) => cache.prune());
  for (const [key, text] of await Promise.all(asked)) expect(text).toBe(`text ${key}`);
  await Promise.all(pruned);
  expect(entries()).toHaveLength(10);
  expect(caches.map(({ damaged }) => damaged)).toEqual([0, 0, 0, 0]);
});

test('does not touch files that no cache created', async () => {
  const cache = await openCache(folder);
  writeFileSync(path.join(folder, 'rendered', 'thesis.pdf'), '');
  age();
  await cache.prune();
  expect(readdirSync(path.join(folder, 'rendered'))).toEqual(['thesis.pdf']);
});

test('entries depend on the code, the dependencies and their versions', async () => {
  for (const name of ['archive', 'build', 'diagnostics', 'disk', 'postmortem']) {
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
