import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import type { BenchQuery } from './query.ts';

declare global {
  /** When the key was pressed that a measurement begins with, by the page's own clock. */
  var pressed: number;
  /** When the first result appeared. */
  var shown: number | undefined;
}

/** Milliseconds until the first result on a slow network, with an empty browser cache. */
export interface SlowLoad {
  /** From the key that opens the dialog on a loaded page, with the query pasted at once. */
  dialog: number;
  /** From the paste, into a dialog that was opened before. */
  paste: number;
  /** From the request for the search page with the query in its address. */
  page: number;
}

/** Lighthouse's “Slow 4G”: 1.6 Mbit/s, 150 ms for a round trip. */
const SLOW_4G = {
  offline: false,
  latency: 150,
  downloadThroughput: (1600 * 1024) / 8,
  uploadThroughput: (750 * 1024) / 8,
};

const SELECTOR = 'dialog [data-result], [data-search-results] [data-result]';

/** Writes a compressed copy next to each text file of a site, as servers compress what they send. */
export async function compressTexts(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  for (const name of names.filter((each) => /\.(?:html|css|js|json|svg|txt|xml)$/.test(each))) {
    const file = path.join(folder, name);
    await writeFile(`${file}.gz`, await promisify(gzip)(await readFile(file)));
  }
}

/** Searches on a slow network until the first result is shown. */
export async function slowLoad(browser: Browser, site: string, { text }: BenchQuery): Promise<SlowLoad> {
  const pasted = text.replaceAll('\n', ' ⏎ ');
  const inDialog = (pause: number) =>
    inSlowPage(browser, async (page) => {
      await page.goto(`${site}causes/`, { waitUntil: 'networkidle' });
      await page.evaluate(() => {
        addEventListener('keydown', () => Object.assign(globalThis, { pressed: performance.now() }), { capture: true });
      });
      await page.keyboard.press('/');
      await page.waitForSelector('dialog[open]');
      if (pause > 0) {
        await page.waitForTimeout(pause);
        await page.keyboard.press('Shift');
      }
      await page.keyboard.insertText(pasted);
      return await untilShown(page);
    });
  return {
    dialog: await inDialog(0),
    paste: await inDialog(PAUSE),
    page: await inSlowPage(browser, async (page) => {
      await page.addInitScript(() => Object.assign(globalThis, { pressed: 0 }));
      await page.goto(`${site}search/?${new URLSearchParams({ q: text })}`, { waitUntil: 'commit' });
      return await untilShown(page);
    }),
  };
}

/** Milliseconds in which a dialog that is open loads what every search needs. */
const PAUSE = 3000;

async function inSlowPage(browser: Browser, use: (page: Page) => Promise<number>): Promise<number> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript((selector) => {
      const observer = new MutationObserver(() => {
        if (globalThis.shown === undefined && document.querySelector(selector)) {
          Object.assign(globalThis, { shown: performance.now() });
        }
      });
      observer.observe(document, { subtree: true, childList: true });
    }, SELECTOR);
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', SLOW_4G);
    return await use(page);
  } finally {
    await context.close();
  }
}

async function untilShown(page: Page): Promise<number> {
  await page.waitForSelector(SELECTOR);
  return page.evaluate(() => (globalThis.shown ?? Number.NaN) - globalThis.pressed);
}
