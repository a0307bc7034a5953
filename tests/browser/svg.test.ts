import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cleanSvg } from '../../src/disk/assets/svg/clean.ts';
import { askingPieces, askingSvgs, svg } from '../tools/archives/hostile-svg.ts';
import { launchChromium } from '../tools/browser/chromium.ts';

/** Of the ways of asking in the table those that were seen to work in Chromium; the others may in other browsers. */
const PROVEN = [
  ...['@import url()', '@import with an escape', 'url() with an escape', 'image-set()', 'a style sheet in pieces'],
  ...['a style attribute', 'a style attribute with an escape', 'an attribute with an escape'],
  ...['fill', 'clip-path', 'mask', 'filter', 'marker-start'].map((name) => `the attribute ${name}`),
  ...['an image', 'a use', 'a feImage', 'an animated image', 'an animated fill', 'an animated value between quotes'],
  ...['HTML', 'a script', 'a handler'],
];

let browser: Browser;

/** What the host of the site sends, by path; without a Content-Security-Policy, as the files must be harmless by themselves. */
const files = new Map<string, string>();
const site = createServer(({ url = '' }, response) => {
  const type = url.endsWith('.svg') ? 'image/svg+xml' : 'text/html';
  response.setHeader('Content-Type', type).end(files.get(url) ?? '');
});

/** What another host has been asked for. */
const asked: string[] = [];
const elsewhere = createServer(({ url = '' }, response) => {
  asked.push(url);
  response.setHeader('Access-Control-Allow-Origin', '*').writeHead(404).end();
});

let [here, there] = ['', ''];

beforeAll(async () => {
  browser = await launchChromium();
  [here, there] = [await listen(site), await listen(elsewhere)];
});
afterAll(async () => {
  await browser?.close();
  for (const server of [site, elsewhere]) server.close();
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Opens each file as a document of its own, in a frame, and returns what it asked for. */
async function requestsOf(texts: readonly string[]): Promise<string[][]> {
  const paths = texts.map((text, index) => {
    const path = `/${index}.svg`;
    files.set(path, text);
    return path;
  });
  const known = new Set(['/', ...paths].map((path) => here + path));
  files.set('/', paths.map((path) => `<iframe src="${path}"></iframe>`).join(''));
  const page = await browser.newPage();
  const requests: [document: string, url: string][] = [];
  page.on('request', (request) => {
    if (!known.has(request.url())) requests.push([request.frame().url(), request.url()]);
  });
  page.on('dialog', (dialog) => {
    requests.push([here, `dialog: ${dialog.message()}`]);
    void dialog.dismiss();
  });
  try {
    await page.goto(`${here}/`);
    // Until all have been drawn, with what their animations change.
    const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await Promise.all(page.frames().map((frame) => frame.evaluate(drawn)));
    expect(requests.filter(([document]) => !known.has(document))).toEqual([]);
    return paths.map((path) => requests.flatMap(([document, url]) => (document === here + path ? [url] : [])));
  } finally {
    await page.close();
  }
}

/** The file as it is published, with an image that is no reason to ask anybody. */
const clean = (text: string) => cleanSvg(text, async () => 'data:image/png;base64,AA==');

describe('an SVG that is opened by itself', () => {
  test('would ask another host if it were published as it is', async () => {
    const cases = askingSvgs(there);
    const requests = await requestsOf(cases.map(([, text]) => text));
    const loud = cases.flatMap(([name], index) =>
      requests[index]?.some((url) => url.startsWith(there)) ? [name] : [],
    );
    expect(loud).toEqual(expect.arrayContaining(PROVEN));
    await expect.poll(() => asked.length).toBeGreaterThan(0);
  });

  test('asks nobody for anything as it is published', async () => {
    const cases = askingSvgs(there);
    asked.length = 0;
    const requests = await requestsOf(await Promise.all(cases.map(([, text]) => clean(text))));
    expect(cases.flatMap(([name], index) => (requests[index]?.length ? [[name, requests[index]]] : []))).toEqual([]);
    expect(asked).toEqual([]);
  });

  test('asks nobody for anything, whatever its style is put together from', async () => {
    const css = fc.array(fc.constantFrom(...askingPieces(there)), { maxLength: 25 }).map((pieces) => pieces.join(''));
    const escaped = (text: string) => text.replaceAll(/[&<"\n]/g, (sign) => `&#${sign.charCodeAt(0)};`);
    const file = fc.tuple(css, css, css).map(([sheet, declarations, value]) => {
      const drawn = `<rect width="9" height="9" style="${escaped(declarations)}" fill="${escaped(value)}"/>`;
      return svg(`<style>${escaped(sheet)} svg{background:${escaped(value)}}</style>${drawn}`);
    });
    asked.length = 0;
    for (const texts of fc.sample(fc.array(file, { minLength: 50, maxLength: 50 }), 3)) {
      const cleaned = await Promise.all(texts.map(clean));
      const requests = await requestsOf(cleaned);
      expect(cleaned.filter((_, index) => requests[index]?.length)).toEqual([]);
    }
    expect(asked).toEqual([]);
  });
});
