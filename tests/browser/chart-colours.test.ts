import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { addressOf, browsing, kindsOf } from '../tools/browser/browse.ts';

const inPage = browsing();
const DRAWN = ['home', 'trends/', 'causes/*', 'services/*', 'tags/*', 'years/*', 'recurrences/', 'postmortems/*'];
const THEMES: [string, BrowserContextOptions][] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['forced colours, light', { colorScheme: 'light', forcedColors: 'active' }],
  ['forced colours, dark', { colorScheme: 'dark', forcedColors: 'active' }],
];

/** A shape as it is computed: the colours in which it is painted, and that of what lies behind it. */
interface Mark {
  name: string;
  paints: string[];
  ground: string;
}

/**
 * The marks of all drawings of a page: bars, dots, stems. Grids, axes and shades only lead the eye. A pattern counts with
 * the edge around it.
 */
function marksIn(page: Page): Promise<Mark[]> {
  return page.evaluate(() => {
    const LEADING =
      '.chart-grid, .chart-line, .middle-half, .strip-line, .strip-tick, .lane-bands *, .cut-space, defs *';
    const shapes = document.querySelectorAll<SVGElement>('main svg :is(rect, circle, path, line)');
    return [...shapes]
      .filter((shape) => !shape.matches(LEADING))
      .map((shape) => {
        const { fill, stroke } = getComputedStyle(shape);
        // A line has no inside, whatever its fill is.
        const isLine = shape.localName === 'line' || (shape.localName === 'path' && stroke !== 'none');
        let ground = '';
        for (let node: Element | null = shape; node && ground === ''; node = node.parentElement) {
          const { backgroundColor } = getComputedStyle(node);
          if (!/^(?:transparent|rgba\(.*, 0\))$/.test(backgroundColor)) ground = backgroundColor;
        }
        return {
          name: `${shape.localName}.${shape.getAttribute('class')}`,
          paints: isLine ? [stroke] : [fill, stroke],
          ground,
        };
      });
  });
}

/** The swatches of legends: the colours of their inside and of their edge. A gradient counts with its edge, or by its colours. */
function swatchesIn(page: Page): Promise<Mark[]> {
  return page.evaluate(() => {
    const SWATCHES = '.phase-swatch, .key, .legend-dot, .legend-dot-recurred, .legend-action, .legend-quiet, .recurred';
    return [...document.querySelectorAll(`main :is(${SWATCHES})`)].map((element) => {
      const style = getComputedStyle(element, '::before');
      const edge = Number.parseFloat(style.borderTopWidth) > 0 ? [style.borderTopColor] : [];
      let ground = '';
      for (let node: Element | null = element; node && ground === ''; node = node.parentElement) {
        const { backgroundColor } = getComputedStyle(node);
        if (!/^(?:transparent|rgba\(.*, 0\))$/.test(backgroundColor)) ground = backgroundColor;
      }
      const inside = style.backgroundImage.match(/rgb\([^)]*\)/g) ?? [style.backgroundColor];
      return { name: String(element.className), paints: [...edge, ...inside], ground };
    });
  });
}

/** Red, green and blue from 0 to 1; `undefined` for what is no opaque colour. */
function channels(colour: string): number[] | undefined {
  const match = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour);
  return match?.slice(1).map((channel) => Number(channel) / 255);
}

/** Relative luminance after WCAG 2.2. */
function luminance(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((each) =>
    each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast after WCAG 2.2, from 1 to 21; 1 where one of both is no opaque colour. */
function contrast(a: string, b: string): number {
  const [first, second] = [channels(a), channels(b)];
  if (!first || !second) return 1;
  const [dark = 0, light = 0] = [luminance(first), luminance(second)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

test.each([
  ['rgb(0, 0, 0)', 'rgb(255, 255, 255)', 21],
  ['rgb(119, 119, 119)', 'rgb(255, 255, 255)', 4.48],
  ['none', 'rgb(255, 255, 255)', 1],
])('the contrast of %s on %s is %d', (a, b, expected) => expect(contrast(a, b)).toBeCloseTo(expected, 2));

describe.each(THEMES)('in %s', (_, theme) => {
  describe.each(['example', 'all'] as const)('every mark in the drawings of the site %s stands out', (name) => {
    test.each(kindsOf(name).filter(({ kind }) => DRAWN.includes(kind)))('$kind', ({ path }) =>
      inPage(theme, async (page) => {
        await page.goto(addressOf(name, path));
        const marks = [...(await marksIn(page)), ...(await swatchesIn(page))];
        // WCAG 1.4.11: what is needed to understand a graphic has 3:1.
        const stands = ({ paints, ground }: Mark) => paints.some((paint) => contrast(paint, ground) >= 3);
        expect(marks.filter((mark) => !stands(mark))).toEqual([]);
        // Black is what a browser draws where no style sheet says anything, and no colour of the site.
        if (!theme.forcedColors) expect(marks.filter(({ paints }) => paints.includes('rgb(0, 0, 0)'))).toEqual([]);
      }),
    );

    test('marks are there to be looked at', () =>
      inPage(theme, async (page) => {
        await page.goto(addressOf(name));
        const bars = (await marksIn(page)).filter(({ name }) => name.startsWith('rect.'));
        expect(bars.length).toBeGreaterThan(2);
        const { path } = kindsOf(name).find(({ kind }) => kind === 'postmortems/*') ?? {};
        await page.goto(addressOf(name, path));
        expect((await marksIn(page)).filter(({ name }) => name.includes('phase')).length).toBeGreaterThan(1);
        expect((await swatchesIn(page)).length).toBeGreaterThan(1);
      }));
  });
});

describe.each(THEMES)('numbers on tints in %s', (_, theme) => {
  test('are readable', () =>
    inPage(theme, async (page) => {
      await page.goto(addressOf('example', 'trends/'));
      const cells = await page.evaluate(() => {
        const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        // Mixed colours are computed as `color(srgb …)`: a canvas converts any colour.
        const plain = (colour: string) => {
          if (!canvas) return '';
          canvas.fillStyle = colour;
          canvas.fillRect(0, 0, 1, 1);
          const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
          return `rgb(${red}, ${green}, ${blue})`;
        };
        return [...document.querySelectorAll('main td[class^=heat]')].map((cell) => ({
          ground: plain(getComputedStyle(cell).backgroundColor),
          ink: plain(getComputedStyle(cell.querySelector('a') ?? cell).color),
          text: cell.textContent,
        }));
      });
      expect(cells.length).toBeGreaterThan(20);
      expect(cells.filter(({ ground, ink }) => contrast(ground, ink) < 4.5)).toEqual([]);
    }));
});
