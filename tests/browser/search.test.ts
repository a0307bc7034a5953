import type { Locator, Page, Request } from 'playwright-core';
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
const isFocused = (of: Locator) => of.evaluate((it) => it === document.activeElement);
const state = (page: Page) => page.locator('[data-search-state]').getAttribute('data-search-state');
const field = (page: Page) => page.locator('[data-search-state] [name=q]');
type Postmortem = { id: string; impactPercent: number | null; durationMinutes: number | null };
const postmortems = (name: SiteName): Postmortem[] => JSON.parse(site(name).text('postmortems.json')).postmortems;
const parameters = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

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

  test('offers the newest and the gravest where nothing was asked for, and loads nothing for that', async () => {
    await inPage({}, async (page) => {
      const loaded: string[] = [];
      page.on('request', (request) => loaded.push(request.url()));
      await open(page, 'example');
      expect(await state(page)).toBe('idle');
      const [newest] = postmortems('example');
      expect(await first(page)).toBe(newest?.id);
      expect(await page.getByRole('heading', { name: 'Highest impact' }).isVisible()).toBe(true);
      expect(loaded.filter((url) => url.includes('/pagefind/'))).toEqual([]);
      await field(page).fill('pool');
      await expect.poll(() => state(page)).toBe('done');
      await field(page).fill('');
      await expect.poll(() => state(page)).toBe('idle');
      expect(await first(page)).toBe(newest?.id);
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

  test('shows more, once for each press, and nothing more of an answer that has been overtaken', async () => {
    await inPage(
      {},
      async (page) => {
        await open(page, 'example', '?sort=date');
        const more = page.getByRole('button', { name: /^Show \d+ more/ });
        expect((await results(page)).length).toBe(10);
        await more.evaluate((it) => {
          (it as HTMLElement).click();
          (it as HTMLElement).click();
        });
        await expect.poll(async () => (await results(page)).length).toBe(20);
        expect(new Set(await results(page)).size).toBe(20);

        await page.route('**/fragment/*', (route) => route.abort());
        await more.click();
        await expect.poll(() => page.getByRole('status').first().textContent()).toContain('could not be loaded');
        expect(await isFocused(more)).toBe(true);
        await page.unroute('**/fragment/*');

        const held = Promise.withResolvers<void>();
        const late: Request[] = [];
        await page.route('**/fragment/*', async (route) => {
          late.push(route.request());
          await held.promise;
          await route.continue();
        });
        await more.click();
        await field(page).fill('qqqqxxyyzz');
        await expect.poll(() => state(page)).toBe('empty');
        held.resolve();
        expect(late.length).toBeGreaterThan(0);
        for (const request of late) await (await request.response())?.finished();
        await page.evaluate(() => new Promise(requestAnimationFrame));
        expect(await results(page)).toEqual([]);
        expect(await isFocused(field(page))).toBe(true);
      },
      /^console: /,
    );
  });

  test('says how each is and what it begins with where words were not asked for', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example', '?cause=network');
      const excerpts = await page.locator('[data-result] .search-excerpt').allTextContents();
      expect(excerpts.length).toBe((await results(page)).length);
      for (const excerpt of excerpts) expect(excerpt.length).toBeGreaterThan(40);
    });
  });

  test('marks a word on the page where its beginning was typed', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example', '?q=exhaus');
      await page.locator('[data-result] h3 a').first().click();
      await page.waitForURL('**/postmortems/**');
      await expect.poll(() => page.locator('[data-postmortem] mark').first().textContent()).toMatch(/^exhaus/i);
    });
  });

  test('takes a last word for whole where a space follows', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example', '?q=exhaus');
      expect(await state(page)).toBe('done');
      await field(page).fill('exhaus ');
      await expect.poll(() => state(page)).toBe('empty');
      expect(parameters(page)).toEqual({ q: 'exhaus' });
    });
  });

  test('counts what it asked for, and says where a result has parts of a word only', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example', '?q=dns_xyzzyq');
      expect(await page.getByRole('status').first().textContent()).toContain('No postmortem has the whole of it');
      expect(await page.locator('[data-result]').first().textContent()).toContain('Has parts of dns_xyzzyq');
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
      await expect.poll(() => parameters(page).q).toBe('connections');
      expect(await page.evaluate(() => history.length)).toBe(steps);
    });
  });

  test('says why a result stands where it stands, and links to the section', async () => {
    await inPage({}, async (page) => {
      const line = 'HikariPool-7 - Connection is not available, request timed out after 12003ms.';
      await open(page, 'example', `?q=${encodeURIComponent(line)}`);
      const best = page.locator('[data-result]').first();
      expect(await best.getAttribute('data-result')).toBe('2023-08-10-connection-pool-exhausted');
      expect(await best.textContent()).toContain('Same error');
      expect(await best.locator('mark').count()).toBeGreaterThan(3);
      expect(await page.getByRole('status').first().textContent()).toMatch(/, 1 with the same error$/);
      expect(await page.locator('[data-result]').nth(1).textContent()).toMatch(/Matched \d of 8 words/);
      await best.getByRole('link', { name: 'Root cause' }).click();
      await page.waitForURL('**/postmortems/2023-08-10-connection-pool-exhausted/?mark=*#root-cause');
      expect(await page.locator('[data-postmortem] #root-cause').isVisible()).toBe(true);
      await expect.poll(() => page.locator('[data-postmortem] mark').count()).toBeGreaterThan(3);
      await page.keyboard.press('Escape');
      expect(await page.locator('[data-postmortem] mark').count()).toBe(0);
      expect(new URL(page.url()).search).toBe('');
    });
  });

  test('says what may have been meant', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example', '?q=crowdstirke');
      expect(await state(page)).toBe('empty');
      await page.locator('[data-suggestion="CrowdStrike"]').click();
      expect(await isFocused(field(page))).toBe(true);
      await expect.poll(() => first(page)).toBe('2024-07-19-crowdstrike-channel-file-291');
      expect(parameters(page)).toEqual({ q: 'CrowdStrike' });
      await page.goBack();
      await expect.poll(() => state(page)).toBe('empty');
    });
  });

  test('counts what each further choice would give', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example', '?q=connection&cause=config-change');
      const count = async (value: string) =>
        Number(await page.locator(`label:has([value="${value}"]) [data-count]`).first().textContent());
      // Another cause is an alternative: its number does not depend on the one that is chosen.
      await expect.poll(() => count('code-defect')).toBeGreaterThan(0);
      expect(await count('config-change')).toBe((await results(page)).length);
      await page.locator('input[name=cause][value=code-defect]').check();
      const both = (await count('config-change')) + (await count('code-defect'));
      await expect.poll(async () => (await results(page)).length).toBe(both);
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

  test('is named the way out where filters hide everything', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example', '?q=connection+pool&year=2012');
      expect(await state(page)).toBe('empty');
      await page.getByRole('button', { name: /drop year 2012/i }).click();
      expect(await isFocused(field(page))).toBe(true);
      await expect.poll(() => state(page)).toBe('done');
      expect(parameters(page)).toEqual({ q: 'connection pool' });
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
      expect(parameters(page).q).toBe('too many\nclients already');
    });
  });

  test.each([
    ['all of it', '**/pagefind/**'],
    ['the manifest', '**/nevertwice.json'],
    ['its script', '**/pagefind.js*'],
    ['its WebAssembly', '**/wasm.en.pagefind'],
    ['its list of parts', '**/*.pf_meta'],
    ['error lines', '**/pagefind/errors/*'],
    ['what results show', '**/pagefind/fragment/*'],
  ])('says so where the index cannot be loaded, and tries again: %s', async (_what, pattern) => {
    await inPage(
      {},
      async (page) => {
        await page.route(pattern, (route) => route.abort());
        await page.goto(addressOf('example', 'search/?q=too+many+clients+already'));
        await expect.poll(() => state(page)).toBe('error');
        await page.unroute(pattern);
        await page.getByRole('button', { name: /again|retry/i }).click();
        expect(await isFocused(field(page))).toBe(true);
        await expect.poll(() => state(page)).toBe('done');
      },
      // Pagefind throws once more than can be caught.
      /^console: |^error: Failed to load the Pagefind WASM/,
    );
  });

  test('shows results where what adds to them cannot be loaded', async () => {
    await inPage(
      {},
      async (page) => {
        await page.route('**/vocabulary.txt', (route) => route.abort());
        await open(page, 'example', '?q=connection+xyzzyq');
        expect(await state(page)).toBe('done');
        const found = await results(page);
        expect(found.length).toBeGreaterThan(0);
        const counts = page.locator('label:has(input[name=year]) [data-count]');
        const sum = async () => (await counts.allTextContents()).reduce((all, count) => all + Number(count), 0);
        const all = Number(/(\d+) postmortems/.exec((await page.getByRole('status').first().textContent()) ?? '')?.[1]);
        await expect.poll(sum).toBe(all);
        await page.route('**/facts.json', (route) => route.abort());
        await page.reload();
        await expect.poll(() => results(page)).toEqual(found);
      },
      /^console: /,
    );
  });

  test('opens the index anew where what results show has gone meanwhile', async () => {
    await inPage(
      {},
      async (page) => {
        await open(page, 'example', '?q=pool');
        const manifest = JSON.parse(site('example').text('pagefind/nevertwice.json'));
        await page.route('**/nevertwice.json', (route) => route.fulfill({ json: { ...manifest, content: 'new' } }));
        // What the old index names is there no more.
        await page.route('**/fragment/*', (route) => route.fulfill({ status: 404 }));
        page.on('request', async (request) => {
          if (request.url().endsWith('.pf_meta')) await page.unroute('**/fragment/*');
        });
        await field(page).fill('crowdstrike');
        await expect.poll(() => first(page)).toBe('2024-07-19-crowdstrike-channel-file-291');
        expect(await state(page)).toBe('done');
      },
      /^console: |^404 /,
    );
  });

  test('opens the index anew where the site was built anew meanwhile', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example', '?q=pool');
      const scripts: string[] = [];
      page.on('request', (request) => scripts.push(request.url()));
      // The old index is gone; the new manifest says so.
      const manifest = JSON.parse(site('example').text('pagefind/nevertwice.json'));
      await page.route('**/nevertwice.json', (route) => route.fulfill({ json: { ...manifest, content: 'new' } }));
      await field(page).fill('nosuchword');
      await expect.poll(() => state(page)).toBe('empty');
      expect(scripts.filter((url) => url.endsWith('.pf_meta'))).toHaveLength(1);
      await field(page).fill('crowdstrike');
      await expect.poll(() => first(page)).toBe('2024-07-19-crowdstrike-channel-file-291');
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
