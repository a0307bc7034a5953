import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violationsIn } from '../tools/browser/axe.ts';
import { browsing, DESKTOP, PHONE } from '../tools/browser/browse.ts';
import { layoutShiftOf } from '../tools/browser/layout-shift.ts';
import { mustRun } from '../tools/cli.ts';
import { type Served, serve } from '../tools/sites/serve.ts';

const inPage = browsing();

/** 330 incidents: the first 60 in 2023, the others in 2024, so that a year and the list of all have several pages. */
const INCIDENTS = Array.from({ length: 330 }, (_, index) => {
  const day = index < 60 ? dayOf(2023, index) : dayOf(2024, index - 60);
  const cause = index % 3 === 0 ? 'capacity' : 'network';
  return { id: `${day}-number-${index}`, day, cause, impact: (index * 37) % 101, title: `Number ${index} fails` };
});
const NEWEST = INCIDENTS.toReversed();

function dayOf(year: number, days: number): string {
  return new Date(Date.UTC(year, 0, 1 + days)).toISOString().slice(0, 10);
}

const folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-lists-'));
let served: Served;

beforeAll(async () => {
  const archive = path.join(folder, 'archive');
  mkdirSync(archive);
  for (const { id, day, cause, impact, title } of INCIDENTS) {
    const head = `title: ${title}\nstarted: ${day}\nduration: 1h\nimpact: ${impact}\ncause: ${cause}\nservices: [auth]`;
    writeFileSync(path.join(archive, `${id}.md`), `---\n${head}\n---\n`);
  }
  await mustRun(['build', archive, '--out', path.join(folder, 'site'), '--as-of', '2025-01-01', '--base', '/kb/']);
  served = await serve(path.join(folder, 'site'), '/kb/');
});
afterAll(async () => {
  await served?.stop();
  rmSync(folder, { recursive: true });
});

const shown = (page: Page) =>
  page.locator('[data-list] tbody tr:visible').evaluateAll((rows) => rows.map((row) => row.dataset.id));
const idsOf = (incidents: readonly (typeof INCIDENTS)[number][]) => incidents.map(({ id }) => id);
const range = (page: Page) => page.locator('[data-list-pager] span').innerText();

