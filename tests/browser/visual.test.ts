import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { addressOf, browsing, DESKTOP, PHONE } from '../tools/browser/browse.ts';
import { compareImages } from '../tools/browser/compare-images.ts';
import { ROOT } from '../tools/cli.ts';
import type { SiteName } from '../tools/sites/site-setup.ts';

/** Images of how the views should look. */
const EXPECTED = path.join(import.meta.dirname, 'views');
/** Images of views that look different, and of the differences. */
const FAILED = path.join(ROOT, '.cache/views');
// Versions of Chromium draw letters differently: 0.6 % of the pixels in a page of text.
const TOLERANCE = 0.02;
const isAccepting = process.env.ACCEPT_VIEWS === '1';

const inPage = browsing();

/** Ten views, by the name of their image. */
const VIEWS: Record<string, { site: SiteName; address: string; viewport: typeof PHONE }> = {
  'home-phone': { site: 'example', address: '', viewport: PHONE },
  'home-laptop': { site: 'example', address: '', viewport: DESKTOP },
  'postmortem-phone': { site: 'example', address: 'postmortems/2021-06-08-fastly-latent-bug/', viewport: PHONE },
  'postmortem-laptop': { site: 'example', address: 'postmortems/2021-06-08-fastly-latent-bug/', viewport: DESKTOP },
  'cause-laptop': { site: 'example', address: 'causes/config-change/', viewport: DESKTOP },
  'list-laptop': { site: 'example', address: 'postmortems/', viewport: DESKTOP },
  'search-laptop': { site: 'example', address: 'search/?q=connection', viewport: DESKTOP },
  'actions-phone': { site: 'all', address: 'actions/', viewport: PHONE },
  'recurrences-laptop': { site: 'all', address: 'recurrences/', viewport: DESKTOP },
  'trends-laptop': { site: 'example', address: 'trends/', viewport: DESKTOP },
};

const SCHEMES = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  forced: { colorScheme: 'light', forcedColors: 'active' },
} as const;

const cases = Object.keys(SCHEMES).flatMap((scheme) => Object.keys(VIEWS).map((view) => [view, scheme] as const));

test.each(cases)('the view %s looks as expected, %s', async (view, scheme) => {
  const { site, address, viewport } = VIEWS[view] as (typeof VIEWS)[string];
  const name = `${view}-${scheme}`;
  const seen = await inPage({ ...SCHEMES[scheme as keyof typeof SCHEMES], viewport }, async (page) => {
    await page.goto(addressOf(site, address), { waitUntil: 'networkidle' });
    await page.evaluate(() => document.fonts.ready);
    if (address.includes('?q=')) await page.locator('[data-search-state=done]').waitFor();
    return page.screenshot();
  });
  const expected = path.join(EXPECTED, `${name}.webp`);
  if (isAccepting) {
    mkdirSync(EXPECTED, { recursive: true });
    await sharp(seen).webp({ lossless: true }).toFile(expected);
    return;
  }
  const [actual, difference] = ['', '-difference'].map((end) => path.join(FAILED, `${name}${end}.png`)) as [
    string,
    string,
  ];
  for (const file of [actual, difference]) rmSync(file, { force: true });
  expect(existsSync(expected), `${expected} is missing; ACCEPT_VIEWS=1 creates it`).toBe(true);
  const compared = await compareImages(expected, seen);
  if (typeof compared !== 'string' && compared.share <= TOLERANCE) return;
  mkdirSync(FAILED, { recursive: true });
  await writeFile(actual, seen);
  if (typeof compared !== 'string') await writeFile(difference, await compared.drawn());
  const what = typeof compared === 'string' ? compared : `${(compared.share * 100).toFixed(1)} % of the pixels differ`;
  expect.fail(`${what}: look at ${actual}. If it is right, ACCEPT_VIEWS=1 npx vitest run --project browser visual`);
});
