import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { violationsIn } from '../tools/browser/axe.ts';
import { addressOf, browsing, kindsOf, PHONE } from '../tools/browser/browse.ts';
import { site } from '../tools/sites/sites.ts';

const inPage = browsing();

/** An incident with code blocks, action items, earlier incidents and similar ones. */
const INCIDENT = 'postmortems/2023-08-10-connection-pool-exhausted/';

describe('the answer', () => {
  test('stands above the fold of a phone on every postmortem', async () => {
    const addresses = site('example')
      .pages.filter(({ source }) => source.includes('data-postmortem='))
      .map(({ address }) => address);
    expect(addresses.length).toBeGreaterThan(30);
    await inPage({ viewport: PHONE }, async (page) => {
      const below: string[] = [];
      let resolutions = 0;
      for (const address of addresses) {
        await page.goto(new URL(address, addressOf('example')).href);
        const ends = await page
          .locator('h1, .lede, [data-provenance], .answer [data-fact], .facts [data-fact=impact]')
          .evaluateAll((all) => all.map((it) => [it.className, it.getBoundingClientRect().bottom] as const));
        resolutions += await page.locator('.answer [data-fact=resolution]').count();
        expect(ends.length, address).toBeGreaterThan(3);
        below.push(...ends.filter(([, end]) => end > PHONE.height).map(([name, end]) => `${address} ${name} ${end}`));
      }
      expect(below).toEqual([]);
      // Four say that it is not known.
      expect(resolutions).toBe(addresses.length - 4);
    });
  });

  test('says what fixed the incident, how its action items stand, and leads to both', async () => {
    await inPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto(addressOf('example', INCIDENT));
      const resolution = page.locator('.answer [data-fact=resolution]');
      expect(await resolution.textContent()).toMatch(/^What fixed it\s*The maximum number of connections was raised/);
      expect(await page.locator('.answer [data-fact=actions] dd').innerText()).toBe('8 of 8 done');
      expect(await page.locator('[data-provenance=organization]').textContent()).toContain('Example Web Platform');
      await resolution.getByRole('link').click();
      expect(new URL(page.url()).hash).toBe('#resolution');
    });
  });

  test('of similar incidents says what fixed them', async () => {
    await inPage({}, async (page) => {
      await page.goto(addressOf('example', INCIDENT));
      expect(await page.locator('[data-similar]').first().innerText()).toMatch(/What fixed it: \w+/);
    });
  });
});

test.each(kindsOf('example').filter(({ kind }) => /^(?:causes|services|tags|years)\/\*$/.test(kind)))(
  'the incidents of $kind begin within one and a half screens of a phone',
  async ({ path }) => {
    await inPage({ viewport: PHONE }, async (page) => {
      await page.goto(addressOf('example', path));
      const box = await page.locator('[data-list], .postmortem-list').first().boundingBox();
      expect(box?.y).toBeLessThan(1.5 * PHONE.height);
    });
  },
);

test('the contents mark the section that is being read', async () => {
  await inPage({}, async (page) => {
    await page.goto(addressOf('example', INCIDENT));
    const contents = page.locator('[data-contents]');
    const marked = () => contents.locator('[aria-current=location]').allInnerTexts();
    expect(await marked()).toEqual([]);
    const names = await contents.getByRole('link').allInnerTexts();
    expect(names).toEqual(expect.arrayContaining(['Summary', 'Root cause', 'Similar incidents', 'Details']));
    for (const name of ['Root cause', 'Action items', 'Details', 'Impact']) {
      await contents.getByRole('link', { name, exact: true }).click();
      await expect.poll(marked).toEqual([name]);
    }
  });
});

test('code and the citation can be copied', async () => {
  const permissions = ['clipboard-read', 'clipboard-write'];
  await inPage({ permissions }, async (page) => {
    await page.goto(addressOf('example', INCIDENT));
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    const code = page.locator('.code-box').first();
    const text = await code.locator('pre').innerText();
    await code.hover();
    await code.getByRole('button', { name: 'Copy' }).click();
    await expect.poll(() => code.getByRole('button').innerText()).toBe('Copied');
    expect(await copied()).toBe(text.replace(/\n$/, ''));
    await page.locator('.citation').getByRole('button', { name: 'Copy' }).click();
    await expect
      .poll(copied)
      .toMatch(
        /^“The connection pool is smaller than the traffic”, Example Web Platform, 10 August 2023\. .*, 2023-08-10-connection-pool-exhausted\. https?:\/\/\S+\/postmortems\/2023-08-10-connection-pool-exhausted\/$/,
      );
  });
});

