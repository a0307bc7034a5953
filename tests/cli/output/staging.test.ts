import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStaging, recover, removeAbandoned } from '../../../src/cli/output/staging.ts';
import type { Fault } from '../../tools/fault.ts';

const TOOLS = path.resolve(import.meta.dirname, '../../tools');

let root: string;
let out: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'nevertwice-staging-')));
  out = path.join(root, 'site');
});
afterEach(async () => {
  // Otherwise those of a failed test would run on, and the test runner would wait for them.
  await Promise.all(kills.splice(0).map((kill) => kill()));
  rmSync(root, { recursive: true });
});

const kills: (() => Promise<unknown>)[] = [];

/** Starts a process that replaces the site many times, and returns the name of its staging folder. */
async function replacing(times: number, first: number, when?: Fault['when']) {
  const preload = when ? ['--import', path.join(TOOLS, 'fault.ts')] : [];
  const command = [...preload, path.join(TOOLS, 'replace.ts'), out, String(times), String(first)];
  const env = { ...process.env, FAULT: when && JSON.stringify({ when, what: 'kill' } satisfies Fault) };
  const child: ChildProcess = spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const kill = () => {
    child.kill('SIGKILL');
    return ended;
  };
  kills.push(kill);
  const [name] = await once(child.stdout as NodeJS.ReadableStream, 'data');
  return { name: String(name).trim(), ended, kill };
}

/** Returns the content of the site's three files: one number if the site is complete, nothing if there is no site. */
function numbers(): string[] {
  if (!readdirSync(root).includes('site')) return [];
  const files = readdirSync(out);
  const found = files.map((name) => readFileSync(path.join(out, name), 'utf8'));
  return files.length === 3 ? [...new Set(found)] : ['a part'];
}

const beside = () => readdirSync(root).filter((name) => name !== 'site');

describe('a build that is killed', () => {
  test.each<[Fault['when'], string[], string | undefined, string[]]>([
    // When it is killed; what is at --out then; what the next command prints; what is there afterwards.
    ['before former', ['1'], undefined, ['1']],
    ['after former', [], 'its new site was restored', ['2']],
    ['before site', [], 'its new site was restored', ['2']],
    ['after site', ['2'], undefined, ['2']],
  ])('%s is moved leaves a complete site, or one that the next command completes', async (when, found, said, whole) => {
    await (await replacing(1, 1)).ended;
    const [, signal] = await (await replacing(1, 2, when)).ended;
    expect([signal, numbers(), beside()]).toEqual(['SIGKILL', found, [expect.stringContaining('site.new-')]]);
    expect(await recover(out)).toEqual(said && expect.stringContaining(said));
    expect(numbers()).toEqual(whole);
    expect(await removeAbandoned(out)).toEqual([]);
    expect(beside()).toEqual([]);
  });

  test('at any time leaves a complete site', async () => {
    await (await replacing(1, 1)).ended;
    for (let round = 0; round < 20; round++) {
      const { kill } = await replacing(Number.POSITIVE_INFINITY, round);
      // Kills each of some hundred replacements at a different point.
      await wait(round * 3 + Math.random() * 3);
      await kill();
      const isThere = numbers().length > 0;
      const said = await recover(out);
      expect([said === undefined, numbers()]).toEqual([isThere, [expect.stringMatching(/^\d+$/)]]);
      await removeAbandoned(out);
      expect(beside()).toEqual([]);
    }
  });

  test('before there was a site leaves none', async () => {
    const { name, kill } = await replacing(0, 1);
    await kill();
    expect(beside()).toEqual([name]);
    expect(await recover(out)).toBeUndefined();
    expect(numbers()).toEqual([]);
  });

  test('leaves the previous site if its new one is gone', async () => {
    await (await replacing(1, 1)).ended;
    const { name, ended } = await replacing(1, 2, 'after former');
    await ended;
    rmSync(path.join(root, name, 'site'), { recursive: true });
    expect(await recover(out)).toContain('its previous site was restored');
    expect(numbers()).toEqual(['1']);
  });
});

describe('a staging folder', () => {
  const long = new Date(Date.now() - 11 * 60_000);
  const age = (name: string) => utimesSync(path.join(root, name), long, long);

  test('of a running build is left alone', async () => {
    const { name, kill } = await replacing(0, 1);
    await removeAbandoned(out);
    expect(beside()).toEqual([name]);
    await kill();
    await removeAbandoned(out);
    expect(beside()).toEqual([]);
  });

  test('is abandoned if another program has its process id', async () => {
    const { name, kill } = await replacing(0, 1);
    age(name);
    await removeAbandoned(out);
    expect(beside()).toEqual([]);
    await kill();
  });

  test('is abandoned if this process has its process id', async () => {
    const { folder, remove } = await openStaging(out);
    await removeAbandoned(out);
    expect(beside()).toEqual([]);
    mkdirSync(folder);
    remove();
  });

  test('of another machine is left alone until it gave no sign of life for long', async () => {
    const { name, kill } = await replacing(0, 1);
    const other = name.replace(/[\da-f]{8}-\d+$/, '00000000-1');
    renameSync(path.join(root, name), path.join(root, other));
    await kill();
    await removeAbandoned(out);
    expect(beside()).toEqual([other]);
    age(other);
    await removeAbandoned(out);
    expect(beside()).toEqual([]);
  });

  test('is not confused with other folders or other sites', async () => {
    const names = ['site.new', 'site.new-notes', 'site.new-1234', 'site2.new-00000000-1', 'my-site.new-00000000-1'];
    for (const name of names) mkdirSync(path.join(root, name));
    for (const name of names) age(name);
    await removeAbandoned(out);
    expect(beside().sort()).toEqual(names.sort());
  });

  test('that is removed during the build is detected', async () => {
    const { folder, check, remove } = await openStaging(out);
    check();
    rmSync(folder, { recursive: true });
    mkdirSync(path.join(folder, 'site'), { recursive: true });
    expect(check).toThrow(`the staging folder ${folder} was removed during the build; run the command again`);
    remove();
    expect(beside()).toEqual([]);
  });

  test('keeps the previous site if it could not be moved back', async () => {
    const { folder, remove } = await openStaging(out);
    mkdirSync(path.join(folder, 'former'));
    remove();
    expect(beside()).toEqual([path.basename(folder)]);
    expect(await recover(out)).toBeDefined();
  });
});

test('concurrent builds of the same site all succeed', async () => {
  const all = await Promise.all([0, 1000, 2000].map((first) => replacing(100, first)));
  const ends = await Promise.all(all.map(({ ended }) => ended));
  expect(ends).toEqual([
    [0, null],
    [0, null],
    [0, null],
  ]);
  expect([numbers(), beside()]).toEqual([[expect.stringMatching(/^\d*99$/)], []]);
});
