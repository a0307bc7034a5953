import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { addressOf, browsing, kindsOf } from '../tools/browser/browse.ts';

const inPage = browsing();
/** The text area of a page of A4, in pixels. */
const PAPER = { width: 673, height: 987 };
const DRAWN = ['home', 'trends/', 'causes/', 'causes/*', 'services/*', 'years/*', 'postmortems/*'];

/** Texts of drawings that cannot be read: too small, beside the page, or one upon another of the same drawing. */
function illegible(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const boxesOf = (drawing: Element) =>
      [...drawing.querySelectorAll('text')]
        .map((text) => ({ name: text.textContent?.trim() ?? '', box: text.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0);
    return [...document.querySelectorAll('svg[role=img], svg[role=group]')].flatMap((drawing) => {
      const texts = boxesOf(drawing);
      const alone = texts.flatMap(({ name, box }) => [
        ...(box.height <= 11 ? [`small: ${name}`] : []),
        ...(box.left < 0 || box.right > innerWidth ? [`outside: ${name}`] : []),
      ]);
      const pairs = texts.flatMap(({ name, box }, index) =>
        texts.slice(index + 1).flatMap((other) => {
          const width = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
          const height = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
          // The boxes of two lines touch, their letters do not.
          return width > 0 && height > 4 ? [`upon each other: ${name}, ${other.name}`] : [];
        }),
      );
      return [...alone, ...pairs];
    });
  });
}

/** Texts of the page upon which a drawing lies. */
function covered(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const marks = [...document.querySelectorAll('main svg :is(rect, circle, line, text)')]
      .map((mark) => mark.getBoundingClientRect())
      .filter(({ width, height }) => width + height > 0);
    const walker = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (walker.nextNode()) {
      const text = walker.currentNode;
      if (!text.textContent?.trim() || text.parentElement?.closest('svg')) continue;
      // Closed details keep their boxes.
      if (!text.parentElement?.checkVisibility()) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      // Letters do not fill their boxes.
      const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 8 && height > 8);
      const isCovered = boxes.some((box) =>
        marks.some(
          (mark) =>
            mark.left < box.right - 3 &&
            mark.right > box.left + 3 &&
            mark.top < box.bottom - 4 &&
            mark.bottom > box.top + 4,
        ),
      );
      if (isCovered) found.push(`covered: ${text.textContent.trim()}`);
    }
    return found;
  });
}

describe.each(['example', 'all'] as const)('the text of the drawings of the site %s is legible', (name) => {
  test.each(kindsOf(name).filter(({ kind }) => DRAWN.includes(kind)))('$kind', ({ path }) =>
    inPage({}, async (page) => {
      await page.goto(addressOf(name, path));
      const found: Record<number, string[]> = {};
      for (const width of [320, 390, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        found[width] = [...(await illegible(page)), ...(await covered(page))];
      }
      await page.setViewportSize(PAPER);
      await page.emulateMedia({ media: 'print' });
      const print = await covered(page);
      // Text at 200 %.
      await page.emulateMedia({ media: 'screen' });
      await page.setViewportSize({ width: 390, height: 800 });
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      const large = [...(await illegible(page)), ...(await covered(page))];
      expect({ ...found, print, large }).toEqual({ 320: [], 390: [], 1280: [], print: [], large: [] });
    }),
  );
});
