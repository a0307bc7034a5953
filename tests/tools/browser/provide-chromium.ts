// Provides a browser for the tests: the one in CHROME_PATH, an installed one, Playwright's download, or Debian's package.
// Exits with status 1 and a line that says what to do if there is none.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { findChromium } from './chromium.ts';

const playwright = path.join(
  path.dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')),
  'cli.js',
);
const apt =
  'export DEBIAN_FRONTEND=noninteractive; apt-get update && apt-get install -y --no-install-recommends chromium';

const WAYS: [name: string, command: string, ...args: string[]][] = [
  ['Playwright’s download', process.execPath, playwright, 'install', 'chromium'],
  ...(process.getuid?.() === 0 ? [['Debian’s package', 'sh', '-c', apt] as [string, string, ...string[]]] : []),
];

const named = process.env.CHROME_PATH;
let found = findChromium();
for (const [name, command, ...args] of named ? [] : WAYS) {
  if (found) break;
  process.stdout.write(`There is no Chromium; trying ${name}\n`);
  spawnSync(command, args, { stdio: 'ignore' });
  found = findChromium();
}

if (found) {
  process.stdout.write(`Chromium: ${found}\n`);
} else {
  const tried = named ? `CHROME_PATH=${named} does not start` : `${WAYS.map(([name]) => name).join(' and ')} failed`;
  process.stderr.write(
    `No Chromium for the browser tests: ${tried}. Install Chromium, or run with CHROME_PATH=/path/to/chromium\n`,
  );
  process.exitCode = 1;
}
