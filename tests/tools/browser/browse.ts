import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import type { SiteName } from '../sites/site-setup.ts';
import { site } from '../sites/sites.ts';
import { launchChromium } from './chromium.ts';

/** Milliseconds that a page is given to do what it is asked for, however busy the machine is. */
const PATIENCE = 120_000;

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 900 };

/** Opens pages of the served sites in one browser for all tests of a file. */
export function browsing() {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  /**
   * Hands an empty page to a function, and fails where anything went wrong in it that a visitor does not see, but for
   * what the test provokes.
   */
  return async function inPage<T>(
    options: BrowserContextOptions,
    use: (page: Page) => Promise<T>,
    provoked?: RegExp,
  ): Promise<T> {
    if (!browser) throw new Error('The browser is not there yet');
    const context = await browser.newContext({ viewport: DESKTOP, reducedMotion: 'reduce', ...options });
    try {
      // As long as an assertion waits; see vitest.config.ts.
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

/** Address of a page of a served site; `path` is within the site. */
export function addressOf(name: SiteName, path = ''): string {
  return inject('servers')[name] + path;
}

/** One page of each kind of a site by the shape of its address, the longest of its kind: `causes/*` stands for all causes. */
export function kindsOf(name: SiteName): { kind: string; path: string }[] {
  const longest = new Map<string, { path: string; length: number }>();
  for (const { file, source } of site(name).pages) {
    if (/http-equiv="?refresh/i.test(source)) continue;
    const path = file.replace(/(^|\/)index\.html$/, '$1');
    const kind = path.replace(/^([^/]+\/)[^/]+\/$/, '$1*') || 'home';
    if (source.length > (longest.get(kind)?.length ?? 0)) longest.set(kind, { path, length: source.length });
  }
  return [...longest].map(([kind, { path }]) => ({ kind, path }));
}

/** Errors on the console, breaches of the policy among them, failed requests and those to elsewhere, as they happen. */
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
