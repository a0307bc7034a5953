import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browsing } from '../../tools/browser/browse.ts';
import { field, results, state } from '../../tools/browser/search-page.ts';
import { type Served, serve } from '../../tools/sites/serve.ts';
import { build } from '../../tools/sites/site-setup.ts';

const inPage = browsing();

/** Two builds of one archive: between them every document was edited. */
const BUILDS = { before: 'It began at noon.', after: 'It began at one, not at noon.' } as const;
let folder: string;
let before: Served;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-deploy-'));
  for (const [name, text] of Object.entries(BUILDS)) {
    const archive = path.join(folder, `${name}-archive`);
    mkdirSync(archive);
    for (const [id, cause] of [
      ['2024-01-02-first', 'network'],
      ['2024-02-03-second', 'capacity'],
    ]) {
      writeFileSync(
        path.join(archive, `${id}.md`),
        `---\ntitle: The pool of ${id}\nstarted: 2024-01-02\nduration: unknown\nimpact: unknown\ncause: ${cause}\n---\n${text}\n`,
      );
    }
    await build({ archive, folder: path.join(folder, name) });
  }
  before = await serve(path.join(folder, 'before'), '/');
});
afterAll(async () => {
  await before.stop();
  rmSync(folder, { recursive: true });
});

/** From now on the site answers with the files of the later build. */
async function deploy(page: Page): Promise<void> {
  await page.route('**/pagefind/**', (route) => {
    const { pathname } = new URL(route.request().url());
    return route.fulfill({ path: path.join(folder, 'after', pathname) }).catch(() => route.fulfill({ status: 404 }));
  });
}

const counts = (page: Page) => page.locator('label:has(input[name=cause]) [data-count]').allTextContents();

describe('a search page that was open while the site was built anew', () => {
  test('has every document under a filter', async () => {
    await inPage(
      {},
      async (page) => {
        // The facts are not there yet when the words are found.
        await page.route('**/facts.json', (route) => route.abort());
        await page.goto(`${before.url}search/?q=pool`);
        await expect.poll(() => state(page)).toBe('done');
        expect((await results(page)).length).toBe(2);
        await page.unroute('**/facts.json');
        await deploy(page);
        await page.locator('input[name=cause][value=network]').check();
        await expect.poll(() => results(page)).toEqual(['2024-01-02-first']);
        await page.locator('input[name=cause][value=capacity]').check();
        await expect
          .poll(async () => (await results(page)).toSorted())
          .toEqual(['2024-01-02-first', '2024-02-03-second']);
        await expect.poll(() => counts(page)).toEqual(['1', '1']);
      },
      /^console: |^404 /,
    );
  });

  test('counts every document', async () => {
    await inPage(
      {},
      async (page) => {
        const held = Promise.withResolvers<void>();
        await page.route('**/facts.json', async (route) => {
          await held.promise;
          await route.fulfill({ path: path.join(folder, 'after/pagefind/facts.json') });
        });
        await page.goto(`${before.url}search/`);
        await field(page).fill('first');
        await expect.poll(() => results(page)).toEqual(['2024-01-02-first']);
        await deploy(page);
        held.resolve();
        await expect.poll(async () => (await counts(page)).toSorted()).toEqual(['0', '1']);
        await expect.poll(() => state(page)).toBe('done');
        expect(await results(page)).toEqual(['2024-01-02-first']);
      },
      /^console: |^404 /,
    );
  });
});
