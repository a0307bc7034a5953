import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import type { SiteName } from '../sites/site-setup.ts';
import { site } from '../sites/sites.ts';
import { launchChromium } from './chromium.ts';

/** Timeout for actions on a page, in milliseconds; long enough for a busy machine. */
const PATIENCE = 120_000;

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 900 };

/** Opens pages of the served sites in one browser, shared by all tests of a file. */
export function browsing() {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  /**
   * Passes an empty page to a function. Fails if anything went wrong that visitors do not see, except for what the test
   * provokes.
   */
  return async function inPage<T>(
    options: BrowserContextOptions,
    use: (page: Page) => Promise<T>,
    provoked?: RegExp,
  ): Promise<T> {
    if (!browser) throw new Error('The browser is not there yet');
    const context = await browser.newContext({ viewport: DESKTOP, reducedMotion: 'reduce', ...options });
    try {
      // The same as for assertions; see vitest.config.ts.
      context.setDefaultTimeout(PATIENCE);
      const page = await context.newPage();
      const problems = watch(page);
      const result = await use(page);
      expect(problems.filter((problem) => !provoked?.test(problem))).toEqual([]);
      return result;
    } finally {
      await context.close();
    }
  };
}

/** Returns the address of a page of a served site; `path` is relative to the site's root. */
export function addressOf(name: SiteName, path = ''): string {
  return inject('servers')[name] + path;
}

/** Returns the longest page of each kind; the shape of the address is the kind, such as `causes/*` for all causes. */
export function kindsOf(name: SiteName): { kind: string; path: string }[] {
  const longest = new Map<string, { path: string; length: number }>();
  for (const { file, source } of site(name).pages) {
    if (/http-equiv="?refresh/i.test(source)) continue;
    const path = file.replace(/(^|\/)index\.html$/, '$1');
    const kind =
      path.replace(/^(compare\/|actions\/owners\/|[^/]+\/)[^/]+\/$/, '$1*').replace(/^compare\/.*/, 'compare/*') ||
      'home';
    if (source.length > (longest.get(kind)?.length ?? 0)) longest.set(kind, { path, length: source.length });
  }
  return [...longest].map(([kind, { path }]) => ({ kind, path }));
}

/** Collects errors on the console (including violations of the policy), failed requests, and requests to other origins. */
function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') problems.push(`request to ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
  });
  return problems;
}
