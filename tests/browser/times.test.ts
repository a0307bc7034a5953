import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { addressOf, browsing } from '../tools/browser/browse.ts';

const inPage = browsing();
const NEW_YORK = { timezoneId: 'America/New_York' };
// At 22:52 UTC, and over midnight.
const OVERNIGHT = 'postmortems/2018-10-21-github-mysql-failover/';
const OFFSET = 'postmortems/2024-04-04-renamed/';

const clocks = (page: Page) => page.locator('.timeline time[data-zoned=clock]').allTextContents().then(trimmed);
const days = (page: Page) => page.locator('.step-day:visible time').allTextContents().then(trimmed);
const started = (page: Page) => page.locator('.postmortem-head time').first().innerText();
const trimmed = (texts: string[]) => texts.map((text) => text.trim());

describe('the times of a postmortem', () => {
  test('are in the incident’s zone, and in another one where the reader asks for it', async () => {
    await inPage(NEW_YORK, async (page) => {
      await page.goto(addressOf('example', OVERNIGHT));
      expect((await clocks(page))[0]).toBe('22:52');
      expect(await days(page)).toEqual(['21 October 2018', '22 October 2018']);
      expect(await started(page)).toBe('21 October 2018, 22:52 UTC');

      await page.getByRole('radio', { name: 'local (America/New_York)' }).check();
      expect((await clocks(page))[0]).toBe('18:52');
      expect(await days(page)).toEqual(['21 October 2018', '22 October 2018']);
      expect(await started(page)).toBe('21 October 2018, 18:52 -04:00');
      expect(await page.locator('[data-zone-name]').innerText()).toContain('America/New_York');

      await page.getByRole('radio', { name: 'incident (UTC)' }).check();
      expect((await clocks(page))[0]).toBe('22:52');
      expect(await started(page)).toBe('21 October 2018, 22:52 UTC');
    });
  });

  test('move to another day with the zone', async () => {
    await inPage({ timezoneId: 'Asia/Tokyo' }, async (page) => {
      await page.goto(addressOf('example', OVERNIGHT));
      await page.getByRole('radio', { name: 'local' }).check();
      expect(await days(page)).toEqual(['22 October 2018', '23 October 2018']);
      // Machines read the same moment whatever people read.
      expect(await page.locator('[data-at] time').first().getAttribute('datetime')).toBe('2018-10-21T22:52:00Z');
    });
  });

  test('are in the zone of last time on the next page', async () => {
    await inPage(NEW_YORK, async (page) => {
      await page.goto(addressOf('open', OFFSET));
      expect(await clocks(page)).toEqual(['08:00']);
      await page.getByRole('radio', { name: 'UTC', exact: true }).check();
      expect(await clocks(page)).toEqual(['06:00']);
      await page.reload();
      expect(await clocks(page)).toEqual(['06:00']);
      expect(await page.getByRole('radio', { name: 'UTC', exact: true }).isChecked()).toBe(true);
      await page.getByRole('radio', { name: 'incident (+02:00)' }).check();
      expect(await clocks(page)).toEqual(['08:00']);
    });
  });

  test('can be changed with the keyboard', async () => {
    await inPage(NEW_YORK, async (page) => {
      await page.goto(addressOf('example', OVERNIGHT));
      await page.locator('[name=zone]:checked').focus();
      await page.keyboard.press('ArrowDown');
      expect((await clocks(page))[0]).toBe('18:52');
    });
  });

  test('are those of the incident without JavaScript, and nothing is offered', async () => {
    await inPage({ ...NEW_YORK, javaScriptEnabled: false }, async (page) => {
      await page.goto(addressOf('open', OFFSET));
      expect(await clocks(page)).toEqual(['08:00']);
      expect(await page.locator('[name=zone]:visible').count()).toBe(0);
    });
  });
});
