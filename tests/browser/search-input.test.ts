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

const EXPECTED = INPUTS.map(([what, , state]) => [what, expect.stringMatching(state)]);

describe('the search page', () => {
  test('answers, or says that there is nothing, whatever it is given and whatever its address says then', async () => {
    await inPage({}, async (page) => {
      await page.goto(addressOf('example', 'search/'));
      const states = [];
      const addresses = [];
      for (const [what, query] of INPUTS) {
        await page.locator('[data-search-state] [name=q]').fill(query);
        states.push([what, await settled(page)]);
        expect(await page.locator('[data-search-state] :is(script, img)').count()).toBe(0);
        addresses.push(page.url());
      }
      expect(states).toEqual(EXPECTED);
      for (const address of addresses) {
        // It is one that a server takes.
        expect(address.length).toBeLessThan(8000);
        await page.goto(address);
        expect(await settled(page)).toMatch(/done|empty/);
      }
      expect(new Set(addresses).size).toBe(INPUTS.length);
      expect(await page.evaluate(() => 'evilRan' in window)).toBe(false);
    });
  });

  test('given facet values that do not exist says so and offers a way out', async () => {
    await inPage({}, async (page) => {
      await page.goto(addressOf('example', 'search/?cause=no-such&year=1066&sort=sideways&severity=<b>'));
      expect(await settled(page)).toBe('empty');
      await page.getByRole('button', { name: /drop all filters/i }).click();
      await expect.poll(() => new URL(page.url()).search).toBe('');
      expect(await page.locator('[data-result]').count()).toBeGreaterThan(0);
    });
  });
});

test('the search dialog answers, or says that there is nothing, whatever it is given', async () => {
  await inPage({}, async (page) => {
    await page.goto(addressOf('example', 'causes/'));
    await page.keyboard.press('/');
    const states = [];
    for (const [what, query] of INPUTS) {
      await page.getByRole('combobox').fill(query);
      states.push([what, await settled(page)]);
      expect(await page.locator('[data-search-state] :is(script, img)').count()).toBe(0);
    }
    expect(states).toEqual(EXPECTED);
    expect(await page.evaluate(() => 'evilRan' in window)).toBe(false);
  });
});
