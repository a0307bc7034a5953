/**
 * Takes screenshots of every type of page in every state, or compares two folders of screenshots:
 *
 *   npm run screenshots -- take FOLDER [--incidents 10000] [--only example/light-phone]
 *   npm run screenshots -- compare BEFORE AFTER
 *   npm run screenshots -- readme
 *
 * `take` builds the sites of the tests and one of a generated archive. `--only` takes those whose path starts so. `compare` prints the
 * screenshots that differ, and exits with status 1 if any do. `readme` takes the pictures of README.md.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import sharp from 'sharp';
import { writeCorpus } from '../bench/corpus.ts';
import { launchChromium } from '../tests/tools/browser/chromium.ts';
import { compareImages } from '../tests/tools/browser/compare-images.ts';
import { ROOT } from '../tests/tools/cli.ts';
import { serve } from '../tests/tools/sites/serve.ts';
import { build, buildSites } from '../tests/tools/sites/site-setup.ts';

/** How pages are shown. */
interface State {
  name: string;
  context: BrowserContextOptions;
  print?: boolean;
  largeText?: boolean;
}

const WIDTHS = {
  narrow: { width: 320, height: 640 },
  phone: { width: 390, height: 844 },
  laptop: { width: 1280, height: 900 },
  wide: { width: 1920, height: 1080 },
};
const SCHEMES = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  forced: { colorScheme: 'light', forcedColors: 'active' },
} as const;

const stateOf = (
  scheme: keyof typeof SCHEMES,
  width: keyof typeof WIDTHS,
  suffix = '',
  more: Partial<State> = {},
): State => ({
  name: `${scheme}-${width}${suffix}`,
  ...more,
  context: { ...SCHEMES[scheme], viewport: WIDTHS[width], reducedMotion: 'reduce', ...more.context },
});

const FEW_STATES = (['light', 'dark'] as const).flatMap((scheme) =>
  (['phone', 'laptop'] as const).map((width) => stateOf(scheme, width)),
);
const ALL_STATES = [
  ...(['light', 'dark', 'forced'] as const).flatMap((scheme) =>
    (['phone', 'laptop', 'wide'] as const).map((width) => stateOf(scheme, width)),
  ),
  ...(['phone', 'laptop'] as const).flatMap((width) => [
    stateOf('light', width, '-without-javascript', { context: { javaScriptEnabled: false } }),
    stateOf('light', width, '-large-text', { largeText: true }),
  ]),
  stateOf('light', 'narrow'),
  stateOf('light', 'laptop', '-print', { print: true }),
];

/** Addresses that have no file of their own. */
const MORE = ['nowhere/', 'search/?q=connection', 'search/?q=xqzzt'];

/** Pages of the example in README.md, by the name of their picture. */
const IN_README = { home: '', postmortem: 'postmortems/2024-04-15-login-pool-misconfigured/' };

const { values, positionals } = parseArgs({
  options: { incidents: { type: 'string', default: '1000' }, only: { type: 'string', default: '' } },
  allowPositionals: true,
});
const [command, first = '', second = ''] = positionals;
if (command === 'take' && first !== '') await take(path.resolve(first), Number(values.incidents), values.only);
else if (command === 'compare' && second !== '') process.exitCode = await compare(first, second);
else if (command === 'readme') await takeForReadme();
else throw new Error('Expected `take FOLDER`, `compare BEFORE AFTER` or `readme`');

async function take(folder: string, incidents: number, only: string): Promise<void> {
  const { sites, remove } = await buildSites();
  const large = mkdtempSync(path.join(tmpdir(), 'nevertwice-screenshots-'));
  const browser = await launchChromium();
  try {
    writeCorpus(path.join(large, 'archive'), incidents);
    const many = { archive: path.join(large, 'archive'), folder: path.join(large, 'site'), base: '/' };
    if ('many/'.startsWith(only) || only.startsWith('many/')) await build(many);
    for (const [name, site] of [...Object.entries(sites), ['many', many] as const]) {
      const states = name === 'example' ? ALL_STATES : FEW_STATES;
      const wanted = states.filter((state) => `${name}/${state.name}/`.startsWith(only) || only === '');
      if (wanted.length === 0) continue;
      const served = await serve(site.folder, site.base);
      for (const state of wanted)
        await takeAll(browser, state, pagesOf(site.folder), served.url, path.join(folder, name, state.name));
      await served.stop();
    }
  } finally {
    await browser.close();
    rmSync(large, { recursive: true });
    remove();
  }
}

async function takeAll(
  browser: Browser,
  state: State,
  pages: readonly string[],
  url: string,
  folder: string,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const context = await browser.newContext(state.context);
  const page = await context.newPage();
  if (state.print) await page.emulateMedia({ media: 'print' });
  for (const address of pages) {
    await page.goto(url + address, { waitUntil: 'networkidle' });
    if (state.largeText) await page.addStyleTag({ content: ':root { font-size: 200% }' });
    await screenshot(page, path.join(folder, `${fileNameOf(address)}.png`));
  }
  await context.close();
}

async function screenshot(page: Page, file: string): Promise<void> {
  if (await page.evaluate(() => 'fonts' in document)) await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: file, fullPage: true });
}

function fileNameOf(address: string): string {
  return address === '' ? 'index' : address.replace(/\/$/, '').replaceAll(/[/?=]+/g, '_');
}

/** Returns the addresses of one page of each type: the last one by its name. */
function pagesOf(site: string): string[] {
  const pages = readdirSync(site, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'index.html')
    .filter((file) => !readFileSync(path.join(site, file), 'utf8').includes('http-equiv="refresh"'))
    .map((file) => file.replaceAll(path.sep, '/').replace(/index\.html$/, ''));
  const byType = new Map(pages.sort().map((page) => [typeOf(page), page]));
  return [...byType.values(), ...MORE];
}

/** Returns the type of the page at an address: `causes/*` for causes, with `page` instead of the number of a list's further page. */
function typeOf(address: string): string {
  const parts = address.split('/').slice(0, -1);
  const named = parts.map((part, index) => {
    if (index === 0 || part === 'owners') return part;
    return /^\d{1,3}$/.test(part) ? 'page' : '*';
  });
  return named.join('/');
}

async function takeForReadme(): Promise<void> {
  const { sites, remove } = await buildSites();
  const served = await serve(sites.example.folder, sites.example.base);
  const browser = await launchChromium();
  try {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({
        colorScheme,
        viewport: { width: 1280, height: 1060 },
        deviceScaleFactor: 1.5,
      });
      for (const [name, address] of Object.entries(IN_README)) {
        await page.goto(served.url + address, { waitUntil: 'networkidle' });
        await page.evaluate(() => document.fonts.ready);
        const file = path.join(ROOT, 'docs/images', `${name}-${colorScheme}.webp`);
        await sharp(await page.screenshot())
          .webp({ quality: 85 })
          .toFile(file);
      }
    }
  } finally {
    await browser.close();
    await served.stop();
    remove();
  }
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
  const compared = await compareImages(before, after);
  if (typeof compared === 'string') return compared;
  return compared.share === 0 ? '' : `${(compared.share * 100).toFixed(2)} % of the pixels differ`;
}
