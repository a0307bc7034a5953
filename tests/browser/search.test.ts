import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { addressOf, browsing } from '../tools/browse.ts';
import type { SiteName } from '../tools/site-setup.ts';
import { site } from '../tools/sites.ts';

const inPage = browsing();

const POOL = '2024-04-15-login-pool-misconfigured';

/** Opens the search page of a site and waits for what its address asks for. */
async function open(page: Page, name: SiteName, search = ''): Promise<void> {
  await page.goto(addressOf(name, `search/${search}`));
  await settled(page);
}

async function settled(page: Page): Promise<void> {
  await page.locator('[data-search-state]:not([data-search-state=loading])').waitFor();
}

const results = (page: Page) =>
  page.locator('[data-result]').evaluateAll((found) => found.map((it) => (it as HTMLElement).dataset.result));
const first = async (page: Page) => (await results(page))[0];
const state = (page: Page) => page.locator('[data-search-state]').getAttribute('data-search-state');
const field = (page: Page) => page.locator('[data-search-state] [name=q]');
const total = (name: SiteName): number => JSON.parse(site(name).text('postmortems.json')).postmortems.length;
const parameters = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

describe('the search page', () => {
  test.each([
    ['words of the root cause', 'connections overflowed', POOL],
    ['a word of the title in the small', 'windows', '2024-07-19-crowdstrike-channel-file-291'],
    ['an error message as pasted', 'FATAL: sorry, too many clients already', '2023-08-10-connection-pool-exhausted'],
    ['an identifier of the code', 'TransientException', '2021-12-07-aws-internal-network'],
  ])('finds an incident by %s', async (_what, query, id) => {
    await inPage({}, async (page) => {
      await open(page, 'example');
      await field(page).fill(query);
      await expect.poll(() => first(page)).toBe(id);
      await expect.poll(() => state(page)).toBe('done');
      await page.locator(`[data-result="${id}"] a`).first().click();
      await page.waitForURL(`**/postmortems/${id}/**`);
      expect(await page.locator(`[data-postmortem="${id}"]`).count()).toBe(1);
    });
  });

  test('shows the newest where nothing was asked for', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example');
      expect(await state(page)).toBe('idle');
      expect((await results(page)).length).toBeGreaterThan(0);
    });
  });

  test('says so where nothing is found', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example', '?q=qqqqxxyyzz');
      expect(await state(page)).toBe('empty');
      expect(await results(page)).toEqual([]);
      expect(await page.getByRole('status').first().textContent()).toContain('qqqqxxyyzz');
    });
  });

  test('filters by cause, with a step in the history, and comes back', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example');
      const before = await results(page);
      const cause = page.locator('input[name=cause][value=config-change]');
      await cause.check();
      await expect.poll(() => results(page)).not.toEqual(before);
      const filtered = await results(page);
      expect(filtered).toContain(POOL);
      expect(parameters(page)).toMatchObject({ cause: 'config-change' });

      await page.reload();
      await expect.poll(() => results(page)).toEqual(filtered);
      expect(await cause.isChecked()).toBe(true);

      await page.goBack();
      await expect.poll(() => results(page)).toEqual(before);
      expect(await cause.isChecked()).toBe(false);
      await page.goForward();
      await expect.poll(() => results(page)).toEqual(filtered);
      expect(await cause.isChecked()).toBe(true);
    });
  });

  test('restores query, filter and sort from the address', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example', '?q=connections&cause=config-change&sort=date');
      expect(await field(page).inputValue()).toBe('connections');
      expect(await page.locator('input[name=cause][value=config-change]').isChecked()).toBe(true);
      expect(await page.locator('select[name=sort]').inputValue()).toBe('date');
      const found = await results(page);
      expect(found).toContain(POOL);
      expect(found).toEqual(found.toSorted().reverse());
    });
  });

  test('types into the address without a step for every letter', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example');
      const steps = await page.evaluate(() => history.length);
      await field(page).pressSequentially('connections');
      await expect.poll(() => parameters(page).q).toBe('connections');
      expect(await page.evaluate(() => history.length)).toBe(steps);
    });
  });

  test('is led to by the box of the other pages, and by the keyboard alone', async () => {
    await inPage({}, async (page) => {
      await page.goto(addressOf('example', 'causes/'));
      const box = page.locator('header [name=q]');
      await box.focus();
      await page.keyboard.type('connections overflowed');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/search/?q=connections+overflowed');
      await expect.poll(() => first(page)).toBe(POOL);
    });
  });

  test('says so where the index cannot be loaded, and tries again', async () => {
    await inPage(
      {},
      async (page) => {
        await page.route('**/pagefind/**', (route) => route.abort());
        await page.goto(addressOf('example', 'search/?q=connections'));
        await expect.poll(() => state(page)).toBe('error');
        await page.unroute('**/pagefind/**');
        await page.getByRole('button', { name: /again|retry/i }).click();
        await expect.poll(() => state(page)).toBe('done');
      },
      /^console: /,
    );
  });

  test('works under a base path and knows of nothing hidden', async () => {
    await inPage({}, async (page) => {
      await open(page, 'open', '?q=start');
      expect(await state(page)).toBe('done');
      const links = await page
        .locator('[data-result] a')
        .evaluateAll((found) => found.map((a) => (a as HTMLAnchorElement).pathname));
      expect(links.length).toBeGreaterThan(0);
      for (const link of links) expect(link).toMatch(/^\/kb\/postmortems\//);
      await open(page, 'open');
      expect(await results(page)).toHaveLength(total('open'));
    });
  });

  test('holds texts that look like markup', async () => {
    await inPage({}, async (page) => {
      await open(page, 'all', `?q=${encodeURIComponent('<script>"quotes" & <img src=x>')}`);
      expect(['done', 'empty']).toContain(await state(page));
      await open(page, 'all', '?q=quotes');
      expect(await first(page)).toBe('2024-02-02-evil');
      expect(await page.locator('[data-search-state] :is(script, img)').count()).toBe(0);
    });
  });

  test('works in an archive of one', async () => {
    await inPage({}, async (page) => {
      await open(page, 'single', '?q=happened');
      expect(await results(page)).toEqual(['2024-01-02-one']);
    });
  });
});
