import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { addressOf, browsing } from '../tools/browser/browse.ts';

// Each task of a reader with keys alone: nothing here clicks, focuses or fills by anything else. What is asserted are roles and names,
// which is what screen readers say.

const inPage = browsing();
const at = (path: string) => addressOf('example', path);
const ERROR = 'HikariPool-3 - Connection is not available, request timed out after 12003ms.';
const POOL = '2023-08-10-connection-pool-exhausted';

const focused = (page: Page) => page.locator(':focus');
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Search' });
const combobox = (page: Page) => dialog(page).getByRole('combobox', { name: 'Has this happened before?' });

/** Returns role, name and state of an element, such as `link "Timeline"`. Snapshots are YAML: names with a colon are in quotes. */
async function nameOf(element: Locator): Promise<string> {
  const [line = ''] = (await element.ariaSnapshot()).split('\n');
  const item = line.replace(/^- /, '').replace(/:$/, '');
  return item.startsWith("'") ? item.slice(1, -1).replaceAll("''", "'") : item;
}

const focusedName = (page: Page) => nameOf(focused(page));

/** Presses Tab until an element with a role and a name has the focus. Returns how often; fails after `most` times. */
async function tabTo(page: Page, name: string, most: number): Promise<number> {
  const passed: string[] = [];
  for (let times = 1; times <= most; times++) {
    await page.keyboard.press('Tab');
    const current = await focusedName(page);
    if (current === name) return times;
    passed.push(current);
  }
  return expect.fail(`${name} is not among the next ${most} stops: ${passed.join(', ')}`);
}

/** Opens the search dialog by its key and types into it. */
async function ask(page: Page, query: string): Promise<void> {
  await page.keyboard.press('/');
  await expect.poll(() => combobox(page).count()).toBe(1);
  await expect.poll(() => focusedName(page)).toMatch(/^combobox "Has this happened before\?"/);
  await page.keyboard.type(query);
  await expect.poll(() => dialog(page).getAttribute('data-search-state')).toBe('done');
}

