import { describe, expect, test } from 'vitest';
import { SECTIONS } from '../../src/site/components/frame/sections.ts';
import { en } from '../../src/site/language/en.ts';
import { addressOf, browsing, kindsOf, PHONE } from '../tools/browser/browse.ts';
import { site } from '../tools/sites/sites.ts';

const inPage = browsing();

describe('the table of postmortems', () => {
  const rows = '[data-list] tbody tr';

  test('sorts by a column and back, and says so', async () => {
    await inPage({}, async (page) => {
      await page.goto(addressOf('example', 'postmortems/'));
      const impacts = () =>
        page
          .locator(`${rows} .cell-impact`)
          .evaluateAll((cells) => cells.map((cell) => Number.parseFloat(cell.textContent ?? '')));
      const head = page.locator('th[data-key=impact]');
      await head.getByRole('button').click();
      await page.waitForURL((url) => url.search === '?sort=impact&order=descending');
      await page.locator('[data-list=rows]').waitFor();
      const known = (await impacts()).filter((value) => !Number.isNaN(value));
      expect(known.length).toBeGreaterThan(1);
      expect(known).toEqual(known.toSorted((a, b) => b - a));
      expect(await head.getAttribute('aria-sort')).toBe('descending');
      // Nothing is said about the unknown ones: they are at the end either way.
      expect((await impacts()).slice(0, known.length)).toEqual(known);
      await head.getByRole('button').click();
      const upwards = known.toSorted((a, b) => a - b);
      await expect.poll(async () => (await impacts()).slice(0, known.length)).toEqual(upwards);
      expect(await head.getAttribute('aria-sort')).toBe('ascending');
    });
  });

  test('filters, keeps what was chosen in the address, and restores it', async () => {
    await inPage({}, async (page) => {
      await page.goto(addressOf('example', 'postmortems/'));
      const visible = () => page.locator(`${rows}:visible`).count();
      const all = await visible();
      const cause = 'config-change';
      await page.locator('[data-filters] [name=cause]').selectOption(cause);
      await page.waitForURL((url) => url.searchParams.get('cause') === cause);
      await page.locator('[data-list=rows]').waitFor();
      const some = await visible();
      expect(some).toBeGreaterThan(0);
      expect(some).toBeLessThan(all);
      await page.reload();
      await expect.poll(visible).toBe(some);
      await page.getByRole('button', { name: 'Clear' }).click();
      await expect.poll(visible).toBe(all);
      await page.waitForURL((url) => url.search === '');
    });
  });
});

describe('odd values', () => {
  const facts = () => JSON.parse(site('all').text('postmortems.json')).postmortems as Fact[];
  type Fact = { id: string; severity: string | null; services: string[] };

  test('of every filter of the list are found, and no others', async () => {
    await inPage({}, async (page) => {
      await page.goto(addressOf('all', 'postmortems/'));
      const shown = () =>
        page.locator('[data-list] tbody tr:visible').evaluateAll((rows) => rows.map((row) => row.dataset.id));
      for (const key of ['severity', 'service', 'cause', 'year']) {
        const field = page.locator(`[data-filters] [name=${key}]`);
        const options = await field
          .locator('option')
          .evaluateAll((all) =>
            all.map((option) => ({ value: (option as HTMLOptionElement).value, text: option.textContent ?? '' })),
          );
        expect(options.length, key).toBeGreaterThan(2);
        for (const { value, text } of options.slice(1)) {
          await field.selectOption(value);
          const count = Number(/\((\d+)\)\s*$/.exec(text)?.[1]);
          await expect.poll(async () => (await shown()).length, { message: text }).toBe(count);
          const found = await shown();
          await page.reload();
          expect(await field.inputValue()).toBe(value);
          await expect.poll(shown, { message: `${text} from the address` }).toEqual(found);
        }
        await field.selectOption('');
        await expect.poll(async () => (await shown()).length).toBe(facts().length);
      }
      for (const { severity } of facts()) {
        await page.locator('[data-filters] [name=severity]').selectOption(severity ?? 'unknown');
        const wanted = facts().filter((other) => other.severity === severity);
        await expect.poll(shown).toEqual(wanted.map(({ id }) => id));
      }
    });
  });

  test('of every filter of the search are found, and no others', async () => {
    await inPage({}, async (page) => {
      for (const { severity, services } of facts()) {
        const wanted = [
          ['severity', severity ?? 'unknown', facts().filter((other) => other.severity === severity)],
          ...services.map(
            (name) => ['service', name, facts().filter((other) => other.services.includes(name))] as const,
          ),
        ] as const;
        for (const [key, value, found] of wanted) {
          await page.goto(addressOf('all', `search/?${new URLSearchParams({ [key]: value })}`));
          const ids = () =>
            page.locator('[data-result]').evaluateAll((all) => all.map((it) => (it as HTMLElement).dataset.result));
          await expect.poll(ids, { message: `${key} ${value}` }).toEqual(found.map(({ id }) => id));
          const box = page.locator(`input[name=${key}]:checked`);
          expect(await box.getAttribute('value')).toBe(value);
          await expect
            .poll(() => page.locator(`label:has(:checked) [data-count]`).textContent())
            .toBe(String(found.length));
        }
      }
    });
  });

  test('that are none leave the list whole', async () => {
    await inPage({}, async (page) => {
      await page.goto(addressOf('all', 'postmortems/?severity=Sev+9&service=toString'));
      expect(await page.locator('[data-list] tbody tr:visible').count()).toBe(facts().length);
      expect(
        await page
          .locator('[data-filters] select')
          .evaluateAll((all) => all.map((it) => (it as HTMLSelectElement).selectedIndex)),
      ).toEqual([0, 0, 0, 0]);
    });
  });
});

