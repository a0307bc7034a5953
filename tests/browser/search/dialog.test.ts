import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { violationsIn } from '../../tools/browser/axe.ts';
import { addressOf, browsing, DESKTOP, PHONE } from '../../tools/browser/browse.ts';

const inPage = browsing();

const POOL = '2024-04-15-login-pool-misconfigured';

const dialog = (page: Page) => page.getByRole('dialog');
const field = (page: Page) => dialog(page).getByRole('combobox');
const options = (page: Page) => dialog(page).getByRole('option');
const state = (page: Page) => dialog(page).getAttribute('data-search-state');
const chosen = (page: Page) => dialog(page).locator('[aria-selected=true]').getAttribute('href');

const isFocused = (of: Locator) => of.evaluate((it) => it === document.activeElement);

/** What the live regions say. */
const messages = async (page: Page) => (await dialog(page).getByRole('status').allTextContents()).join(' ');

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
  test('opens on every kind of page by each of its keys, with the field in focus', async () => {
    await inPage({}, async (page) => {
      for (const path of ['', 'postmortems/', `postmortems/${POOL}/`, 'causes/', '404.html']) {
        await page.goto(addressOf('example', path));
        for (const key of ['/', 'Control+k', 'Meta+k']) {
          await page.keyboard.press(key);
          await expect.poll(() => isFocused(field(page))).toBe(true);
          await page.keyboard.press('Escape');
          await expect.poll(() => dialog(page).count()).toBe(0);
        }
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
      expect(await isFocused(button)).toBe(true);
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

  test('closes where the chosen one is on the same page', async () => {
    await inPage({}, async (page) => {
      await open(page);
      await ask(page, 'connections overflow');
      const address = await options(page).first().getAttribute('href');
      await options(page).first().click();
      await page.waitForURL((url) => url.href.endsWith(address ?? '?'));
      for (const choose of [() => page.keyboard.press('Enter'), () => options(page).first().click()]) {
        await page.evaluate(() => location.assign('#timeline'));
        await page.keyboard.press('/');
        await ask(page, 'connections overflow');
        await page.keyboard.press('ArrowDown');
        await choose();
        await expect.poll(() => dialog(page).count()).toBe(0);
        await page.waitForURL((url) => url.href.endsWith(address ?? '?'));
      }
    });
  });

  test('forgets what was chosen of an answer that has been overtaken', async () => {
    await inPage({}, async (page) => {
      await open(page);
      await options(page).first().waitFor();
      await page.keyboard.press('ArrowDown');
      expect(await chosen(page)).toContain('/postmortems/');
      await page.keyboard.type('crowdstrike');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/search/?q=crowdstrike');
    });
  });

  test('keeps what was chosen of the first answer when the whole one comes', async () => {
    await inPage({}, async (page) => {
      const held = Promise.withResolvers<void>();
      // A line that an incident quotes is found before any of its words.
      await page.route('**/*.pf_index', async (route) => {
        await held.promise;
        await route.continue();
      });
      await open(page);
      await field(page).fill('FATAL: sorry, too many clients already');
      const best = dialog(page).locator('[data-result="2023-08-10-connection-pool-exhausted"]');
      await best.waitFor();
      expect(await best.getAttribute('aria-selected')).toBe('true');
      held.resolve();
      await expect.poll(() => state(page)).toBe('done');
      expect(await options(page).count()).toBeGreaterThan(2);
      expect(await best.getAttribute('aria-selected')).toBe('true');
      expect(await field(page).getAttribute('aria-activedescendant')).toBe(await best.getAttribute('id'));
      await page.keyboard.press('Enter');
      await page.waitForURL('**/postmortems/2023-08-10-connection-pool-exhausted/**');
    });
  });

  test('takes a last word for the beginning of one, unless a space follows', async () => {
    await inPage({}, async (page) => {
      await open(page);
      await ask(page, 'exhaus');
      expect(await state(page)).toBe('done');
      await ask(page, 'exhaus ');
      expect(await state(page)).toBe('empty');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/search/?q=exhaus');
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
      // The script that keeps the lines comes with the first suggestions.
      await expect.poll(() => options(page).count()).toBeGreaterThan(0);
      await page.evaluate(() =>
        navigator.clipboard.writeText('12:00:01 retrying\nFATAL: sorry, too many clients already\n'),
      );
      await page.keyboard.press('Control+v');
      await expect.poll(() => options(page).first().textContent()).toContain('Same error');
      // Back to the field, from the result that Enter would open.
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.searchParams.get('q')?.split(/\s*\n\s*/).length === 2);
    });
  });

  test('hands over the error at the end of a log', async () => {
    await inPage({}, async (page) => {
      await open(page);
      const lines = Array.from({ length: 60 }, (_, at) => `2026-11-21 03:00:01 INFO [exec-${at}] order ${at} was sent`);
      await ask(page, [...lines, 'FATAL: sorry, too many clients already'].join(' ⏎ '));
      expect(await options(page).first().textContent()).toContain('Same error');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/search/**');
      const first = page.locator('[data-result]').first();
      await expect.poll(() => first.textContent()).toContain('Same error');
    });
  });

  test('leads from a pasted log to what fixed it by one key', async () => {
    await inPage({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
      await open(page);
      await expect.poll(() => options(page).count()).toBeGreaterThan(0);
      await page.evaluate(() =>
        navigator.clipboard.writeText('12:00:01 retrying\nFATAL: sorry, too many clients already\n'),
      );
      await page.keyboard.press('Control+v');
      const best = dialog(page).locator('[data-match="same-error"]').first();
      await best.waitFor();
      await expect.poll(() => dialog(page).getAttribute('data-search-answer')).toBe('found');
      expect(await best.textContent()).toContain('What fixed it');
      expect(await best.locator('code').textContent()).toBe('FATAL: sorry, too many clients already');
      expect(await best.getAttribute('aria-selected')).toBe('true');
      expect(await field(page).getAttribute('aria-activedescendant')).toBe(await best.getAttribute('id'));
      await page.keyboard.press('Enter');
      await page.waitForURL('**/postmortems/2023-08-10-connection-pool-exhausted/**#resolution');
    });
  });

  test('says that nothing is close to an unknown error, and shows the rest on request', async () => {
    await inPage({}, async (page) => {
      await open(page);
      await ask(page, 'zfs: pool tank has encountered an uncorrectable I/O failure and has been suspended');
      expect(await dialog(page).getAttribute('data-search-answer')).toBe('none');
      expect(await messages(page)).toContain('Nothing close');
      expect(await dialog(page).locator('[data-suggestion]').count()).toBe(0);
      expect(await options(page).count()).toBe(0);
      await dialog(page)
        .getByRole('button', { name: /with a few of the words/ })
        .click();
      await expect.poll(() => options(page).first().getAttribute('data-match')).toBe('some');
      expect(await dialog(page).getAttribute('data-search-answer')).toBe('none');
      expect(await isFocused(field(page))).toBe(true);
    });
  });

  test('leads to pages of causes, services, tags and sections', async () => {
    await inPage({}, async (page) => {
      await open(page);
      for (const [query, path] of [
        ['trends', '/trends/'],
        ['network', '/causes/network/'],
        ['connection-pool', '/tags/connection-pool/'],
      ] as const) {
        await field(page).fill(query);
        const pages = dialog(page).getByRole('group', { name: 'Go to' }).getByRole('option');
        await expect.poll(async () => (await pages.first().getAttribute('href')) ?? '').toContain(path);
      }
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/tags/connection-pool/');
    });
  });

  test('loads what every search needs while nothing is typed yet', async () => {
    await inPage({}, async (page) => {
      const loaded: string[] = [];
      page.on('requestfinished', (request) => loaded.push(new URL(request.url()).pathname.split('/').at(-1) ?? ''));
      await open(page);
      for (const name of ['nevertwice.json', 'pagefind.js', 'wasm.en.pagefind', 'destinations.json']) {
        await expect.poll(() => loaded).toContain(name);
      }
      await expect.poll(() => loaded.some((name) => name.endsWith('.pf_meta'))).toBe(true);
      expect(new Set(loaded.filter((name) => /^(?:pagefind\.js|wasm)/.test(name))).size).toBe(2);
      expect(loaded.filter((name) => /^(?:pagefind\.js|wasm)/.test(name))).toHaveLength(2);
    });
  });

  test('offers the newest and the highest impact before anything is typed', async () => {
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
      expect(await messages(page)).toContain('qqqqxxyyzz');
      expect(await options(page).count()).toBe(0);
      await ask(page, 'crowdstirke');
      await expect.poll(() => messages(page)).toContain('Did you mean CrowdStrike?');
      await dialog(page).locator('[data-suggestion="CrowdStrike"]').click();
      expect(await isFocused(field(page))).toBe(true);
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
        expect(await messages(page)).toMatch(/could not be loaded.*Try again/);
        await dialog(page).getByRole('button', { name: /again/i }).click();
        expect(await isFocused(field(page))).toBe(true);
        await expect.poll(() => state(page)).toBe('done');
      },
      /^console: /,
    );
  });

  test('says so where it takes long', async () => {
    await inPage({}, async (page) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      await page.route('**/nevertwice.json', async (route) => {
        await promise;
        await route.continue();
      });
      await open(page);
      await field(page).fill('connection');
      // What searches may be loading itself.
      await expect.poll(() => state(page)).toBe('loading');
      await expect.poll(() => messages(page)).toMatch(/searching/i);
      resolve();
      await expect.poll(() => state(page)).toBe('done');
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

  test('has no violation of WCAG that axe sees', async () => {
    await inPage({}, async (page) => {
      await open(page);
      for (const query of ['', 'connection pool timed out', 'qqqqxxyyzz']) {
        if (query !== '') await ask(page, query);
        else await options(page).first().waitFor();
        await page.keyboard.press('ArrowDown');
        for (const viewport of [DESKTOP, PHONE]) {
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.setViewportSize(viewport);
            await page.emulateMedia({ colorScheme });
            expect(await violationsIn(page)).toEqual([]);
          }
        }
      }
    });
  });
});
