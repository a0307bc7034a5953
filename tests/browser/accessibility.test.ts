import { describe, expect, test } from 'vitest';
import { violationsIn } from '../tools/browser/axe.ts';
import { addressOf, browsing, DESKTOP, kindsOf, PHONE } from '../tools/browser/browse.ts';

const inPage = browsing();
const MODES = [
  { mode: 'light on a desktop', colorScheme: 'light', viewport: DESKTOP },
  { mode: 'dark on a desktop', colorScheme: 'dark', viewport: DESKTOP },
  { mode: 'dark on a phone', colorScheme: 'dark', viewport: PHONE },
  { mode: 'light on a phone', colorScheme: 'light', viewport: PHONE },
] as const;

describe.each(['example', 'all'] as const)('axe sees no violation of WCAG in the site %s', (name) => {
  test.each(kindsOf(name))('$kind', ({ path }) =>
    inPage({}, async (page) => {
      await page.goto(addressOf(name, path));
      const found: Record<string, string[]> = {};
      for (const { mode, colorScheme, viewport } of MODES) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        found[mode] = await violationsIn(page);
      }
      expect(found).toEqual(Object.fromEntries(MODES.map(({ mode }) => [mode, []])));
    }),
  );
});