describe('the keyboard', () => {
  test('reaches the content by the skip link', async () => {
    await inPage({}, async (page) => {
      await page.goto(addressOf('example', 'postmortems/'));
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').textContent()).toMatch(/skip/i);
      expect(await page.locator(':focus').isVisible()).toBe(true);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/#*');
      await page.keyboard.press('Tab');
      expect(await page.locator('main :focus').count()).toBe(1);
    });
  });

  test.each(['', 'postmortems/', 'search/'])(
    'reaches search, sections and results from /%s, and shows where it is',
    async (path) => {
      await inPage({}, async (page) => {
        await page.goto(addressOf('example', path));
        const reached = new Set<string>();
        const bare: string[] = [];
        for (let step = 0; step < 60; step++) {
          await page.keyboard.press('Tab');
          const at = await page.evaluate(() => {
            const it = document.activeElement;
            if (!it || it === document.body) return undefined;
            const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(it);
            const isMarked = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
            return {
              is: ['nav', 'search', 'main', '[name=q]'].filter((it_) => it.closest(it_)),
              isMarked,
              html: it.outerHTML.slice(0, 120),
            };
          });
          if (!at) break;
          for (const it of at.is) reached.add(it);
          if (!at.isMarked) bare.push(at.html);
        }
        expect(reached).toEqual(expect.objectContaining(new Set(['nav', 'main', '[name=q]'])));
        expect(bare).toEqual([]);
      });
    },
  );
});

describe('without JavaScript', () => {
  const plain = { javaScriptEnabled: false };

  test('the list shows every postmortem and no dead controls', async () => {
    await inPage(plain, async (page) => {
      await page.goto(addressOf('example', 'postmortems/'));
      const ids = JSON.parse(site('example').text('postmortems.json')).postmortems.map(({ id }: { id: string }) => id);
      const links = await page
        .locator('main a:visible')
        .evaluateAll((found) => found.map((a) => (a as HTMLAnchorElement).pathname));
      expect(links).toEqual(expect.arrayContaining(ids.map((id: string) => `/postmortems/${id}/`)));
      expect(await page.locator('main form:visible').count()).toBe(0);
    });
  });

  test('a postmortem is whole', async () => {
    const { path } = kindsOf('example').find(({ kind }) => kind === 'postmortems/*') ?? {};
    const texts = await Promise.all(
      [true, false].map((javaScriptEnabled) =>
        inPage({ javaScriptEnabled }, async (page) => {
          await page.goto(addressOf('example', path));
          // What only a script can do is only offered by it.
          await page.locator('fieldset, .copy').evaluateAll((controls) => {
            for (const control of controls) control.remove();
          });
          return page.locator('[data-postmortem]').innerText();
        }),
      ),
    );
    const words = (text = '') => text.split(/\s+/).filter((word) => word.length > 3);
    const missing = words(texts[0]).filter((word) => !texts[1]?.includes(word));
    expect(words(texts[1]).length).toBeGreaterThan(100);
    expect(missing).toEqual([]);
  });

  test('the search page leads to the other ways of finding', async () => {
    await inPage(plain, async (page) => {
      await page.goto(addressOf('example', 'search/'));
      const links = await page
        .locator('main a:visible')
        .evaluateAll((found) => found.map((a) => (a as HTMLAnchorElement).pathname));
      expect(links).toEqual(expect.arrayContaining(['/postmortems/', '/causes/', '/services/']));
    });
  });

  test.each(['', 'causes/', 'no/such/page/'])(
    'the page %s has sections, and no search box that leads nowhere',
    (path) =>
      inPage(
        plain,
        async (page) => {
          await page.goto(addressOf('example', path));
          expect(await page.locator('[name=q]:visible, [data-search-open]:visible').count()).toBe(0);
          await page.getByRole('navigation').getByRole('link', { name: 'Causes' }).first().click();
          await page.waitForURL('**/causes/');
        },
        /404/,
      ),
  );
});

test('every section can be reached on a phone', async () => {
  await inPage({ viewport: PHONE, hasTouch: true, isMobile: true }, async (page) => {
    for (const id of SECTIONS) {
      await page.goto(addressOf('example'));
      await page
        .getByRole('navigation')
        .getByRole('link', { name: en[`sections.${id}`], exact: true })
        .first()
        .click();
      await page.waitForURL(`**/${id}/`);
      expect(await page.locator('h1').count()).toBe(1);
    }
  });
});

test('an address that does not exist shows the way', async () => {
  await inPage(
    {},
    async (page) => {
      const response = await page.goto(addressOf('open', 'no/such/page/'));
      expect(response?.status()).toBe(404);
      expect(await page.locator('[name=q]').first().isVisible()).toBe(true);
      await page.locator('a[href="/kb/"]').first().click();
      await page.waitForURL('**/kb/');
    },
    /404/,
  );
});

test('under a base path every page is whole', async () => {
  await inPage({}, async (page) => {
    for (const { path } of kindsOf('open')) {
      if (path === '404.html') continue;
      await page.goto(addressOf('open', path));
      expect(await page.locator('h1').isVisible(), path).toBe(true);
    }
  });
});

test('a former address leads on to the page of today', async () => {
  await inPage({}, async (page) => {
    await page.goto(addressOf('open', 'postmortems/an-old-name/'));
    await page.waitForURL('**/kb/postmortems/2024-04-04-renamed/');
  });
});
