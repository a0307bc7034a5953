import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeSingleArchive } from './tools/archives/archives.ts';
import { mustRun, type Result, ROOT } from './tools/cli.ts';
import { filesIn } from './tools/sites/built-site.ts';

// The whole project is built, and other tests do so at the same time.
vi.setConfig({ testTimeout: 180_000 });

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-astro-'));
  mkdirSync(path.join(root, 'postmortems'));
  writeSingleArchive(path.join(root, 'postmortems'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Runs `astro build` for the archive in `postmortems`, where the user stands. */
function astroBuild(base = '/', more: NodeJS.ProcessEnv = {}): Promise<Result> {
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...more };
  const options = ['--root', ROOT, '--outDir', path.join(root, 'dist'), '--base', base];
  const command = [path.join(ROOT, 'tools/astro.ts'), 'build', ...options];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: root, env }, (error, stdout, stderr) => {
      resolve({ status: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

// The names of scripts and styles have hashes of their contents, in which the base is a placeholder before it is written.
const withoutAssetNames = (html: string) => html.replaceAll(/assets\/[^"\s]+/g, 'assets/…');

test.each(['/', '/kb/'])('Astro’s own command builds the same pages as the renderer, under %s', async (base) => {
  const { status, stderr } = await astroBuild(base);
  expect([status, stderr]).toEqual([0, '']);
  await mustRun(['build', 'postmortems', '--out', 'site', '--base', base], root);
  const [own, rendered] = ['dist', 'site'].map((name) => path.join(root, name)) as [string, string];
  const pages = filesIn(rendered).filter((file) => !/^(?:assets\/|build\.json$)/.test(file));
  expect(filesIn(own).filter((file) => !file.startsWith('assets/'))).toEqual(pages);
  const textOf = (folder: string, file: string) => withoutAssetNames(readFileSync(path.join(folder, file), 'latin1'));
  expect(pages.filter((file) => textOf(own, file) !== textOf(rendered, file))).toEqual([]);
});

test('Astro’s own command refuses documents with errors, and reports them', async () => {
  writeFileSync(path.join(root, 'postmortems/2024-02-02-broken.md'), '---\ntitle: No times\n---\n');
  const { status, stderr } = await astroBuild('/', { HOME: '/dev/null/nowhere', XDG_CONFIG_HOME: undefined });
  expect(status).toBe(1);
  expect(stderr).toContain('postmortems/2024-02-02-broken.md:1:1\n  error Missing key `started` [missing-key]');
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(existsSync(path.join(root, 'dist'))).toBe(false);
});
