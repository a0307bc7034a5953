import { gzipSync } from 'node:zlib';
import type { Browser, Page, Request, Response } from 'playwright-core';
import { SEARCH_FOLDER } from '../../src/search/manifest.ts';
import type { BenchQuery } from './query.ts';

declare global {
  /** When the element that `watch` looks for appeared, by the page's own clock. */
  var seen: number;
}

/** The cost of the first result with an empty browser cache. */
export interface Cost {
  requests: number;
  /** Size of the responses, compressed with gzip if a server would. */
  bytes: number;
}

/**
 * From the first byte of the search page, opened with a query in its address, and from the key that opens the dialog.
 */
export interface ColdLoad {
  page: Cost;
  /** The part of the page's requests for files of the search. */
  search: Cost;
  dialog: Cost;
}

/** Searches with an empty browser cache until the expected result is shown. Throws if it never is. */
export async function coldLoad(browser: Browser, site: string, { text, find: [id] }: BenchQuery): Promise<ColdLoad> {
  const result = `[data-result="${id}"]`;
  const whole = await inFreshPage(browser, async (page) => {
    const watched = await watch(page, result);
    await page.goto(`${site}search/?${new URLSearchParams({ q: text })}`, { waitUntil: 'commit' });
    return watched();
  });
  const dialog = await inFreshPage(browser, async (page) => {
    await page.goto(site, { waitUntil: 'networkidle' });
    const watched = await watch(page, `dialog ${result}`);
    await page.keyboard.press('/');
    await page.waitForSelector('dialog[open]');
    await page.keyboard.insertText(text.replaceAll('\n', ' ⏎ '));
    return watched();
  });
  return { page: costOf(whole), search: costOf(whole.filter(isOfSearch)), dialog: costOf(dialog) };
}

async function inFreshPage<T>(browser: Browser, use: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext();
  try {
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}

/**
 * Records requests from now on. The returned function waits for an element and returns the responses received before it
 * appeared. Compares times of the page's own clock only, as the browser's may differ.
 */
async function watch(page: Page, selector: string): Promise<() => Promise<Answered[]>> {
  const asked: Request[] = [];
  page.on('request', (request) => asked.push(request));
  const observe = (wanted: string) => {
    const look = () => {
      if (!document.querySelector(wanted)) return;
      observer.disconnect();
      Object.assign(globalThis, { seen: performance.now() });
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, attributes: true });
  };
  await page.addInitScript(observe, selector);
  await page.evaluate(observe, selector);
  return async () => {
    await page.waitForSelector(selector);
    const answers = await Promise.all(asked.map((request) => request.response()));
    const there = answers.filter((response) => response !== null);
    const answered = await Promise.all(there.map(async (each) => ({ url: each.url(), bytes: await sizeOf(each) })));
    const inTime = await page.evaluate(() =>
      performance
        .getEntries()
        .filter(
          ({ entryType, startTime }) => /^(?:navigation|resource)$/.test(entryType) && startTime <= globalThis.seen,
        )
        .map(({ name }) => name),
    );
    return answered.filter(({ url }) => inTime.includes(url));
  };
}

/** A request with its response, by address. */
interface Answered {
  url: string;
  bytes: number;
}

function isOfSearch({ url }: Answered): boolean {
  return url.includes(`/${SEARCH_FOLDER}/`);
}

function costOf(answered: readonly Answered[]): Cost {
  return { requests: answered.length, bytes: answered.reduce((sum, { bytes }) => sum + bytes, 0) };
}

async function sizeOf(response: Response): Promise<number> {
  const body = await response.body();
  const isText = /^(?:text\/|application\/(?:json|javascript|xml)|image\/svg)/.test(
    response.headers()['content-type'] ?? '',
  );
  return isText ? gzipSync(body).length : body.length;
}
