import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { drawCard } from '../../../src/site/cards/draw-card.ts';
import { openTypeface, type Typeface } from '../../../src/site/cards/typeface.ts';
import type { CardText } from '../../../src/site/data/card-text.ts';
import { ROOT } from '../../tools/cli.ts';

const FONTS = path.join(ROOT, 'node_modules/@fontsource-variable/newsreader/files');
const fontOf = (part: string) => readFileSync(path.join(FONTS, `newsreader-${part}-wght-normal.woff2`));

let typeface: Typeface;
beforeAll(async () => {
  typeface = await openTypeface(['latin', 'latin-ext'].map(fontOf));
});

const TEXT: CardText = {
  ...{ archive: 'Incidents', title: 'Login fails', date: '15 April 2024' },
  facts: [{ name: 'Impact', value: '~40%' }],
};
const draw = (text: Partial<CardText>) => drawCard({ ...TEXT, ...text }, typeface, '#0d5f58');

/** Returns whether anything is drawn in a part of a card: left, top, width and height in pixels. */
async function isDrawn(card: Uint8Array | undefined, [left, top, width, height]: [number, number, number, number]) {
  const part = await sharp(card).extract({ left, top, width, height }).toColourspace('b-w').raw().toBuffer();
  return part.some((value) => value < 128);
}

describe('a share card', () => {
  test('is an image of the size that networks show, without metadata', async () => {
    const { format, width, height, exif, xmp } = await sharp(await draw({})).metadata();
    expect({ format, width, height, exif, xmp }).toEqual({ format: 'png', width: 1200, height: 630 });
  });

  test.each<[string, Partial<CardText>]>([
    ['a word wider than a line', { title: 'W'.repeat(200) }],
    ['a title of 200 characters', { title: 'incident '.repeat(22) }],
    ['a long name of the archive', { archive: 'archive '.repeat(30) }],
    ['facts wider than a line', { facts: Array.from({ length: 5 }, () => ({ name: 'Cause', value: 'W'.repeat(12) })) }],
  ])('keeps its margins with %s', async (_, text) => {
    const card = await draw(text);
    expect(await isDrawn(card, [0, 0, 76, 600])).toBe(false);
    expect(await isDrawn(card, [1124, 0, 76, 600])).toBe(false);
    expect(await isDrawn(card, [80, 120, 1040, 300])).toBe(true);
  });

  test.each(['Ścieżka', 'a\u00a0b\tc', 'x < y & "z" – ‘q’ …'])('is drawn with the characters of %j', async (title) =>
    expect(await draw({ title })).toBeInstanceOf(Uint8Array),
  );

  test.each(['障害', 'تعطل', '🔥'])('is not drawn with %j, which the typeface lacks', async (title) => {
    expect(await draw({ title })).toBeUndefined();
  });

  test('leaves SVG blocked for linked images', async () => {
    const { inspectRaster } = await import('../../../src/disk/assets/raster.ts');
    await draw({});
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';
    expect(await inspectRaster(Buffer.from(svg))).toBeUndefined();
  });

  test('says what its text says: another text is another image', async () => {
    const cards = await Promise.all(
      [{}, { title: 'Login failed' }, { facts: [] }, { date: '16 April 2024' }].map(draw),
    );
    expect(new Set(cards.map((card) => Buffer.from(card ?? []).toString('base64'))).size).toBe(cards.length);
  });
});