describe('the theme', () => {
  const background = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

  test('that the reader chose is kept on every page, without a flash of another', async () => {
    await inPage({ colorScheme: 'light' }, async (page) => {
      await page.goto(addressOf('example'));
      const light = await background(page);
      await page.getByLabel('dark', { exact: true }).check();
      const dark = await background(page);
      expect(dark).not.toBe(light);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await background(page)).toBe(dark);
      await page.emulateMedia({ colorScheme: 'light' });
      // Every frame from the first one with content on.
      await page.addInitScript(() => {
        const seen = new Set<string>();
        Object.assign(window, { seen });
        const look = () => {
          if (document.querySelector('h1')) seen.add(getComputedStyle(document.documentElement).backgroundColor);
          requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
      await page.goto(addressOf('example', INCIDENT));
      const seen = await page.evaluate(async () => {
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        return [...(window as unknown as { seen: Set<string> }).seen];
      });
      expect(seen).toEqual([dark]);
      expect(await page.getByLabel('dark', { exact: true }).isChecked()).toBe(true);
      await page.getByLabel('system', { exact: true }).check();
      expect(await background(page)).toBe(light);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await background(page)).toBe(dark);
    });
  });

  test('also changes the style sheets of an archive', async () => {
    await inPage({ colorScheme: 'light' }, async (page) => {
      await page.goto(addressOf('themed'));
      const accent = () =>
        page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--accent').trim());
      const light = await accent();
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await accent();
      expect(dark).not.toBe(light);
      await page.getByLabel('light', { exact: true }).check();
      expect(await accent()).toBe(light);
    });
  });

  test('stays as readable when it is chosen: axe sees no violation', async () => {
    await inPage({ colorScheme: 'light' }, async (page) => {
      await page.goto(addressOf('example', INCIDENT));
      await page.getByLabel('dark', { exact: true }).check();
      expect(await violationsIn(page)).toEqual([]);
    });
  });
});

describe('keyboard shortcuts', () => {
  test('are listed by ? and by their button, but not while typing', async () => {
    await inPage({}, async (page) => {
      await page.goto(addressOf('example'));
      const dialog = page.locator('[data-shortcuts]');
      await page.keyboard.press('?');
      expect(await dialog.isVisible()).toBe(true);
      expect(await violationsIn(page)).toEqual([]);
      await page.keyboard.press('Escape');
      expect(await dialog.isVisible()).toBe(false);
      await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
      expect(await dialog.isVisible()).toBe(true);
      await dialog.getByRole('button', { name: 'Close' }).click();
      await page.goto(addressOf('example', 'search/'));
      await page.locator('main [name=q]').pressSequentially('why?');
      expect(await dialog.isVisible()).toBe(false);
    });
  });
});

test.each(kindsOf('example'))(
  'the navigation is one row on phones, with the section in view: $kind',
  async ({ path }) => {
    await inPage({ viewport: { width: 320, height: 640 } }, async (page) => {
      await page.goto(addressOf('example', path));
      const links = page.locator('.site-nav a');
      const tops = await links.evaluateAll((all) => all.map((link) => link.getBoundingClientRect().top));
      expect(new Set(tops).size).toBe(1);
      const current = page.locator('.site-nav [aria-current]');
      if ((await current.count()) === 0) return;
      const [link, row] = await Promise.all([current.boundingBox(), page.locator('.site-nav').boundingBox()]);
      if (!link || !row) throw new Error('The navigation is not shown');
      // Browsers scroll by whole pixels.
      expect(link.x).toBeGreaterThanOrEqual(row.x - 1);
      expect(link.x + link.width).toBeLessThanOrEqual(row.x + row.width + 1);
    });
  },
);

test('without JavaScript, nothing is offered that does not work', async () => {
  await inPage({ javaScriptEnabled: false }, async (page) => {
    await page.goto(addressOf('example', INCIDENT));
    const offered = await page.getByRole('button').or(page.getByRole('radio')).count();
    expect(offered).toBe(0);
    expect(await page.locator('[data-citation]').innerText()).toContain('2023-08-10-connection-pool-exhausted');
  });
});

test('a printed page has its title and its address', async () => {
  await inPage({}, async (page) => {
    await page.goto(addressOf('example', INCIDENT));
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('h1').isVisible()).toBe(true);
    const source = page.locator('.print-source');
    expect(await source.isVisible()).toBe(true);
    expect(await source.innerText()).toMatch(
      /^.+: https?:\/\/\S+\/postmortems\/2023-08-10-connection-pool-exhausted\/$/,
    );
  });
});

describe('the italic font', () => {
  /** Returns the italic fonts that a page has loaded, and the text that needs one. */
  const italicsIn = (page: Page) =>
    page.evaluate(async () => {
      await document.fonts.ready;
      const loaded = [...document.fonts].filter(({ status, style }) => status === 'loaded' && style === 'italic');
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      let text = '';
      while (walker.nextNode()) {
        const { parentElement: element, textContent } = walker.currentNode;
        const { fontStyle = '', fontFamily = '' } = element?.checkVisibility() ? getComputedStyle(element) : {};
        if (fontStyle === 'italic' && fontFamily.includes('Newsreader')) text += textContent?.trim() ?? '';
      }
      return { isLoaded: loaded.length > 0, isNeeded: text !== '' };
    });

  test.each(kindsOf('example'))('is only loaded where text is italic: $kind', async ({ path }) => {
    await inPage({}, async (page) => {
      await page.goto(addressOf('example', path), { waitUntil: 'load' });
      const { isLoaded, isNeeded } = await italicsIn(page);
      expect(isLoaded).toBe(isNeeded);
    });
  });

  test('is loaded for emphasized words', async () => {
    await inPage({}, async (page) => {
      await page.goto(addressOf('example', 'postmortems/2024-04-15-login-pool-misconfigured/'));
      expect(await italicsIn(page)).toEqual({ isLoaded: true, isNeeded: true });
    });
  });
});
