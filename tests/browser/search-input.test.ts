import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { addressOf, browsing } from '../tools/browse.ts';

const inPage = browsing();

const LOG = Array.from(
  { length: 140 },
  (_, at) =>
    `2026-11-21 03:00:${String(at % 60).padStart(2, '0')},113 WARN [exec-${at}] retry ${at} of call to 10.0.3.${at}:5432`,
).join('\n');

// What people paste, and what should come of it.
const INPUTS: [what: string, query: string, state: RegExp][] = [
  ['ten thousand characters of a log', `${LOG}\nFATAL: sorry, too many clients already`.slice(-10_000), /done/],
  ['stop words', 'the of and to', /empty/],
  ['signs', '"%&/()=?*+~#-_.:,;<>|^°', /empty/],
  ['a lone quote', '"', /empty/],
  ['an open quote', '"connection pool', /done/],
  ['a regular expression', '^(?:connection|pool)[a-z]+\\d{2,}$', /done/],
  ['HTML', '<img src=x onerror="window.evilRan=1"><script>window.evilRan=1</script>connection', /done/],
  ['right-to-left text', 'שגיאה בחיבור למסד הנתונים', /empty/],
  ['emoji', '🔥💥 🚒', /empty/],
  ['another script', '数据库连接失败', /empty/],
  ['control characters', 'connection\u0000\u200b\ufeff pool', /done/],
  ['names of prototypes', '__proto__ constructor toString', /done|empty/],
];

const settled = async (page: Page) => {
  await expect.poll(() => page.locator('[data-search-state]').getAttribute('data-search-state')).toMatch(/done|empty/);
  return page.locator('[data-search-state]').getAttribute('data-search-state');
};

describe('the search page given', () => {
  test.each(INPUTS)('%s has an answer or says that there is none', async (_what, query, expected) => {
    await inPage({}, async (page) => {
      await page.goto(addressOf('example', 'search/'));
      await page.locator('[data-search-state] [name=q]').fill(query);
      expect(await settled(page)).toMatch(expected);
      expect(await page.locator('[data-search-state] :is(script, img)').count()).toBe(0);
      expect(await page.evaluate(() => 'evilRan' in window)).toBe(false);
      // The address is one that a server takes.
      expect(page.url().length).toBeLessThan(8000);
      await page.reload();
      expect(await settled(page)).toMatch(/done|empty/);
    });
  });

  test('facet values that do not exist says so and offers a way out', async () => {
    await inPage({}, async (page) => {
      await page.goto(addressOf('example', 'search/?cause=no-such&year=1066&sort=sideways&severity=<b>'));
      expect(await settled(page)).toBe('empty');
      await page.getByRole('button', { name: /drop all filters/i }).click();
      await expect.poll(() => new URL(page.url()).search).toBe('');
      expect(await page.locator('[data-result]').count()).toBeGreaterThan(0);
    });
  });
});

describe('the search dialog given', () => {
  test.each(INPUTS)('%s has an answer or says that there is none', async (_what, query, expected) => {
    await inPage({}, async (page) => {
      await page.goto(addressOf('example', 'causes/'));
      await page.keyboard.press('/');
      await page.getByRole('combobox').fill(query);
      expect(await settled(page)).toMatch(expected);
      expect(await page.locator('[data-search-state] :is(script, img)').count()).toBe(0);
    });
  });
});
