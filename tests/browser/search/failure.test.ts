import { describe, expect, test } from 'vitest';
import { addressOf, browsing } from '../../tools/browser/browse.ts';
import { field, first, isFocused, open, results, state } from '../../tools/browser/search-page.ts';
import { site } from '../../tools/sites/sites.ts';

const inPage = browsing();

describe('the search page without its files', () => {
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

  test.each([
    ['its script', '**/search.astro*.js'],
    ['what its script imports', /\/assets\/search\.[^/.]+\.js$/],
  ])('shows the lists that lead on where %s cannot be loaded', async (_what, pattern) => {
    await inPage(
      {},
      async (page) => {
        await page.route(pattern, (route) => route.abort());
        await page.goto(addressOf('example', 'search/?q=connection'));
        await page.locator('[data-search-idle] a').first().waitFor();
        expect(await page.getByRole('navigation', { name: 'Browse' }).isVisible()).toBe(true);
      },
      /^console: /,
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
        // The best one may be there before the others are.
        await expect.poll(() => first(page)).toBe('2024-07-19-crowdstrike-channel-file-291');
        await expect.poll(() => state(page)).toBe('done');
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
});
