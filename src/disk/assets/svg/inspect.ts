import type { Size } from '../raster.ts';
import { embeddedImage } from './clean.ts';
import { readSvg } from './read.ts';
import { IMAGES } from './vocabulary.ts';

/** Data about an SVG file that can be published. */
export interface SvgFacts {
  /** Size in CSS pixels; absent if the file leaves it to the page. */
  size?: Size;
  /** The embedded images, unconverted. */
  images: Buffer[];
}

/** Reads what a page needs to know of an SVG file, or returns a problem as part of a sentence. */
export function inspectSvg(text: string): SvgFacts | { problem: string } {
  let root: ReadonlyMap<string, string> | undefined;
  const images: Buffer[] = [];
  const problem = readSvg(text, {
    open(name, attributes) {
      root ??= attributes;
      const image = IMAGES.has(name) ? embeddedImage(attributes.get('href') ?? '') : undefined;
      if (image) images.push(image);
      return true;
    },
    text: () => undefined,
    close: () => undefined,
  });
  if (problem !== undefined) return { problem };
  const size = root && sizeOf(root);
  return { ...(size && { size }), images };
}

// In CSS pixels; `em` and `ex` at the default font size.
const UNITS: Record<string, number> = {
  '': 1,
  px: 1,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  pt: 4 / 3,
  pc: 16,
  em: 16,
  ex: 8,
};

// Larger sizes are mistakes, smaller ones invisible.
const [MIN_SIZE, MAX_SIZE] = [1, 100_000];

/** Returns the size that browsers give an image with these root attributes; a missing side follows from the other. */
function sizeOf(root: ReadonlyMap<string, string>): Size | undefined {
  const [, , boxWidth = 0, boxHeight = 0] = (root.get('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const ratio = boxWidth / boxHeight;
  const [ownWidth, ownHeight] = [lengthOf(root.get('width')), lengthOf(root.get('height'))];
  const width = ownWidth ?? (ownHeight === undefined ? boxWidth : ownHeight * ratio);
  const height = ownHeight ?? (ownWidth === undefined ? boxHeight : ownWidth / ratio);
  const isPlausible = [width, height].every((side) => side >= MIN_SIZE && side <= MAX_SIZE);
  return isPlausible ? { width: Math.round(width), height: Math.round(height) } : undefined;
}

/** Parses a length as CSS pixels; `undefined` if it is missing or relative to the page. */
function lengthOf(text = ''): number | undefined {
  const [, number, unit = ''] = /^\s*(\d*\.?\d+(?:e[+-]?\d+)?)(px|in|cm|mm|pt|pc|em|ex)?\s*$/i.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * (UNITS[unit.toLowerCase()] ?? 1);
}
