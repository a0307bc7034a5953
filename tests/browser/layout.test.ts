import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { EVIL } from '../tools/archives/archives.ts';
import { addressOf, browsing, kindsOf } from '../tools/browser/browse.ts';
import { site } from '../tools/sites/sites.ts';

const inPage = browsing();

/**
 * What is wider than its place, by element and innermost first, where the page as a whole can be scrolled sideways; what
 * scrolls for itself is not.
 */
function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const scrolls = (it: Element | null): boolean =>
      it !== null &&
      it !== document.body &&
      (getComputedStyle(it).overflowX !== 'visible' || scrolls(it.parentElement));
    const wide = [...document.querySelectorAll('body *')].filter(
      (it) => !scrolls(it) && (it.getBoundingClientRect().right > clientWidth + 1 || it.scrollWidth > it.clientWidth),
    );
    const named = wide.slice(-5).map((it) => `${it.tagName}.${it.className} ${it.scrollWidth} > ${it.clientWidth}`);
    return [`${scrollWidth} > ${clientWidth}`, ...named.reverse()];
  });
}

/** Widths of windows in pixels, with the size of text. */
const WINDOWS = [
  [320, '100%'],
  [390, '100%'],
  [768, '100%'],
  [320, '200%'],
  [390, '200%'],
] as const;

describe.each(['example', 'single', 'all', 'themed'] as const)('the site %s', (name) => {
  test.each(kindsOf(name))('fits into narrow windows: $kind', async ({ path }) => {
    await inPage({}, async (page) => {
      await page.goto(addressOf(name, path));
      for (const [width, size] of WINDOWS) {
        await page.setViewportSize({ width, height: 800 });
        await page.evaluate((size) => document.documentElement.style.setProperty('font-size', size), size);
        expect(await overflowing(page), `${width} pixels, text at ${size}`).toEqual([]);
      }
    });
  });
});

test('no code of a document runs', async () => {
  // What would run has a name, and a page without that name has nothing of it.
  const pages = site('all').pages.filter(({ source }) => source.includes(EVIL));
  expect(pages.length).toBeGreaterThan(5);
  await inPage({}, async (page) => {
    for (const { address } of pages) {
      await page.goto(new URL(address, addressOf('all')).href);
      expect(await page.evaluate((name) => name in window, EVIL), address).toBe(false);
    }
  });
});

test('a printed postmortem has its text and none of the site around it', async () => {
  const { path } = kindsOf('example').find(({ kind }) => kind === 'postmortems/*') ?? {};
  await inPage({ viewport: { width: 718, height: 1000 } }, async (page) => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.goto(addressOf('example', path));
    expect(await page.locator('h1').isVisible()).toBe(true);
    expect(await page.locator('[data-postmortem]').isVisible()).toBe(true);
    expect(await page.locator('body > header nav').isVisible()).toBe(false);
    expect(await overflowing(page)).toEqual([]);
    // Ink on paper, whatever the screen's colours are.
    const ink = await page.evaluate(() => getComputedStyle(document.body).color);
    const [red = 255, green = 255, blue = 255] = (ink.match(/[\d.]+/g) ?? []).map(Number);
    if (ink.startsWith('rgb')) expect(Math.max(red, green, blue)).toBeLessThan(128);
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
  });
});