describe('find', () => {
  test('what fixed an error, from paste to answer with one key', async () => {
    await inPage({}, async (page) => {
      await page.goto(at('causes/'));
      await ask(page, ERROR);
      await expect
        .poll(() => dialog(page).getByRole('status').first().textContent())
        .toContain('1 with the same error');
      const list = dialog(page).getByRole('listbox', { name: 'Results' });
      const best = list.getByRole('option', { selected: true });
      // The name has the title, why it was found and what fixed it, and ends there.
      await expect
        .poll(() => nameOf(best))
        .toMatch(
          /^option "The connection pool is smaller than the traffic Same error .* What fixed it The maximum [^"]*soon\." \[selected\]/,
        );
      expect(await combobox(page).getAttribute('aria-activedescendant')).toBe(await best.getAttribute('id'));
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/postmortems/${POOL}/**#resolution`);
      expect(await page.getByRole('heading', { name: 'Resolution', exact: true }).count()).toBe(1);
    });
  });

  test('a result with the arrow keys, and back to the page with Escape', async () => {
    await inPage({}, async (page) => {
      await page.goto(at('causes/'));
      await ask(page, 'connections overflow');
      await page.keyboard.press('ArrowDown');
      const chosen = dialog(page).getByRole('option', { selected: true });
      expect(await chosen.count()).toBe(1);
      expect(await combobox(page).getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'));
      // The first Escape clears the field, the second closes.
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
      expect(await tabTo(page, 'link "Skip to content"', 1)).toBe(1);
    });
  });

  test('a result on the search page, past the filters', async () => {
    await inPage({}, async (page) => {
      await page.goto(at('search/'));
      expect(await focusedName(page)).toMatch(/^textbox "Error message, service, setting or words"/);
      await page.keyboard.type(ERROR);
      await page.keyboard.press('Enter');
      const answer = page.getByRole('region', { name: 'Results' });
      await expect.poll(() => answer.getByRole('status').first().textContent()).toContain('1 with the same error');
      await tabTo(page, 'link "Skip to results"', 2);
      await page.keyboard.press('Enter');
      expect(await focusedName(page)).toBe('heading "Results" [level=2]');
      await tabTo(page, 'link "The connection pool is smaller than the traffic"', 1);
      await page.keyboard.press('Enter');
      await page.waitForURL(`**/postmortems/${POOL}/**`);
    });
  });

  test('results of a cause, by its filter', async () => {
    await inPage({}, async (page) => {
      await page.goto(at('search/?q=connection'));
      const status = page.getByRole('region', { name: 'Results' }).getByRole('status').first();
      await expect.poll(() => status.textContent()).toMatch(/\d+ postmortems/);
      const before = await status.textContent();
      await tabTo(page, 'combobox "Sort by"', 12);
      await page.keyboard.press('Tab');
      expect(await focusedName(page)).toMatch(/^checkbox "Code defect \d+"/);
      await page.keyboard.press('Space');
      await expect.poll(() => status.textContent()).not.toBe(before);
      expect(await focusedName(page)).toMatch(/^checkbox "Code defect \d+" \[checked\]/);
      expect(page.url()).toContain('cause=code-defect');
    });
  });
});

test('jump to a service from the dialog', async () => {
  await inPage({}, async (page) => {
    await page.goto(at(''));
    await ask(page, 'database');
    await expect
      .poll(() => dialog(page).getByRole('group', { name: 'Go to' }).getByRole('option').first().textContent())
      .toMatch(/^DatabaseService · \d+ postmortems$/);
    await expect.poll(() => dialog(page).getByRole('status').first().textContent()).toContain('3 pages to go to');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(at('services/database/'));
    expect(await page.getByRole('heading', { level: 1, name: 'Database' }).count()).toBe(1);
  });
});

test('read: skip the header, choose a section, link to an entry of the timeline', async () => {
  await inPage({}, async (page) => {
    await page.goto(at(`postmortems/${POOL}/`));
    await tabTo(page, 'link "Skip to content"', 1);
    await page.keyboard.press('Enter');
    expect(await focused(page).getAttribute('id')).toBe('mainContent');
    const contents = page.getByRole('navigation', { name: 'On this page' });
    await tabTo(page, 'link "Timeline"', 20);
    expect(await contents.locator(':focus').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/#timeline');
    await expect
      .poll(() => contents.getByRole('link', { name: 'Timeline' }).getAttribute('aria-current'))
      .toBe('location');
    // Headings are named by their text alone, and are no stops.
    const headings = await page.getByRole('article').getByRole('heading', { level: 2 }).all();
    const names = await Promise.all(headings.map(nameOf));
    expect(names.filter((name) => /#|link/i.test(name))).toEqual([]);
    await tabTo(page, 'radio "incident (UTC)" [checked]', 1);
    await page.keyboard.press('Tab');
    expect(await focusedName(page)).toMatch(/^link "\d\d:\d\d"$/);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toMatch(/#T2023-08-10-\d{4}$/);
    // The next stop is in the entry, not at the top of the page.
    await page.keyboard.press('Tab');
    expect(await page.locator(':target :focus').count()).toBe(1);
  });
});

describe('compare', () => {
  const PAIR = 'compare/2024-01-22-login-slow-query/2024-04-15-login-pool-misconfigured/';
  const NAME =
    'link "Compare side by side: One slow query uses up the connection pool and locks users out – Logins fail as the connection pool opens more than the database can take"';

  test('two incidents of a family, from the ledger', async () => {
    await inPage({}, async (page) => {
      await page.goto(at('recurrences/'));
      await tabTo(page, 'link "Skip to content"', 1);
      await page.keyboard.press('Enter');
      await tabTo(page, NAME, 25);
      await page.keyboard.press('Enter');
      await page.waitForURL(at(PAIR));
      const facts = page.getByRole('table', { name: 'Facts' });
      expect(await facts.getByRole('columnheader').allTextContents()).toHaveLength(2);
      expect(await facts.getByRole('row', { name: /^Cause Code defect Configuration$/ }).count()).toBe(1);
      const causes = page.getByRole('region', { name: 'Root cause' });
      expect(await causes.getByRole('heading', { level: 3 }).allTextContents()).toEqual([
        expect.stringMatching(/Earlier\s+22 January 2024/),
        expect.stringMatching(/Later\s+15 April 2024/),
      ]);
      const times = page.getByRole('table', { name: 'Timelines, by time since the start' });
      expect(await times.getByRole('rowheader').first().textContent()).toBe('+0m');
    });
  });

  test('an incident with a similar one', async () => {
    await inPage({}, async (page) => {
      await page.goto(at('postmortems/2024-04-15-login-pool-misconfigured/#similarIncidents'));
      for (let stops = 0; stops < 12; stops++) {
        await page.keyboard.press('Tab');
        if (/^link "Compare side by side: .+"$/.test(await focusedName(page))) break;
      }
      await page.keyboard.press('Enter');
      await page.waitForURL(at('compare/**'));
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Two incidents compared');
    });
  });
});

describe('action items', () => {
  test('are filtered by status and owner, with the number said and the focus kept', async () => {
    await inPage({}, async (page) => {
      await page.goto(at('actions/'));
      await tabTo(page, 'link "Skip to content"', 1);
      await page.keyboard.press('Enter');
      await tabTo(page, 'combobox "Status"', 10);
      await page.keyboard.type('Overdue');
      const status = page.getByRole('form', { name: 'Filters' }).getByRole('status');
      await expect.poll(() => status.textContent()).toBe('7 of 160 action items');
      expect(await focusedName(page)).toBe('combobox "Status"');
      await tabTo(page, 'combobox "Owner"', 1);
      await page.keyboard.type('@database');
      await expect.poll(() => status.textContent()).toBe('3 of 160 action items');
      expect(page.url()).toBe(at('actions/?status=overdue&owner=database'));
      expect(await page.getByRole('region', { name: 'All action items' }).getByRole('listitem').count()).toBe(3);
      await tabTo(page, 'button "Clear filters"', 6);
      await page.keyboard.press('Enter');
      await expect.poll(() => status.textContent()).toBe('160 action items');
      // The button has disappeared; the next stop is in the list, not at the top of the page.
      await page.keyboard.press('Tab');
      expect(await page.getByRole('main').locator(':focus').count()).toBe(1);
    });
  });

  test('are reached by the linked numbers, whose names say what they count', async () => {
    await inPage({}, async (page) => {
      await page.goto(at('actions/'));
      await tabTo(page, 'link "Overdue: 7"', 12);
      await page.keyboard.press('Enter');
      await page.waitForURL(at('actions/overdue/'));
    });
  });
});