describe('a long list', () => {
  test('has its newest rows in the page, and loads nothing until it is used', async () => {
    await inPage({}, async (page) => {
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(`${served.url}postmortems/`, { waitUntil: 'networkidle' });
      expect(await shown(page)).toEqual(idsOf(NEWEST.slice(0, 100)));
      expect(await range(page)).toBe('1–100 of 330');
      expect(requests.filter((url) => url.endsWith('list.json'))).toEqual([]);
    });
  });

  test('has pages, each with its address and a step in the history', async () => {
    await inPage({}, async (page) => {
      await page.goto(`${served.url}postmortems/`);
      await page.getByRole('link', { name: 'Next' }).click();
      await page.waitForURL(/\/postmortems\/\?page=2$/);
      await expect.poll(() => range(page)).toBe('101–200 of 330');
      expect(await shown(page)).toEqual(idsOf(NEWEST.slice(100, 200)));
      await page.goto(`${served.url}postmortems/?page=99`);
      await expect.poll(() => shown(page)).toEqual(idsOf(NEWEST.slice(300)));
      await page.getByRole('link', { name: 'Previous' }).click();
      await expect.poll(() => range(page)).toBe('201–300 of 330');
      await page.goBack();
      await expect.poll(() => range(page)).toBe('301–330 of 330');
    });
  });

  test('filters and sorts all rows, not only those in the page', async () => {
    await inPage({}, async (page) => {
      await page.goto(`${served.url}postmortems/?year=2023&sort=impact&order=descending`);
      const wanted = NEWEST.filter(({ day }) => day.startsWith('2023')).sort((a, b) => b.impact - a.impact);
      await expect.poll(() => shown(page)).toEqual(idsOf(wanted));
      expect(await page.locator('[data-filters] output').innerText()).toBe('60 of 330 postmortems');
      // Counts are those that each value would give.
      const option = page.locator('[data-filters] [name=cause] option[value=capacity]');
      expect(await option.textContent()).toBe('Capacity (20)');
      await page.locator('[data-filters] [name=year]').selectOption('');
      await expect.poll(() => option.textContent()).toBe('Capacity (110)');
    });
  });

  test('offers to clear its filters only while some are set', async () => {
    await inPage({}, async (page) => {
      await page.goto(`${served.url}postmortems/?sort=impact`);
      const clear = page.getByRole('button', { name: 'Clear filters' });
      await expect.poll(() => page.locator('[data-list]').getAttribute('data-list')).toBe('rows');
      expect(await clear.isVisible()).toBe(false);
      await page.locator('[data-filters] [name=year]').selectOption('2023');
      await clear.click();
      await expect.poll(() => page.url()).toMatch(/\/postmortems\/\?sort=impact&order=descending$/);
      expect(await clear.isVisible()).toBe(false);
      expect(await page.locator('[data-filters] [name=q]').evaluate((it) => it === document.activeElement)).toBe(true);
    });
  });

  test('says that nothing was found, and offers ways back', async () => {
    await inPage({}, async (page) => {
      await page.goto(`${served.url}postmortems/?q=number&year=2024&cause=capacity`);
      await page.locator('[data-filters] [name=severity]').waitFor();
      await page.locator('[data-filters] [name=q]').fill('xyzzy');
      const message = page.locator('[data-list-message]');
      await expect.poll(() => message.innerText()).toMatch(/^No postmortem matches these filters/);
      expect(await shown(page)).toEqual([]);
      await page.getByRole('button', { name: 'Remove all filters' }).click();
      await expect.poll(() => shown(page)).toEqual(idsOf(NEWEST.slice(0, 100)));
      expect(page.url()).toBe(`${served.url}postmortems/`);
      await page.goto(`${served.url}postmortems/?q=2023-02-28&cause=capacity`);
      await page.getByRole('button', { name: 'Remove cause Capacity: 1 postmortem' }).click();
      await expect.poll(() => shown(page)).toEqual([INCIDENTS[58]?.id]);
      expect(await page.locator('[data-filters] [name=cause]').evaluate((it) => it === document.activeElement)).toBe(
        true,
      );
    });
  });

  test('says that its rows cannot be loaded, and tries again', async () => {
    await inPage(
      {},
      async (page) => {
        await page.route('**/list.json', (route) => route.abort());
        await page.goto(`${served.url}postmortems/?page=2`);
        const retry = page.getByRole('button', { name: 'Try again' });
        await retry.waitFor();
        expect(await page.locator('[data-list-message]').innerText()).toMatch(/^The list could not be loaded/);
        await page.unroute('**/list.json');
        await retry.click();
        await expect.poll(() => range(page)).toBe('101–200 of 330');
      },
      /^console: /,
    );
  });

  test.each([
    ['postmortems/', PHONE],
    ['postmortems/?year=2023&sort=impact&order=descending', PHONE],
    ['postmortems/?year=2023&sort=impact&order=descending', { width: 1280, height: 900 }],
    ['postmortems/?q=nothing+like+it', PHONE],
    ['causes/network/?sort=title&order=ascending', PHONE],
    ['causes/network/?page=3', { width: 1280, height: 900 }],
  ])('moves nothing while it loads: %s, %j', async (address, viewport) => {
    await inPage(
      { viewport },
      async (page) => {
        // When fonts are shown is not what this is about.
        await page.route('**/*.woff2', (route) => route.abort());
        // So late that the page was painted before.
        await page.route('**/list.json', async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 300));
          await route.continue();
        });
        await page.goto(served.url + address, { waitUntil: 'networkidle' });
        await page.locator('[data-list]:not([data-list=pending])').waitFor();
        expect(await layoutShiftOf(page)).toBeLessThan(0.01);
      },
      /\.woff2$|^console: Failed to load resource/,
    );
  });
});

