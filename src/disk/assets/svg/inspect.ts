import type { Size } from '../raster.ts';
import { embeddedImage } from './clean.ts';
import { readSvg } from './read.ts';
import { IMAGES } from './vocabulary.ts';

/** What is known of an SVG file that can be published. */
export interface SvgFacts {
  /** CSS pixels; absent where the file leaves its size to the page. */
  size?: Size;
  /** The images within the file, as they are in it. */
  images: Buffer[];
}

/** Reads what a page has to know of an SVG file, or what is wrong with it, as part of a sentence. */
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

// CSS pixels; `em` and `ex` as in text of the usual size.
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

// What is larger is not meant, and what is smaller is not seen.
const [MIN_SIZE, MAX_SIZE] = [1, 100_000];

/** The size that a browser gives an image whose root has these attributes; a side that is not given follows the other one. */
function sizeOf(root: ReadonlyMap<string, string>): Size | undefined {
  const [, , boxWidth = 0, boxHeight = 0] = (root.get('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const ratio = boxWidth / boxHeight;
  const [ownWidth, ownHeight] = [lengthOf(root.get('width')), lengthOf(root.get('height'))];
  const width = ownWidth ?? (ownHeight === undefined ? boxWidth : ownHeight * ratio);
  const height = ownHeight ?? (ownWidth === undefined ? boxHeight : ownWidth / ratio);
  const isMeant = [width, height].every((side) => side >= MIN_SIZE && side <= MAX_SIZE);
  return isMeant ? { width: Math.round(width), height: Math.round(height) } : undefined;
}

/** A length in CSS pixels; `undefined` where there is none, or where it is a share of the page's. */
function lengthOf(text = ''): number | undefined {
  const [, number, unit = ''] = /^\s*(\d*\.?\d+(?:e[+-]?\d+)?)(px|in|cm|mm|pt|pc|em|ex)?\s*$/i.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * (UNITS[unit.toLowerCase()] ?? 1);
}
