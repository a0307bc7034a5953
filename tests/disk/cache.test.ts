import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { codeHash, memoryCache, openCache } from '../../src/disk/cache.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const unexpected = () => Promise.reject(new Error('made twice'));

test('makes data once for a key, whoever opens the cache', async () => {
  const first = await openCache(folder);
  expect(await first.get(['a', 1], async () => ({ html: 'ü' }))).toEqual({ html: 'ü' });
  expect(await first.get(['a', 1], unexpected)).toEqual({ html: 'ü' });
  const second = await openCache(folder);
  expect(await second.get(['a', 1], unexpected)).toEqual({ html: 'ü' });
});

test('makes other data for another key', async () => {
  const cache = await openCache(folder);
  await cache.get(['a'], async () => 'one');
  expect(await cache.get(['b'], async () => 'two')).toBe('two');
});

test('keeps nothing of what could not be made', async () => {
  const cache = await openCache(folder);
  await expect(cache.get(['a'], unexpected)).rejects.toThrow('made twice');
  expect(await cache.get(['a'], async () => 'text')).toBe('text');
});

test('prunes what nobody has asked for since it was opened', async () => {
  const first = await openCache(folder);
  await first.get(['a'], async () => 'one');
  await first.get(['b'], async () => 'two');
  const second = await openCache(folder);
  await second.get(['b'], unexpected);
  await second.prune();
  expect(readdirSync(path.join(folder, 'rendered'))).toHaveLength(1);
  expect(await second.get(['b'], unexpected)).toBe('two');
});

test('in memory it keeps what was asked for since it was pruned the last time', async () => {
  const cache = memoryCache();
  await cache.get(['a'], async () => 'one');
  await cache.get(['b'], async () => 'two');
  await cache.prune();
  expect(await cache.get(['b'], unexpected)).toBe('two');
  await cache.prune();
  expect(await cache.get(['b'], unexpected)).toBe('two');
  expect(await cache.get(['a'], async () => 'made again')).toBe('made again');
  await expect(cache.get(['c'], unexpected)).rejects.toThrow('made twice');
  expect(await cache.get(['c'], async () => 'three')).toBe('three');
});

test('makes anew what has not come through whole', async () => {
  const first = await openCache(folder);
  await first.get(['a'], async () => 'text');
  const [name = ''] = readdirSync(path.join(folder, 'rendered'));
  writeFileSync(path.join(folder, 'rendered', name), '"te');
  const second = await openCache(folder);
  expect(await second.get(['a'], async () => 'again')).toBe('again');
});

test('leaves files alone that no cache has made', async () => {
  const cache = await openCache(folder);
  writeFileSync(path.join(folder, 'rendered', 'thesis.pdf'), '');
  await cache.prune();
  expect(readdirSync(path.join(folder, 'rendered'))).toEqual(['thesis.pdf']);
});

test('is made anew with other code, other dependencies and other versions of them', async () => {
  for (const name of ['archive', 'diagnostics', 'disk', 'postmortem']) {
    mkdirSync(path.join(folder, 'src', name), { recursive: true });
  }
  const hashes = new Set<string>();
  for (const name of ['package.json', 'package-lock.json', 'src/postmortem/a.ts']) {
    for (const content of ['one', 'two']) {
      writeFileSync(path.join(folder, name), content);
      hashes.add(await codeHash(folder));
    }
  }
  expect(hashes.size).toBe(6);
});
