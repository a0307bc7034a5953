import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { writeSingleArchive } from '../tools/archives/archives.ts';
import { nevertwice } from '../tools/cli.ts';

// Each test builds a site, while other tests do the same.
vi.setConfig({ testTimeout: 180_000 });

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-home-'));
  mkdirSync(path.join(root, 'archive'));
  writeSingleArchive(path.join(root, 'archive'));
});
afterAll(() => rmSync(root, { recursive: true }));

// Nothing can be read, created or written below a device.
const NOWHERE = '/dev/null/nowhere';
const XDG = Object.fromEntries(['CONFIG', 'CACHE', 'DATA', 'STATE'].map((name) => [`XDG_${name}_HOME`, NOWHERE]));

// Node's behaviour for a user id without an entry in the list of users, as in many containers.
const NOBODY = `
  const os = require('node:os');
  const { homedir } = os;
  os.homedir = () => {
    if (process.env.HOME) return homedir();
    throw Object.assign(new Error('uv_os_homedir returned ENOENT'), { code: 'ERR_SYSTEM_ERROR' });
  };
  require('node:module').syncBuiltinESMExports();`;
const PRELOAD = `--import data:text/javascript,${encodeURIComponent(`import { createRequire } from 'node:module'; const require = createRequire('/');${NOBODY}`)}`;

test.each<[string, NodeJS.ProcessEnv]>([
  ['a home folder that does not exist', { HOME: NOWHERE, XDG_CONFIG_HOME: undefined, XDG_CACHE_HOME: undefined }],
  ['folders for settings that do not exist', XDG],
  [
    'a user without a home folder',
    { HOME: undefined, XDG_CONFIG_HOME: undefined, XDG_CACHE_HOME: undefined, NODE_OPTIONS: PRELOAD },
  ],
])('a site is built with %s', async (name, env) => {
  const out = path.join(root, name.replaceAll(' ', '-'));
  const { status, stdout, stderr } = await nevertwice(['build', 'archive', '--out', out], root, {
    ...{ ASTRO_TELEMETRY_DISABLED: undefined, CI: undefined },
    ...env,
  });
  expect([status, stdout]).toEqual([0, `1 postmortem built into ${out}\n`]);
  expect(stderr).toMatch(/^1 file, 0 errors, \d+ warnings, 1 note\n$/m);
  expect(stderr).not.toMatch(/^(?:nevertwice:|\s+at )/m);
  expect(existsSync(path.join(out, 'index.html'))).toBe(true);
});
