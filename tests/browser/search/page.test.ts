import { describe, expect, test } from 'vitest';
import { addressOf, browsing, DESKTOP, PHONE } from '../../tools/browser/browse.ts';
import { layoutShiftOf } from '../../tools/browser/layout-shift.ts';
import { field, first, isFocused, open, parameters, results, state } from '../../tools/browser/search-page.ts';
import type { SiteName } from '../../tools/sites/site-setup.ts';
import { site } from '../../tools/sites/sites.ts';

const inPage = browsing();

const POOL = '2024-04-15-login-pool-misconfigured';

type Postmortem = { id: string; impactPercent: number | null; durationMinutes: number | null };
const postmortems = (name: SiteName): Postmortem[] => JSON.parse(site(name).text('postmortems.json')).postmortems;

describe('the search page', () => {
  test('finds an incident by words, an error message and an identifier, and leads to it', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example');
      for (const [query, id] of [
        // Of its root cause, of a title in the small, and one that it has most of all.
        ['connections overflowed', POOL],
        ['windows', '2024-07-19-crowdstrike-channel-file-291'],
        ['BGP', '2020-07-17-cloudflare-backbone-atlanta'],
        ['FATAL: sorry, too many clients already', '2023-08-10-connection-pool-exhausted'],
        ['TransientException', '2021-12-07-aws-internal-network'],
      ] as const) {
        await field(page).fill(query);
        await expect.poll(() => first(page), { message: query }).toBe(id);
        await expect.poll(() => state(page)).toBe('done');
      }
      const id = await first(page);
      await page.locator(`[data-result="${id}"] a`).first().click();
      await page.waitForURL(`**/postmortems/${id}/**`);
      expect(await page.locator(`[data-postmortem="${id}"]`).count()).toBe(1);
    });
  });

  test('filters by cause, with a step in the history, and comes back', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example');
      const before = await results(page);
      const cause = page.locator('input[name=cause][value=config-change]');
      await cause.check();
      // The best result is shown before the others.
      await expect.poll(() => state(page)).toBe('done');
      const filtered = await results(page);
      expect(filtered).not.toEqual(before);
      expect(filtered).toContain(POOL);
      expect(await parameters(page)).toMatchObject({ cause: 'config-change' });

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

  test('takes a last word for whole where a space follows', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example', '?q=exhaus');
      expect(await state(page)).toBe('done');
      await field(page).fill('exhaus ');
      await expect.poll(() => state(page)).toBe('empty');
      expect(await parameters(page)).toEqual({ q: 'exhaus' });
    });
  });

  test('is opened by its key also where a filter has the focus', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example');
      await page.locator('input[name=cause]').first().focus();
      await page.keyboard.press('/');
      expect(await isFocused(field(page))).toBe(true);
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
      await expect.poll(async () => (await parameters(page)).q).toBe('connections');
      expect(await page.evaluate(() => history.length)).toBe(steps);
    });
  });

  test('sorts by impact and by duration, the unknown last', async () => {
    await inPage({}, async (page) => {
      const facts = new Map(postmortems('example').map((fact) => [fact.id, fact]));
      for (const [sort, rank] of [
        ['impact', (fact: Postmortem) => fact.impactPercent ?? -1],
        ['duration', (fact: Postmortem) => fact.durationMinutes ?? -1],
      ] as const) {
        await open(page, 'example', `?q=cloudflare&sort=${sort}`);
        const values = (await results(page)).map((id) => rank(facts.get(id ?? '') as Postmortem));
        expect(values.length).toBeGreaterThan(3);
        expect(values).toEqual(values.toSorted((a, b) => b - a));
      }
    });
  });

  test('is searched by the keyboard alone: lines with Shift, an answer with Enter', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example');
      await field(page).blur();
      await page.keyboard.press('/');
      await page.keyboard.type('too many');
      await page.keyboard.press('Shift+Enter');
      await page.keyboard.type('clients already');
      await page.keyboard.press('Enter');
      await expect.poll(() => first(page)).toBe('2023-08-10-connection-pool-exhausted');
      expect((await parameters(page)).q).toBe('too many\nclients already');
    });
  });

  test.each([
    ['?q=connection', PHONE],
    ['?q=connection', DESKTOP],
    ['?q=connection&cause=config-change', PHONE],
    ['?q=zzzz', PHONE],
  ])('moves nothing while it answers the address: %s, %j', async (search, viewport) => {
    await inPage(
      { viewport },
      async (page) => {
        // When fonts are shown is not what this is about.
        await page.route('**/*.woff2', (route) => route.abort());
        // So late that the page was painted before, and says that it is still searching.
        await page.route('**/*.pf_meta', async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 900));
          await route.continue();
        });
        await open(page, 'example', search);
        expect(await layoutShiftOf(page)).toBeLessThan(0.01);
      },
      /\.woff2$|^console: Failed to load resource/,
    );
  });

  test('keeps the best result in the page when the others come, and with it the focus', async () => {
    await inPage({}, async (page) => {
      const held = Promise.withResolvers<void>();
      let fragments = 0;
      await page.route('**/*.pf_fragment', async (route) => {
        if (fragments++ > 0) await held.promise;
        await route.continue();
      });
      await page.goto(addressOf('example', 'search/?q=connection'));
      await expect.poll(async () => (await results(page)).length).toBe(1);
      const best = page.locator('[data-result] h3 a').first();
      await best.focus();
      held.resolve();
      await expect.poll(() => state(page)).toBe('done');
      expect((await results(page)).length).toBeGreaterThan(1);
      expect(await isFocused(best)).toBe(true);
    });
  });

  test('loads what every search needs once', async () => {
    await inPage({}, async (page) => {
      const loaded: string[] = [];
      page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
      await open(page, 'example', '?q=connection');
      expect(await state(page)).toBe('done');
      for (const file of [/\/pagefind\.js$/, /\.pagefind$/, /\.pf_meta$/, /\.pf_index$/]) {
        expect(loaded.filter((name) => file.test(name))).toHaveLength(1);
      }
    });
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
      await open(page, 'open', '?sort=date');
      expect(await results(page)).toHaveLength(postmortems('open').length);
    });
  });

  test('works in an archive of one', async () => {
    await inPage({}, async (page) => {
      await open(page, 'single', '?q=happened');
      expect(await results(page)).toEqual(['2024-01-02-one']);
    });
  });
});
