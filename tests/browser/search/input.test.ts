import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { addressOf, browsing } from '../../tools/browser/browse.ts';

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
        addresses.push(await page.evaluate(() => location.href));
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
      await page.getByRole('button', { name: /remove all filters/i }).click();
      await expect.poll(() => page.evaluate(() => location.search)).toBe('');
      await expect.poll(() => page.locator('[data-result]').count()).toBeGreaterThan(0);
    });
  });
});

describe.each([
  ['the search page', 'search/'],
  ['the search dialog', 'causes/'],
])('a megabyte in %s', (_, path) => {
  const LONGEST = 10_000;
  const PASTED: [what: string, text: string, state: RegExp][] = [
    ['a log with an error at its end', `${'a\n'.repeat(500_000)}FATAL: sorry, too many clients already`, /done/],
    ['ligatures', 'ﷺ'.repeat(1_000_000), /empty/],
    ['words of another script', '数据库连接失败'.repeat(140_000), /empty/],
    ['spaces between two words', `connection${' '.repeat(1_000_000)}pool`, /done/],
    ['halves of characters', '\ud800'.repeat(1_000_000), /empty/],
  ];
  const fieldOf = (page: Page) => page.locator('[data-search-state] [name=q]');
  const open = async (page: Page) => {
    await page.goto(addressOf('example', path));
    await page.keyboard.press('/');
    await expect.poll(() => fieldOf(page).evaluate((it) => it === document.activeElement)).toBe(true);
    // What reads the field is loaded when it is opened.
    await page.keyboard.type('pool');
    await settled(page);
    await page.keyboard.press('Control+a');
  };
  const written = (page: Page) => fieldOf(page).inputValue();

  test.each(PASTED)('is reduced to its significant lines when it is pasted: %s', async (_, text, state) => {
    await inPage({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
      await open(page);
      await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
      await page.keyboard.press('Control+v');
      await expect.poll(() => written(page)).not.toBe('pool');
      expect((await written(page)).length).toBeLessThanOrEqual(LONGEST);
      expect(await settled(page)).toMatch(state);
      await page.keyboard.press('End');
      await page.keyboard.type(' ');
      expect((await written(page)).length).toBeLessThanOrEqual(LONGEST);
    });
  });

  test.each(PASTED)('is reduced to its significant lines by any input: %s', async (_, text, state) => {
    await inPage({}, async (page) => {
      await open(page);
      await fieldOf(page).evaluate((it, value) => {
        (it as HTMLInputElement).value = value;
        it.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }, text);
      expect((await written(page)).length).toBeLessThanOrEqual(LONGEST);
      // A field of one line has lost the ends of lines by then.
      if (path === 'search/') expect(await settled(page)).toMatch(state);
      else expect(await settled(page)).toMatch(/done|empty/);
    });
  });

  test('finds the error at the end of a log that is dropped', async () => {
    await inPage({}, async (page) => {
      await open(page);
      await fieldOf(page).evaluate((it, value) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.setData('text/plain', value);
        it.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
      }, PASTED[0]?.[1] ?? '');
      expect((await written(page)).length).toBeLessThanOrEqual(LONGEST);
      await expect.poll(() => page.locator('[data-result]').first().textContent()).toContain('Same error');
    });
  });
});

test('an address with a megabyte is read as far as a query goes', async () => {
  await inPage({}, async (page) => {
    await page.goto(addressOf('example', 'search/'));
    await page.evaluate(
      (query) => {
        history.replaceState(null, '', `?${new URLSearchParams({ q: query })}`);
        dispatchEvent(new PopStateEvent('popstate'));
      },
      `${'a b\n'.repeat(100_000)}FATAL: sorry, too many clients already`,
    );
    await expect.poll(() => page.locator('[data-result]').first().textContent()).toContain('Same error');
    expect((await page.locator('[data-search-state] [name=q]').inputValue()).length).toBeLessThanOrEqual(10_000);
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
