import type { Locator, Page } from 'playwright-core';
import type { SiteName } from '../sites/site-setup.ts';
import { addressOf } from './browse.ts';

/** Opens the search page of a site and waits for what its address asks for. */
export async function open(page: Page, name: SiteName, search = ''): Promise<void> {
  await page.goto(addressOf(name, `search/${search}`));
  await page.locator('[data-search-state]:not([data-search-state=loading])').waitFor();
}

/** Ids of the postmortems that are shown. */
export async function results(page: Page): Promise<(string | undefined)[]> {
  return page.locator('[data-result]').evaluateAll((found) => found.map((it) => (it as HTMLElement).dataset.result));
}

export async function first(page: Page): Promise<string | undefined> {
  return (await results(page))[0];
}

export function state(page: Page): Promise<string | null> {
  return page.locator('[data-search-state]').getAttribute('data-search-state');
}

export function field(page: Page): Locator {
  return page.locator('[data-search-state] [name=q]');
}

export function isFocused(of: Locator): Promise<boolean> {
  return of.evaluate((it) => it === document.activeElement);
}

/** What the address says: asked of the page, as Playwright may learn of it later. */
export async function parameters(page: Page): Promise<Record<string, string>> {
  return Object.fromEntries(new URL(await page.evaluate(() => location.href)).searchParams);
}
