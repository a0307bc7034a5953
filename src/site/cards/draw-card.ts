import sharp from 'sharp';
import type { CardText } from '../data/card-text.ts';
import type { Typeface } from './typeface.ts';
import { shorten, wrap } from './wrap.ts';

// The size that networks show without cutting.
const [WIDTH, HEIGHT] = [1200, 630];
const MARGIN = 80;
const [PAPER, INK, MUTED] = ['#f4f6f3', '#17211e', '#55615c'];
/** Colors of the image without transitions: a fifth of the bytes, and no visible difference. */
const COLORS = 16;

const SVG = { operation: ['VipsForeignLoadSvg'] };
/** Number of cards that are being drawn. */
let drawing = 0;

/** Sizes of a title and the number of lines for which there is space, largest first. */
const TITLES = [
  { size: 84, lines: 2 },
  { size: 68, lines: 3 },
  { size: 54, lines: 4 },
] as const;

/**
 * Draws the share card of a page as PNG, 1200 pixels wide. The accent is `#rrggbb`. Returns `undefined` if the typeface lacks
 * a character of the text.
 */
export async function drawCard(written: CardText, typeface: Typeface, accent: string): Promise<Uint8Array | undefined> {
  const text = spaced(written);
  const all = [text.archive, text.title, text.date, '…', ...text.facts.flatMap(({ name, value }) => [name, value])];
  if (!typeface.has(all.join(''))) return undefined;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
<rect width="${WIDTH}" height="${HEIGHT}" fill="${PAPER}"/>
<rect y="606" width="${WIDTH}" height="24" fill="${accent}"/>
<g fill="${MUTED}">${header(text, typeface)}</g>
<g fill="${INK}">${title(text.title, typeface)}</g>
${facts(text.facts, typeface)}</svg>`;
  // `src/disk/assets/raster.ts` blocks SVG, which linked images must not be. No image is read meanwhile.
  drawing += 1;
  sharp.unblock(SVG);
  try {
    return await sharp(Buffer.from(svg)).png({ palette: true, colours: COLORS, dither: 0, effort: 1 }).toBuffer();
  } finally {
    drawing -= 1;
    if (drawing === 0) sharp.block(SVG);
  }
}

/** Returns a text with a simple space in place of any other, for which a typeface may have no letter form. */
function spaced({ archive, title, date, facts }: CardText): CardText {
  const plain = (text: string) => text.replaceAll(/\s+/g, ' ');
  return {
    ...{ archive: plain(archive), title: plain(title), date: plain(date) },
    facts: facts.map(({ name, value }) => ({ name: plain(name), value: plain(value) })),
  };
}

/** Draws the name of the archive, and the date at the right. */
function header({ archive, date }: CardText, typeface: Typeface): string {
  const size = 34;
  const dateWidth = typeface.widthOf(date, size);
  const name = fitted(archive, WIDTH - 2 * MARGIN - dateWidth - 40, size, typeface);
  const left = typeface.draw(name, { x: MARGIN, y: 104, size });
  return left + typeface.draw(date, { x: WIDTH - MARGIN - dateWidth, y: 104, size });
}

/** Draws the title in the largest size in which all of it fits. A title that fits in none is cut. */
function title(text: string, typeface: Typeface): string {
  const width = WIDTH - 2 * MARGIN;
  const wrapped = TITLES.map(({ size, lines }) => {
    return { size, most: lines, lines: wrap(text, width, (part) => typeface.widthOf(part, size)) };
  });
  const { size, most, lines } = wrapped.find(({ most, lines }) => lines.length <= most) ?? (wrapped.at(-1) as Wrapped);
  const shown = lines.slice(0, most);
  const widthOf = (part: string) => typeface.widthOf(part, size);
  if (lines.length > most) shown.push(shorten(`${shown.pop() ?? ''} ${lines[most] ?? ''}`, width, widthOf));
  return shown.map((line, at) => typeface.draw(line, { x: MARGIN, y: 150 + size + at * size * 1.16, size })).join('');
}

interface Wrapped {
  size: number;
  most: number;
  lines: string[];
}

/** Draws the facts in columns, as many as fit. */
function facts(all: CardText['facts'], typeface: Typeface): string {
  const [nameSize, valueSize, gap] = [28, 44, 64];
  let x = MARGIN;
  let svg = '';
  for (const { name, value } of all) {
    const left = WIDTH - MARGIN - x;
    const shown = fitted(value, left, valueSize, typeface);
    const width = Math.max(typeface.widthOf(name, nameSize), typeface.widthOf(shown, valueSize));
    if (width > left || shown === '…') break;
    svg += `<g fill="${MUTED}">${typeface.draw(name, { x, y: 494, size: nameSize })}</g>`;
    svg += `<g fill="${INK}">${typeface.draw(shown, { x, y: 552, size: valueSize })}</g>`;
    x += width + gap;
  }
  return svg;
}

/** Returns a text that fits into a line. */
function fitted(text: string, width: number, size: number, typeface: Typeface): string {
  const widthOf = (part: string) => typeface.widthOf(part, size);
  return widthOf(text) <= width ? text : shorten(text, width, widthOf);
}
