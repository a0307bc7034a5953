// Sees to it that there is a browser for the tests: one that is there, Debian's, or Playwright's. Says how where there is none.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { findChromium } from './chromium.ts';

const run = (command: string, ...args: string[]) =>
  spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0;

const playwright = path.join(
  path.dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')),
  'cli.js',
);

const WAYS: (() => boolean)[] = [
  () =>
    process.getuid?.() === 0 &&
    run('apt-get', 'update') &&
    run('apt-get', 'install', '-y', '--no-install-recommends', 'chromium'),
  () => run(process.execPath, playwright, 'install', 'chromium'),
];

for (const way of WAYS) if (!findChromium()) way();

const found = findChromium();
if (found) {
  process.stdout.write(`Chromium: ${found}\n`);
} else {
  process.stderr.write(
    'There is no Chromium for the browser tests: install one, or name it with CHROME_PATH=/path/to/chrome\n',
  );
  process.exitCode = 1;
}
