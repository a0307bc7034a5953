import {
  ColorSpace,
  contrastWCAG21,
  HSL,
  mix,
  OKLCH,
  type PlainColorObject,
  serialize,
  sRGB,
  to,
  tryColor,
} from 'colorjs.io/fn';

for (const space of [sRGB, HSL, OKLCH]) ColorSpace.register(space);

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The accent color of one theme, as `#rrggbb`. */
export interface Accent {
  /** Color of links and of marks on pages. */
  color: string;
  /** Background on which text in that color is readable too. */
  soft: string;
}

/** The backgrounds of text in each theme: `--paper`, `--surface` and `--sunken` of tokens.css. */
export const BACKGROUNDS: Readonly<Record<Theme, readonly [paper: string, surface: string, sunken: string]>> = {
  light: ['#f4f6f3', '#fcfdfb', '#e7ece6'],
  dark: ['#0f1513', '#161e1b', '#0a0f0d'],
};

/** Contrast of text that WCAG 2.2 requires at level AA. */
export const MIN_CONTRAST = 4.5;

/** Share of the accent in the soft background, before it is reduced for contrast. */
const SOFT = 0.14;
/** Step of lightness in OKLCH, less than an eye distinguishes. */
const STEP = 0.005;

/** Returns whether a text is an opaque color: a name, hexadecimal, `rgb()`, `hsl()` or `oklch()`. */
export function isColor(text: string): boolean {
  return parse(text) !== undefined;
}

/** Returns the lowest contrast of a color on the backgrounds of a theme: 4.5 for 4.5:1. The text must be a color. */
export function contrastIn(theme: Theme, text: string): number {
  const color = hexOf(mustParse(text));
  return Math.min(...BACKGROUNDS[theme].map((background) => contrast(color, background)));
}

/** Returns the nearest color of the same hue whose contrast is high enough in a theme, as `#rrggbb`. */
export function readableColor(theme: Theme, text: string): string {
  const color = to(mustParse(text), OKLCH);
  const [start, chroma, hue] = color.coords;
  // Rounding may have moved white and black out of their range.
  const nearest = Math.min(Math.max(start ?? 0, 0), 1);
  for (let lightness = nearest; lightness >= 0 && lightness <= 1; lightness += theme === 'light' ? -STEP : STEP) {
    const shade = hexOf({ ...color, coords: [lightness, chroma, hue] });
    if (contrastIn(theme, shade) >= MIN_CONTRAST) return shade;
  }
  return theme === 'light' ? '#000000' : '#ffffff';
}

/** Returns the accent of a theme for a color with enough contrast in it. */
export function accentOf(theme: Theme, color: string): Accent {
  const [paper] = BACKGROUNDS[theme];
  for (let share = SOFT; share > 0; share -= 0.01) {
    const soft = hexOf(mix(mustParse(paper), mustParse(color), share, { space: 'srgb', outputSpace: 'srgb' }));
    if (contrast(color, soft) >= MIN_CONTRAST) return { color, soft };
  }
  return { color, soft: paper };
}

function parse(text: string): PlainColorObject | undefined {
  // The library also reads other functions, whose color spaces are not registered.
  if (!/^(?:#[\da-f]+|[a-z]+|(?:rgb|hsl|oklch)a?\([^()]*\))$/i.test(text)) return undefined;
  const color = tryColor(text);
  // The library takes the names of an object's own functions for colors, too.
  if (!color || !Array.isArray(color.coords)) return undefined;
  return color.alpha === 1 && !color.coords.some((value) => Number.isNaN(value)) ? color : undefined;
}

function mustParse(text: string): PlainColorObject {
  const color = parse(text);
  if (!color) throw new Error(`Not a color: ${text}`);
  return color;
}

/** Returns a color as `#rrggbb`, moved into sRGB if it is outside. */
function hexOf(color: PlainColorObject): string {
  return serialize(to(color, sRGB, { inGamut: true }), { format: 'hex', collapse: false });
}

function contrast(color: string, background: string): number {
  return contrastWCAG21(mustParse(background), mustParse(color));
}
