import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * Path of a Chromium that starts: that of CHROME_PATH and no other where it is set, else the first in PATH, else
 * Playwright's own; `undefined` where there is none.
 */
export function findChromium(): string | undefined {
  const { CHROME_PATH, PATH = '' } = process.env;
  if (CHROME_PATH) return starts(CHROME_PATH) ? CHROME_PATH : undefined;
  const inPath = NAMES.flatMap((name) => PATH.split(path.delimiter).map((folder) => path.join(folder, name)));
  return [...inPath, chromium.executablePath()].find(starts);
}

/** Starts a browser with a profile of its own that asks nobody for anything. Throws where no Chromium is found. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('There is no Chromium; `npm run browser` installs one or says how');
  const args = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-quic',
    '--disable-sync',
    '--no-first-run',
  ];
  // Chromium's sandbox refuses root.
  return chromium.launch({ executablePath, args, chromiumSandbox: process.getuid?.() !== 0 });
}

// A file that is there may still lack libraries, or be a stub that wants another package.
function starts(file: string): boolean {
  return spawnSync(file, ['--version'], { stdio: 'ignore', timeout: 120_000 }).status === 0;
}
