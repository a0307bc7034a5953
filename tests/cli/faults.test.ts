import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { REQUIRED_FRONTMATTER } from '../tools/archives/frontmatter.ts';
import { AS_OF, nevertwice, type Result, ROOT } from '../tools/cli.ts';
import type { Fault } from '../tools/fault.ts';
import { filesIn } from '../tools/sites/built-site.ts';

// Each test builds a site or two, while other tests do the same.
vi.setConfig({ testTimeout: 180_000 });

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'nevertwice-faults-')));
  mkdirSync(path.join(root, 'archive'));
  const note = 'The log of the night.';
  writeFileSync(
    path.join(root, 'archive/2024-01-02-one.md'),
    `${REQUIRED_FRONTMATTER}See [the log](night.log). ![Graph](graph.svg)\n`,
  );
  writeFileSync(path.join(root, 'archive/night.log'), note);
  writeFileSync(path.join(root, 'archive/graph.svg'), '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>');
  mkdirSync(path.join(root, 'site'));
  writeFileSync(path.join(root, 'site/index.html'), 'of before');
  writeFileSync(path.join(root, 'site/build.json'), '{ "files": ["index.html"] }');
});
afterEach(() => rmSync(root, { recursive: true }));

const BUILD = ['build', 'archive', '--out', 'site', '--cache', 'cache', '--as-of', AS_OF];

/** A build with a fault; `ROOT` in the fault stands for the folder of the test. */
function buildWith({ when, what }: Fault): Promise<Result> {
  const FAULT = JSON.stringify({ when, what: what.replace('ROOT', root) });
  return nevertwice(BUILD, root, { NODE_OPTIONS: `--import ${path.join(ROOT, 'tests/tools/fault.ts')}`, FAULT });
}

/** Returns the standard error of a command without the report. */
const said = ({ stderr }: Result) => stderr.slice(stderr.indexOf(' warnings')).split('\n').slice(1).join('\n');

const home = () => readFileSync(path.join(root, 'site/index.html'), 'utf8');

describe('a fault during a build is reported in one line, and leaves only the previous site:', () => {
  test.each<[string, Fault, RegExp]>([
    // A changed file is the same fault; tests/disk/assets/assets.test.ts covers all kinds of files.
    [
      'a file that is removed',
      { when: 'made site', what: 'remove ROOT/archive/night.log' },
      /^nevertwice: ROOT\/archive\/night\.log was changed or removed during the command; run it again\n$/,
    ],
    [
      'a staging folder that is removed',
      { when: 'made pagefind', what: 'remove ROOT/site.new-*' },
      /^nevertwice: the staging folder ROOT\/site\.new-\S+ was removed during the build; run the command again\n$/,
    ],
    [
      'a program that is killed',
      { when: 'program pagefind', what: 'kill' },
      /^nevertwice: .*Pagefind.*; run the command again\n$/,
    ],
  ])('%s', async (_, fault, expected) => {
    const result = await buildWith(fault);
    expect(said(result).replaceAll(root, 'ROOT')).toMatch(expected);
    expect([result.status, result.stdout]).toEqual([2, '']);
    expect([readdirSync(root), home()]).toEqual([['archive', 'cache', 'site'], 'of before']);
  });

  // Like a full disk without filling one: limits the size of files in blocks.
  test('a limit to the size of files', async () => {
    const command = [process.execPath, path.join(ROOT, 'bin/nevertwice.js'), ...BUILD];
    const result = await new Promise<Result>((resolve) => {
      const args = ['-c', 'ulimit -f 100; exec "$@"', 'sh', ...command];
      execFile('sh', args, { cwd: root }, (error, stdout, stderr) =>
        resolve({ status: Number(error?.code), stdout, stderr }),
      );
    });
    expect(said(result)).toMatch(
      /^nevertwice: cannot write to \/.+: the file would be larger .+ \(EFBIG\)\. Raise .+\n$/,
    );
    expect([result.status, result.stdout]).toEqual([2, '']);
    expect([readdirSync(root), home()]).toEqual([['archive', 'cache', 'site'], 'of before']);
  });
});

test('a build of unchanged documents does not need Pagefind', async () => {
  // The second one keeps the index in the cache.
  for (let count = 0; count < 2; count++) expect((await nevertwice(BUILD, root)).status).toBe(0);
  const index = () => filesIn(path.join(root, 'site')).filter((file) => file.startsWith('pagefind/'));
  const before = index();
  expect((await buildWith({ when: 'program pagefind', what: 'kill' })).status).toBe(0);
  expect(index()).toEqual(before);
});

test('preview completes a build that was killed while replacing the site, and the next build removes what it left', async () => {
  await expect(buildWith({ when: 'after former', what: 'kill' })).rejects.toMatchObject({ signal: 'SIGKILL' });
  expect(readdirSync(root)).toEqual(['archive', 'cache', expect.stringMatching(/^site\.new-/)]);
  // This address does not exist, so the command ends after it has completed the site.
  const { status, stderr } = await nevertwice(['preview', '--out', 'site', '--host', '192.0.2.1', '--port', '0'], root);
  expect([status, stderr]).toEqual([
    2,
    expect.stringMatching(/^nevertwice: a build was killed while replacing .+; its new site was restored\n/),
  ]);
  expect(filesIn(path.join(root, 'site'))).toContain('postmortems/2024-01-02-one/index.html');
  const cache = path.join(root, 'cache');
  for (const name of readdirSync(cache)) writeFileSync(path.join(cache, name), 'null'.repeat(1000));
  const again = await nevertwice(BUILD, root);
  const note = 'nevertwice: 1 damaged entry of the cache replaced\n';
  expect([again.status, said(again), readdirSync(root)]).toEqual([0, note, ['archive', 'cache', 'site']]);
});
