/**
 * Takes a screenshot of every type of page of a built site, in each color scheme and at each width, or compares two
 * folders of screenshots:
 *
 *   node tools/screenshots.ts take site shots
 *   node tools/screenshots.ts compare shots-before shots-after
 *
 * `compare` prints the number of pixels in which two screenshots differ, and exits with status 1 if any do.
 */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { launchChromium } from '../tests/tools/browser/chromium.ts';
import { serve } from '../tests/tools/sites/serve.ts';

const WIDTHS = { phone: 390, laptop: 1280, wide: 1920 };
const SCHEMES = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  forced: { colorScheme: 'light', forcedColors: 'active' },
} as const;

/** Pages that occur once. Of other types, the first page of each folder is taken. */
const PAGES = [
  '',
  'postmortems/',
  'causes/',
  'services/',
  'actions/',
  'recurrences/',
  'trends/',
  'search/',
  'nowhere/',
];
const FOLDERS = ['postmortems', 'causes', 'services', 'tags', 'years'];

const [command, first = '', second = ''] = process.argv.slice(2);
if (command === 'take') await take(first, second);
else if (command === 'compare') process.exitCode = await compare(first, second);
else throw new Error('Expected `take SITE FOLDER` or `compare FOLDER FOLDER`');

async function take(site: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const pages = [...PAGES, ...FOLDERS.flatMap((name) => firstPageIn(site, name))];
  const served = await serve(site, '/');
  const browser = await launchChromium();
  try {
    for (const [scheme, colors] of Object.entries(SCHEMES)) {
      for (const [name, width] of Object.entries(WIDTHS)) {
        const options = { ...colors, viewport: { width, height: 900 }, reducedMotion: 'reduce' as const };
        await takeAll(browser, options, pages, served.url, path.join(folder, `${scheme}-${name}`));
      }
    }
  } finally {
    await browser.close();
    await served.stop();
  }
}

async function takeAll(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0],
  pages: readonly string[],
  url: string,
  folder: string,
): Promise<void> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  for (const address of pages) {
    await page.goto(url + address, { waitUntil: 'networkidle' });
    await page.evaluate(() => document.fonts.ready);
    const name = address === '' ? 'index' : address.replaceAll('/', '_').replace(/_$/, '');
    await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
  }
  await context.close();
}

function firstPageIn(site: string, folder: string): string[] {
  const inside = existsSync(path.join(site, folder))
    ? readdirSync(path.join(site, folder), { withFileTypes: true })
    : [];
  const [entry] = inside.filter((each) => each.isDirectory()).sort((a, b) => (a.name < b.name ? 1 : -1));
  return entry ? [`${folder}/${entry.name}/`] : [];
}

async function compare(before: string, after: string): Promise<number> {
  const files = readdirSync(before, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.png'));
  let status = 0;
  for (const file of files.sort()) {
    const difference = await differenceOf(path.join(before, file), path.join(after, file));
    if (difference === '') continue;
    status = 1;
    console.log(`${file}: ${difference}`);
  }
  console.log(`${files.length} screenshots compared`);
  return status;
}

/** Describes the difference between two images; empty if there is none. */
async function differenceOf(before: string, after: string): Promise<string> {
  if (!existsSync(after)) return 'is missing';
  const [a, b] = await Promise.all(
    [before, after].map((file) => sharp(file).raw().toBuffer({ resolveWithObject: true })),
  );
  if (!a || !b) return 'cannot be read';
  if (a.info.width !== b.info.width || a.info.height !== b.info.height)
    return `${a.info.width}×${a.info.height} became ${b.info.width}×${b.info.height}`;
  let count = 0;
  let top = a.info.height;
  for (let at = 0; at < a.data.length; at += a.info.channels) {
    if (a.data[at] === b.data[at] && a.data[at + 1] === b.data[at + 1] && a.data[at + 2] === b.data[at + 2]) continue;
    count += 1;
    top = Math.min(top, Math.floor(at / a.info.channels / a.info.width));
  }
  return count === 0 ? '' : `${count} pixels differ, the first in row ${top}`;
}
