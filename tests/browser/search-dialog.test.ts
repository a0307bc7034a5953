import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { violationsIn } from '../tools/axe.ts';
import { addressOf, browsing, DESKTOP, PHONE } from '../tools/browse.ts';

const inPage = browsing();

const POOL = '2024-04-15-login-pool-misconfigured';

const dialog = (page: Page) => page.getByRole('dialog');
const field = (page: Page) => dialog(page).getByRole('combobox');
const options = (page: Page) => dialog(page).getByRole('option');
const state = (page: Page) => dialog(page).getAttribute('data-search-state');
const chosen = (page: Page) => dialog(page).locator('[aria-selected=true]').getAttribute('href');

/** Opens a page, and the dialog over it by a key. */
async function open(page: Page, path = 'causes/', key = '/'): Promise<void> {
  await page.goto(addressOf('example', path));
  await page.keyboard.press(key);
  await field(page).waitFor();
}

async function ask(page: Page, query: string): Promise<void> {
  await field(page).fill(query);
  await expect.poll(() => state(page)).toMatch(/done|empty/);
}

describe('the search dialog', () => {
  test.each(['/', 'Control+k', 'Meta+k'])('opens on every kind of page by %s, with the field in focus', async (key) => {
    await inPage({}, async (page) => {
      for (const path of ['', 'postmortems/', `postmortems/${POOL}/`, 'causes/', '404.html']) {
        await open(page, path, key);
        await expect.poll(() => field(page).evaluate((it) => it === document.activeElement)).toBe(true);
      }
    });
  });

  test('opens by its button, closes by Escape, and gives the focus back', async () => {
    await inPage({}, async (page) => {
      await page.goto(addressOf('example', 'causes/'));
      const button = page.getByRole('link', { name: 'Search' });
      await button.click();
      await field(page).waitFor();
      await ask(page, 'pool');
      await page.keyboard.press('Escape');
      expect(await field(page).inputValue()).toBe('');
      expect(await dialog(page).isVisible()).toBe(true);
      await page.keyboard.press('Escape');
      await expect.poll(() => dialog(page).isVisible()).toBe(false);
      expect(await button.evaluate((it) => it === document.activeElement)).toBe(true);
    });
  });

  test('leaves keys that are typed into a field alone', async () => {
    await inPage({}, async (page) => {
      await page.goto(addressOf('example', 'postmortems/'));
      const filter = page.locator('[data-filters] [name=q]');
      await filter.focus();
      await page.keyboard.type('a/b');
      expect(await filter.inputValue()).toBe('a/b');
      expect(await page.getByRole('dialog').count()).toBe(0);
    });
  });

  test('leads to a postmortem by arrow keys and Enter, with the words marked there', async () => {
    await inPage({}, async (page) => {
      await open(page);
      await ask(page, 'connections overflow');
      await page.keyboard.press('ArrowDown');
      expect(await field(page).getAttribute('aria-activedescendant')).toBe(
        await options(page).first().getAttribute('id'),
      );
      expect(await chosen(page)).toContain(`/postmortems/${POOL}/`);
      await page.keyboard.press('ArrowUp');
      expect(await field(page).getAttribute('aria-activedescendant')).toBe(null);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/postmortems/${POOL}/**`);
      await expect.poll(() => page.locator('[data-postmortem] mark').count()).toBeGreaterThan(1);
    });
  });

  test('goes round at both ends of the list, by way of the field', async () => {
    await inPage({}, async (page) => {
      await open(page);
      await ask(page, 'connection pool');
      const count = await options(page).count();
      await page.keyboard.press('ArrowUp');
      expect(await chosen(page)).toBe(
        await options(page)
          .nth(count - 1)
          .getAttribute('href'),
      );
      await page.keyboard.press('ArrowDown');
      expect(await dialog(page).locator('[aria-selected=true]').count()).toBe(0);
    });
  });

  test('hands a query over to the search page by Enter', async () => {
    await inPage({}, async (page) => {
      await open(page);
      await page.keyboard.type('connections overflowed');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/search/?q=connections+overflowed');
      await expect.poll(() => page.locator('[data-result]').first().getAttribute('data-result')).toBe(POOL);
    });
  });

  test('keeps the lines of a pasted log apart', async () => {
    await inPage({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
      await open(page);
      await page.evaluate(() =>
        navigator.clipboard.writeText('12:00:01 retrying\nFATAL: sorry, too many clients already\n'),
      );
      await page.keyboard.press('Control+v');
      await expect.poll(() => options(page).first().textContent()).toContain('Same error');
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.searchParams.get('q')?.split(/\s*\n\s*/).length === 2);
    });
  });

  test('offers the newest and the gravest before anything was typed', async () => {
    await inPage({}, async (page) => {
      await open(page);
      await expect.poll(() => options(page).count()).toBeGreaterThan(4);
      expect(await dialog(page).getByRole('group', { name: 'Newest' }).isVisible()).toBe(true);
      expect(await dialog(page).getByRole('group', { name: 'Highest impact' }).isVisible()).toBe(true);
    });
  });

  test('says what nothing matches, and what may have been meant', async () => {
    await inPage({}, async (page) => {
      await open(page);
      await ask(page, 'qqqqxxyyzz');
      expect(await state(page)).toBe('empty');
      expect(await dialog(page).getByRole('status').textContent()).toContain('qqqqxxyyzz');
      expect(await options(page).count()).toBe(0);
      await ask(page, 'crowdstirke');
      await dialog(page).locator('[data-suggestion="CrowdStrike"]').click();
      await expect
        .poll(() => options(page).first().getAttribute('data-result'))
        .toBe('2024-07-19-crowdstrike-channel-file-291');
    });
  });

  test('says so where the search cannot be loaded, and tries again', async () => {
    await inPage(
      {},
      async (page) => {
        await page.route('**/pagefind/**', (route) => route.abort());
        await open(page);
        await field(page).fill('connection');
        await expect.poll(() => state(page)).toBe('error');
        await page.unroute('**/pagefind/**');
        await dialog(page).getByRole('button', { name: /again/i }).click();
        await expect.poll(() => state(page)).toBe('done');
      },
      /^console: /,
    );
  });

  test('says so where it takes long', async () => {
    await inPage({}, async (page) => {
      await page.route('**/pagefind/**', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 1500));
        await route.continue();
      });
      await open(page);
      await field(page).fill('connection');
      expect(await state(page)).toBe('loading');
      await expect.poll(() => dialog(page).getByRole('status').textContent()).toMatch(/searching/i);
      await expect.poll(() => state(page), { timeout: 20_000 }).toBe('done');
    });
  });

  test('works under a base path', async () => {
    await inPage({}, async (page) => {
      await page.goto(addressOf('open', 'causes/'));
      await page.keyboard.press('/');
      await ask(page, 'renamed');
      expect(await options(page).first().getAttribute('href')).toMatch(/^\/kb\/postmortems\//);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/kb/search/?q=renamed');
    });
  });

  test.each([
    ['light on a desktop', { colorScheme: 'light', viewport: DESKTOP }],
    ['dark on a desktop', { colorScheme: 'dark', viewport: DESKTOP }],
    ['light on a phone', { colorScheme: 'light', viewport: PHONE }],
    ['dark on a phone', { colorScheme: 'dark', viewport: PHONE }],
  ] as const)('has no violation of WCAG that axe sees, %s', async (_mode, options_) => {
    await inPage(options_, async (page) => {
      await open(page);
      for (const query of ['', 'connection pool timed out', 'qqqqxxyyzz']) {
        if (query !== '') await ask(page, query);
        else await options(page).first().waitFor();
        await page.keyboard.press('ArrowDown');
        expect(await violationsIn(page)).toEqual([]);
      }
    });
  });
});
