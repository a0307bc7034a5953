import type { Request } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { browsing } from '../../tools/browser/browse.ts';
import { field, first, isFocused, open, parameters, results, state } from '../../tools/browser/search-page.ts';
import type { SiteName } from '../../tools/sites/site-setup.ts';
import { site } from '../../tools/sites/sites.ts';

const inPage = browsing();

type Postmortem = { id: string; impactPercent: number | null; durationMinutes: number | null };
const postmortems = (name: SiteName): Postmortem[] => JSON.parse(site(name).text('postmortems.json')).postmortems;

describe('the answer of the search page', () => {
  test('offers the newest and the highest impact before a search, without loading anything', async () => {
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

  test('says how many more there are, and how many come next if those are not all', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example', '?sort=date');
      const more = page.getByRole('button', { name: /^Show \d+ more/ });
      for (const text of ['Show 10 more of 28', 'Show 10 more of 18', 'Show 8 more']) {
        await expect.poll(() => more.textContent()).toBe(text);
        await more.click();
      }
      await expect.poll(() => more.count()).toBe(0);
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
        await expect.poll(() => late.length).toBeGreaterThan(0);
        await field(page).fill('qqqqxxyyzz');
        await expect.poll(() => state(page)).toBe('empty');
        held.resolve();
        for (const request of late) await (await request.response())?.finished();
        await page.evaluate(() => new Promise(requestAnimationFrame));
        expect(await results(page)).toEqual([]);
        expect(await isFocused(field(page))).toBe(true);
      },
      /^console: /,
    );
  });

  test('shows the opening of each result for a search without words', async () => {
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

  test('counts the words that it looked up, and says when a result only has parts of a word', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example', '?q=dns_xyzzyq');
      expect(await page.getByRole('status').first().textContent()).toContain('No postmortem has the whole word');
      expect(await page.locator('[data-result]').first().textContent()).toContain('Has parts of dns_xyzzyq');
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
      expect(await parameters(page)).toEqual({});
    });
  });

  test.each([
    ['the same error', 'accept4: Too many open files', 'found', 'same-error'],
    ['all words', 'servers looked idle so autoscaling removed them', 'found', 'all'],
    ['some words', 'certificate giraffe', 'weak', 'some'],
  ])('marks how close it is: %s', async (_, query, answer, match) => {
    await inPage({}, async (page) => {
      await open(page, 'example', `?q=${encodeURIComponent(`${query} `)}`);
      expect(await page.locator('[data-search-answer]').getAttribute('data-search-answer')).toBe(answer);
      expect(await page.locator('[data-search-results] [data-result]').first().getAttribute('data-match')).toBe(match);
    });
  });

  test('says that nothing is close to a log of other things, and shows the rest on request', async () => {
    await inPage({}, async (page) => {
      const log = '08:00:01 printer online\n08:00:05 lp0: paper jam in tray 3, job 4471 held\n08:00:09 spooler paused';
      await open(page, 'example', `?q=${encodeURIComponent(log)}`);
      expect(await page.locator('[data-search-answer]').getAttribute('data-search-answer')).toBe('none');
      expect(await page.getByRole('status').first().textContent()).toContain('Nothing close');
      expect(await results(page)).toEqual([]);
      await page.getByRole('button', { name: /with a few of the words/ }).click();
      await expect.poll(async () => (await results(page)).length).toBeGreaterThan(0);
    });
  });

  test('has no annotations of action items in excerpts', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example', '?q=shell+prompts+show+clearly+which+host');
      const excerpt = await page.locator('[data-result] .search-excerpt').first().textContent();
      expect(excerpt).toContain('which host and environment');
      expect(excerpt).not.toContain('type:');
    });
  });

  test('says what may have been meant', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example', '?q=crowdstirke');
      expect(await state(page)).toBe('empty');
      await page.locator('[data-suggestion="CrowdStrike"]').click();
      expect(await isFocused(field(page))).toBe(true);
      await expect.poll(() => first(page)).toBe('2024-07-19-crowdstrike-channel-file-291');
      expect(await parameters(page)).toEqual({ q: 'CrowdStrike' });
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

  test('is named the way out where filters hide everything', async () => {
    await inPage({}, async (page) => {
      await open(page, 'example', '?q=connection+pool&year=2012');
      expect(await state(page)).toBe('empty');
      await page.getByRole('button', { name: /remove year 2012/i }).click();
      expect(await isFocused(field(page))).toBe(true);
      await expect.poll(() => state(page)).toBe('done');
      expect(await parameters(page)).toEqual({ q: 'connection pool' });
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
});
