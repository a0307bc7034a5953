import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { violationsIn } from '../tools/browser/axe.ts';
import { addressOf, browsing, DESKTOP, PHONE } from '../tools/browser/browse.ts';

const inPage = browsing();
const at = (path: string) => addressOf('example', path);
const titles = (page: Page) => page.locator('[data-list] .action-title').allInnerTexts();
const result = (page: Page) => page.locator('[data-filters] output').innerText();
const LATE = [
  'Train engineers to find and fix database performance problems',
  'Review pool settings at regular intervals',
];

describe('the list of action items', () => {
  test('is filtered by the address, and loads nothing without one', async () => {
    await inPage({}, async (page) => {
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(at('actions/'), { waitUntil: 'networkidle' });
      expect((await titles(page)).length).toBe(50);
      expect(requests.filter((url) => url.endsWith('actions.json'))).toEqual([]);
      await page.goto(at('actions/?status=overdue&owner=database'));
      await expect.poll(() => result(page)).toBe('3 of 160 action items');
      expect(await titles(page)).toEqual(expect.arrayContaining(LATE));
      expect(await page.locator('[data-filters] [name=owner]').inputValue()).toBe('database');
    });
  });

  test('is filtered with the keyboard alone, and back, with every step in the address', async () => {
    await inPage({}, async (page) => {
      await page.goto(at('actions/'));
      await page.locator('[data-filters] [name=status]').focus();
      await page.keyboard.type('Overdue');
      await expect.poll(() => page.url()).toBe(at('actions/?status=overdue'));
      await expect.poll(() => result(page)).toBe('7 of 160 action items');
      // The numbers are those that each value would give.
      const option = page.locator('[data-filters] [name=owner] option[value=database]');
      expect(await option.textContent()).toBe('@database (3)');
      await page.getByRole('button', { name: 'Clear filters' }).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => page.url()).toBe(at('actions/'));
      await expect.poll(() => result(page)).toBe('160 action items');
      expect((await titles(page)).length).toBe(50);
    });
  });

  test('says that no action item was found, and offers ways back', async () => {
    await inPage({}, async (page) => {
      await page.goto(at('actions/?status=dropped&owner=platform'));
      const message = page.locator('[data-list-message]');
      await expect.poll(() => message.innerText()).toMatch(/^No action item matches these filters/);
      await page.getByRole('button', { name: 'Remove Status Dropped: 8 action items' }).click();
      await expect.poll(() => page.url()).toBe(at('actions/?owner=platform'));
      await expect.poll(async () => (await titles(page)).length).toBe(8);
    });
  });

  test('has the same rows in the page and in those that the script makes', async () => {
    await inPage({}, async (page) => {
      await page.goto(at('actions/'));
      const rows = () => page.locator('[data-list] li').evaluateAll((all) => all.map(({ outerHTML }) => outerHTML));
      const written = await rows();
      await page.goto(at('actions/?page=2'));
      await page.getByRole('link', { name: 'Previous' }).click();
      await page.locator('[data-filters] [name=type]').selectOption('prevent');
      await expect.poll(() => page.locator('[data-list]').getAttribute('data-list')).toBe('rows');
      const made = await rows();
      const prevent = written.filter((row) => row.includes('<span>prevent</span>'));
      expect(made.slice(0, prevent.length)).toEqual(prevent);
    });
  });

  test('is led to by the numbers of the overview', async () => {
    await inPage({}, async (page) => {
      await page.goto(at('actions/'));
      await page.locator('table', { hasText: 'Time since incident' }).getByRole('link', { name: '21' }).click();
      await expect.poll(() => page.url()).toBe(at('actions/?status=undated&age=366-730'));
      await expect.poll(() => result(page)).toBe('21 of 160 action items');
    });
  });
});

describe('without scripts', () => {
  test('each number leads to the action items of its status, and owners to theirs', async () => {
    await inPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(at('actions/'));
      expect(await page.locator('[data-filters]').isVisible()).toBe(false);
      await page.locator('.numbers').getByRole('link', { name: 'Overdue: 7', exact: true }).click();
      expect(page.url()).toBe(at('actions/overdue/'));
      expect(await page.locator('[data-action=overdue]').count()).toBe(7);
      await page.goBack();
      // Without filters, ages lead to all action items of their status.
      await page.locator('table', { hasText: 'Time since incident' }).getByRole('link', { name: '21' }).click();
      expect(page.url()).toBe(at('actions/undated/'));
      await page.goBack();
      await page.getByRole('link', { name: '@operations' }).first().click();
      expect(page.url()).toBe(at('actions/owners/operations/'));
    });
  });

  test('two incidents are compared', async () => {
    await inPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(at('recurrences/'));
      await page.getByRole('link', { name: 'Compare side by side' }).first().click();
      expect(await page.locator('[data-comparison]').count()).toBe(1);
    });
  });
});

test.each([
  ['actions/?status=dropped&owner=platform', PHONE],
  ['actions/?owner=database', DESKTOP],
  ['actions/owners/', PHONE],
  ['actions/owners/database/', PHONE],
  ['compare/2024-01-22-login-slow-query/2024-04-15-login-pool-misconfigured/', PHONE],
  ['compare/2024-01-22-login-slow-query/2024-04-15-login-pool-misconfigured/', DESKTOP],
])('axe sees no violation of WCAG in %s, %j', async (address, viewport) => {
  await inPage({ viewport }, async (page) => {
    await page.goto(at(address), { waitUntil: 'networkidle' });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violationsIn(page)).toEqual([]);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  });
});
