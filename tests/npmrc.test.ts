import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from './tools/cli.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-npmrc-'));
});
afterAll(() => rmSync(root, { recursive: true }));

/** What npm says where a package wants another Node; `settings` says whether it goes by the project's .npmrc. */
function install(name: string, dependency: string, settings: boolean): { status: number | null; said: string } {
  const folder = path.join(root, name);
  mkdirSync(path.join(folder, 'future'), { recursive: true });
  const write = (file: string, content: object) => writeFileSync(path.join(folder, file), JSON.stringify(content));
  write('package.json', { name, version: '1.0.0', dependencies: { future: dependency } });
  write('future/package.json', { name: 'future', version: '1.0.0', engines: { node: '>=999' } });
  if (settings) copyFileSync(path.join(ROOT, '.npmrc'), path.join(folder, '.npmrc'));
  // What npm itself hands on to its scripts would come before the file.
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^npm_config_loglevel$/i.test(key)));
  const options = ['install', '--offline', '--ignore-scripts', '--no-update-notifier'];
  const { status, stderr } = spawnSync('npm', options, { cwd: folder, env, encoding: 'utf8' });
  return { status, said: stderr };
}

describe('npm, by the .npmrc of the project', () => {
  test('says nothing of packages that want another Node, which it does without', () => {
    expect(install('plain', 'file:future', false)).toMatchObject({
      status: 0,
      said: expect.stringContaining('EBADENGINE'),
    });
    expect(install('quiet', 'file:future', true)).toEqual({ status: 0, said: '' });
  });

  test('says what is really wrong', () => {
    const { status, said } = install('broken', '999.0.0', true);
    expect([status, said]).toEqual([expect.any(Number), expect.stringContaining('npm error')]);
    expect(status).not.toBe(0);
  });
});