describe('the list of a group', () => {
  test('begins on the first screen and a half of a phone', async () => {
    await inPage({ viewport: PHONE }, async (page) => {
      for (const address of ['causes/network/', 'services/auth/', 'years/2024/']) {
        await page.goto(served.url + address);
        const box = await page.locator('[data-list] tbody tr').first().boundingBox();
        expect(box?.y, address).toBeLessThan(1.5 * PHONE.height);
      }
    });
  });

  test('leaves the page where the address points to', async () => {
    await inPage({ viewport: PHONE }, async (page) => {
      await page.goto(`${served.url}causes/network/#analysis`, { waitUntil: 'networkidle' });
      await page.locator('thead button:enabled').first().waitFor();
      expect((await page.locator('#analysis').boundingBox())?.y).toBeLessThan(PHONE.height / 2);
    });
  });

  test('sorts all of its rows', async () => {
    await inPage({}, async (page) => {
      await page.goto(`${served.url}causes/network/`);
      const own = NEWEST.filter(({ cause }) => cause === 'network');
      expect(await shown(page)).toEqual(idsOf(own.slice(0, 200)));
      await page.locator('th[data-key=impact] button').click();
      const sorted = own.toSorted((a, b) => b.impact - a.impact);
      await expect.poll(() => shown(page)).toEqual(idsOf(sorted.slice(0, 200)));
      expect(await range(page)).toBe('1–200 of 220');
      await page.getByRole('link', { name: 'Filter and sort these incidents' }).click();
      await page.waitForURL(/\/postmortems\/\?cause=network$/);
      await expect.poll(() => shown(page)).toEqual(idsOf(own.slice(0, 100)));
    });
  });
});

test.each([
  ['postmortems/?page=2', DESKTOP],
  ['postmortems/?cause=capacity&page=2', PHONE],
  ['postmortems/?q=nothing+like+it&cause=capacity', PHONE],
  ['years/2024/2/', PHONE],
  ['causes/network/2/', DESKTOP],
  ['causes/network/', DESKTOP],
  ['causes/', PHONE],
])('axe sees no violation of WCAG in %s, %j', async (address, viewport) => {
  await inPage({ viewport }, async (page) => {
    await page.goto(served.url + address, { waitUntil: 'networkidle' });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violationsIn(page)).toEqual([]);
    }
  });
});

describe('without scripts', () => {
  test('groups have all of their rows, on several pages', async () => {
    await inPage({ javaScriptEnabled: false }, async (page) => {
      const own = NEWEST.filter(({ cause }) => cause === 'network');
      await page.goto(`${served.url}causes/network/`);
      expect(await shown(page)).toEqual(idsOf(own.slice(0, 200)));
      await page.getByRole('link', { name: 'Next' }).click();
      await page.waitForURL('**/causes/network/2/');
      expect(await shown(page)).toEqual(idsOf(own.slice(200)));
      await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Network' }).click();
      await page.waitForURL('**/causes/network/');
    });
  });

  test('years have all incidents in pages, which the lists link to', async () => {
    await inPage({ javaScriptEnabled: false }, async (page) => {
      const own = NEWEST.filter(({ day }) => day.startsWith('2024'));
      await page.goto(`${served.url}postmortems/`);
      expect(await page.locator('[data-filters]').isVisible()).toBe(false);
      expect(await page.getByRole('link', { name: 'Next' }).isVisible()).toBe(false);
      expect(await page.locator('thead button:enabled').count()).toBe(0);
      await page.locator('.years').getByRole('link', { name: '2024' }).click();
      expect(await shown(page)).toEqual(idsOf(own.slice(0, 250)));
      await page.getByRole('link', { name: 'Next' }).click();
      await page.waitForURL(/\/years\/2024\/2\/$/);
      expect(await shown(page)).toEqual(idsOf(own.slice(250)));
      expect(await range(page)).toBe('251–270 of 270');
    });
  });
});
