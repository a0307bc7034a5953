import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  accentOf,
  BACKGROUNDS,
  contrastIn,
  isColor,
  MIN_CONTRAST,
  readableColor,
  THEMES,
} from '../../../src/archive/settings/accent.ts';
import { ROOT } from '../../tools/cli.ts';

const channel = fc.integer({ min: 0, max: 255 });
const hex = fc.tuple(channel, channel, channel).map(toHex);

function toHex(channels: readonly number[]): string {
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** Contrast as https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio defines it. */
function contrastOf(a: string, b: string): number {
  const [high = 0, low = 0] = [a, b].map(luminance).sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

test('the backgrounds are those of tokens.css', () => {
  const css = readFileSync(path.join(ROOT, 'src/site/styles/tokens.css'), 'utf8');
  const [light = '', dark = ''] = css.split('prefers-color-scheme: dark');
  const valuesIn = (text: string) =>
    ['paper', 'surface', 'sunken'].map((name) => new RegExp(`--${name}: (#[\\da-f]{6});`).exec(text)?.[1]);
  expect({ light: valuesIn(light), dark: valuesIn(dark.split('forced-colors')[0] ?? '') }).toEqual(BACKGROUNDS);
});

test.each([
  '#fff',
  '#0d5f58',
  'rebeccapurple',
  'rgb(10 20 30)',
  'rgb(10, 20, 30)',
  'hsl(20 80% 40%)',
  'oklch(0.7 0.3 150)',
])('%s is a color', (text) => expect(isColor(text)).toBe(true));

test.each([
  '',
  '#12',
  '#12345',
  '#ffffff80',
  'transparent',
  'constructor',
  'currentcolor',
  'Canvas',
  'none',
  'rgb(1 2 3 / 50%)',
  'url(x)',
])('%s is no color', (text) => expect(isColor(text)).toBe(false));

test('no text makes the check of colors fail', () => {
  const text = fc.oneof(
    fc.string(),
    fc.tuple(fc.constantFrom('rgb', 'hsl', 'oklch', 'hwb', '#'), fc.string()).map(([name, rest]) => `${name}(${rest})`),
  );
  fc.assert(fc.property(text, (each) => typeof isColor(each) === 'boolean'));
});

describe.each(THEMES)('in the %s theme', (theme) => {
  test('every color has a readable shade, on every background of the theme', () => {
    fc.assert(
      fc.property(hex, (color) => {
        const shade = readableColor(theme, color);
        const contrasts = BACKGROUNDS[theme].map((background) => contrastOf(shade, background));
        // The library's coefficients have more digits than those of WCAG.
        expect(contrastIn(theme, shade)).toBeGreaterThanOrEqual(MIN_CONTRAST);
        expect(Math.min(...contrasts)).toBeCloseTo(contrastIn(theme, shade), 2);
      }),
    );
  });

  test('a readable color stays as it is', () => {
    fc.assert(
      fc.property(hex, (color) => {
        if (contrastIn(theme, color) >= MIN_CONTRAST) expect(readableColor(theme, color)).toBe(color);
      }),
    );
  });

  test('text in the accent is readable on its soft background', () => {
    fc.assert(
      fc.property(hex, (color) => {
        const accent = accentOf(theme, readableColor(theme, color));
        expect(contrastOf(accent.color, accent.soft)).toBeGreaterThan(MIN_CONTRAST - 0.005);
      }),
    );
  });
});

test.each([
  ['light', '#ffcc00', 'darker'],
  ['light', '#ffffff', 'darker'],
  ['dark', '#000000', 'lighter'],
  ['dark', '#1257a6', 'lighter'],
] as const)('in the %s theme %s becomes %s, and only as much as it must', (theme, color, direction) => {
  const shade = readableColor(theme, color);
  expect(Math.sign(luminance(shade) - luminance(color))).toBe(direction === 'darker' ? -1 : 1);
  expect(contrastIn(theme, shade)).toBeLessThan(MIN_CONTRAST + 0.3);
});
