import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mustRun } from '../tools/cli.ts';
import { wrongAfterKill, wrongBuild } from '../tools/warm-builds.ts';

// `npm run fuzz:build` tries other seeds, without end.
test.each([1, 2])('builds after random edits have the pages of a build without a cache, seed %i', async (seed) =>
  expect(await wrongBuild(seed, 5)).toBeUndefined(),
);

test('builds killed at random moments leave a whole site, and a cache that the next build can use', async () =>
  expect(await wrongAfterKill(1, 3)).toBeUndefined());

const textOf = (id: string) => `---
title: ${id}
started: ${id.slice(0, 10)}
duration: 1h
impact: 10%
cause: capacity
---

## Summary

The text of ${id}.
`;

describe('the page of the last build', () => {
  const [FIRST, SECOND] = ['2024-04-15-login-fails', '2024-05-01-checkout-fails'] as const;
  let root: string;
  const at = (...names: string[]) => path.join(root, ...names);
  const page = (id: string) => at('site/postmortems', id, 'index.html');
  const inode = (id: string) => statSync(page(id)).ino;
  const build = () =>
    mustRun(['build', at('archive'), '--out', at('site'), '--cache', at('cache'), '--as-of', '2026-01-01']);

  beforeEach(async () => {
    root = mkdtempSync(path.join(tmpdir(), 'nevertwice-kept-'));
    mkdirSync(at('archive'));
    for (const id of [FIRST, SECOND]) writeFileSync(at('archive', `${id}.md`), textOf(id));
    await build();
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test('is taken over, except that of an edited document', async () => {
    const before = [inode(FIRST), inode(SECOND)];
    appendFileSync(at('archive', `${FIRST}.md`), '\nAn edit.\n');
    await build();
    expect([inode(FIRST) === before[0], inode(SECOND) === before[1]]).toEqual([false, true]);
    expect(readFileSync(page(FIRST), 'utf8')).toContain('An edit.');
  });

  test.each<[string, (file: string) => void]>([
    ['changed', (file) => appendFileSync(file, 'x')],
    ['removed', (file) => rmSync(file)],
    ['touched', (file) => utimesSync(file, 1, 1)],
  ])('is made again if it was %s', async (_, change) => {
    const content = readFileSync(page(FIRST), 'utf8');
    change(page(FIRST));
    await build();
    expect(readFileSync(page(FIRST), 'utf8')).toBe(content);
  });
});
