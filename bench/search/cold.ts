import { gzipSync } from 'node:zlib';
import type { Browser, Page, Response } from 'playwright-core';
import { SEARCH_FOLDER } from '../../src/search/manifest.ts';

/** What the first result costs somebody who has never been there. */
export interface Cost {
  requests: number;
  /** Of bodies, packed with gzip where a server would. */
  bytes: number;
}

/** The search page opened by an address with a query: everything up to the first result, and of that the search's own part. */
export interface ColdLoad {
  page: Cost;
  search: Cost;
}

/** Opens the search page with a query and nothing in the browser's cache. Throws where no result appears. */
export async function coldLoad(browser: Browser, site: string, query: string): Promise<ColdLoad> {
  return inFreshPage(browser, async (page) => {
    const watched = watch(page);
    await page.goto(`${site}search/?q=${encodeURIComponent(query)}`, { waitUntil: 'commit' });
    await page.waitForSelector('[data-search-results] [data-result]');
    const responses = await watched();
    return { page: await costOf(responses), search: await costOf(responses.filter(isOfSearch)) };
  });
}

/** Opens the home page, waits for all of it, and then the dialog with a query: what comes on top. */
export async function coldDialog(browser: Browser, site: string, query: string): Promise<Cost> {
  return inFreshPage(browser, async (page) => {
    await page.goto(site, { waitUntil: 'networkidle' });
    const watched = watch(page);
    await page.keyboard.press('/');
    await page.keyboard.insertText(query);
    await page.waitForSelector('dialog [data-result]');
    return costOf(await watched());
  });
}

async function inFreshPage<T>(browser: Browser, use: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext();
  try {
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}

/** Collects what is asked for from now on; the returned function gives it as it is then, answered. */
function watch(page: Page): () => Promise<Response[]> {
  const answers: Promise<Response | null>[] = [];
  page.on('request', (request) => answers.push(request.response()));
  return async () => {
    const asked = await Promise.all([...answers]);
    return asked.filter((response) => response !== null);
  };
}

function isOfSearch(response: Response): boolean {
  return response.url().includes(`/${SEARCH_FOLDER}/`);
}

async function costOf(responses: readonly Response[]): Promise<Cost> {
  const sizes = await Promise.all(responses.map(sizeOf));
  return { requests: responses.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

async function sizeOf(response: Response): Promise<number> {
  const body = await response.body();
  const isText = /^(?:text\/|application\/(?:json|javascript|xml)|image\/svg)/.test(
    response.headers()['content-type'] ?? '',
  );
  return isText ? gzipSync(body).length : body.length;
}
