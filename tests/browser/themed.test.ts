import { describe, expect, test } from 'vitest';
import { violationsIn } from '../tools/browser/axe.ts';
import { addressOf, browsing, DESKTOP, kindsOf, PHONE } from '../tools/browser/browse.ts';

const inPage = browsing();
const MODES = [
  { colorScheme: 'light', viewport: DESKTOP },
  { colorScheme: 'dark', viewport: DESKTOP },
  { colorScheme: 'dark', viewport: PHONE },
] as const;

describe('axe sees no violation of WCAG with a theme', () => {
  test.each(kindsOf('themed'))('$kind', ({ path }) =>
    inPage({}, async (page) => {
      await page.goto(addressOf('themed', path));
      for (const { colorScheme, viewport } of MODES) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        expect(await violationsIn(page), `${colorScheme}, ${viewport.width} pixels`).toEqual([]);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width).toBeLessThanOrEqual(viewport.width);
      }
    }),
  );
});

describe('a page with a theme', () => {
  test('has its logo, the accent of the color scheme and the style sheets, under a Content-Security-Policy', async () => {
    await inPage({ colorScheme: 'light' }, async (page) => {
      await page.goto(addressOf('themed'));
      const loaded = () => page.locator('.brand img').evaluate((image) => (image as HTMLImageElement).naturalWidth > 0);
      await expect.poll(loaded).toBe(true);
      const color = () =>
        page
          .locator('.home-text a')
          .first()
          .evaluate((link) => getComputedStyle(link).color);
      expect(await color()).toBe('rgb(18, 87, 166)');
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await color()).not.toBe('rgb(18, 87, 166)');
      await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' });
      const token = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--accent'));
      expect(await token()).toBe('CanvasText');
      await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'none' });
      const radius = page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--radius'));
      expect(await radius).toBe('8px');
      const waves = page
        .locator('.site-header')
        .evaluate((header) => getComputedStyle(header, '::after').backgroundImage);
      expect(await waves).toMatch(/files\/theme\/waves\.[\da-f]{10}\.svg/);
    });
  });
});

describe('custom fields', () => {
  test('filter the list, in the address too, and sort it', async () => {
    await inPage({}, async (page) => {
      await page.goto(addressOf('themed', 'postmortems/'));
      const shown = () =>
        page
          .locator('[data-list] tbody tr:visible')
          .evaluateAll((rows) => rows.map((row) => row.dataset.id?.slice(0, 10)));
      await page.locator('[data-filters] [name=field-harbor]').selectOption('Skerry');
      await expect.poll(shown).toEqual(['2025-03-02']);
      await page.waitForURL((url) => url.searchParams.get('field-harbor') === 'Skerry');
      await page.reload();
      await expect.poll(shown).toEqual(['2025-03-02']);
      await page.locator('[data-filters] [name=field-harbor]').selectOption('');
      await page.locator('[data-filters] [name=field-manager]').selectOption('Ines');
      await expect.poll(shown).toEqual(['2025-09-14', '2025-03-02']);
      await page.locator('[data-filters] [name=field-manager]').selectOption('');
      await page.getByRole('button', { name: 'Stranded' }).click();
      // Without a value it comes last.
      await expect.poll(shown).toEqual(['2025-03-02', '2025-06-21', '2025-09-14']);
    });
  });

  test('filter the search, and the way out of an empty answer names them', async () => {
    await inPage({}, async (page) => {
      await page.goto(addressOf('themed', 'search/?field-harbor=Northport'));
      const results = page.locator('[data-search-results] > li');
      await expect.poll(() => results.count()).toBe(2);
      expect(await page.getByRole('checkbox', { name: 'Northport' }).isChecked()).toBe(true);
      await page.getByRole('checkbox', { name: 'Jonas' }).check();
      await expect.poll(() => results.count()).toBe(1);
      await page.waitForURL((url) => url.searchParams.get('field-manager') === 'Jonas');
      await page.getByRole('checkbox', { name: 'Timetable' }).check();
      await page.getByRole('checkbox', { name: 'Jonas' }).uncheck();
      await page.getByRole('button', { name: 'Remove Harbor Northport: 1 postmortem' }).click();
      await expect.poll(() => results.count()).toBe(1);
    });
  });
});
