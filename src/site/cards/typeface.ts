import type { Font, Glyph } from 'fontkit';

/** A typeface in several files, each with the letters of some languages. */
export interface Typeface {
  /** Returns whether it has every character of a text. */
  has(text: string): boolean;
  /** Returns the width of a text in one line, in pixels. */
  widthOf(text: string, size: number): number;
  /** Returns a line of text as SVG, with its outlines: what reads the SVG needs no fonts. `x` and `y` are where its baseline begins. */
  draw(text: string, place: { x: number; y: number; size: number }): string;
}

/** A part of a line that one font has. */
interface Run {
  font: Font;
  text: string;
}

/** Opens the typeface in font files, of which earlier ones are preferred. */
export async function openTypeface(files: readonly Uint8Array[]): Promise<Typeface> {
  // Loaded only for sites with share cards.
  const { create } = await import('fontkit');
  const fonts = files.map((file) => create(Buffer.from(file)) as Font);
  const outlines = new Map(fonts.map((font) => [font, new Map<number, string>()]));
  const fontOf = (character: string) => fonts.find((font) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0));
  const runsOf = (text: string): Run[] => {
    const runs: Run[] = [];
    for (const character of text) {
      const font = fontOf(character);
      if (!font) throw new Error(`The typeface has no ${character}`);
      const last = runs.at(-1);
      if (last?.font === font) last.text += character;
      else runs.push({ font, text: character });
    }
    return runs;
  };
  /** Returns the outline of a glyph in the units of its font. */
  const outlineOf = (font: Font, glyph: Glyph): string => {
    const known = outlines.get(font);
    const outline = known?.get(glyph.id) ?? glyph.path.toSVG();
    known?.set(glyph.id, outline);
    return outline;
  };
  const rounded = (value: number) => Number(value.toFixed(2));
  return {
    has: (text) => [...text].every((character) => fontOf(character) !== undefined),
    widthOf: (text, size) =>
      runsOf(text).reduce((sum, { font, text }) => sum + (font.layout(text).advanceWidth * size) / font.unitsPerEm, 0),
    draw(text, { x, y, size }) {
      let at = x;
      return runsOf(text)
        .map(({ font, text }) => {
          const scale = size / font.unitsPerEm;
          const { glyphs, positions } = font.layout(text);
          return glyphs
            .map((glyph, index) => {
              const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
              const [left, base] = [rounded(at + xOffset * scale), rounded(y - yOffset * scale)];
              at += xAdvance * scale;
              const outline = outlineOf(font, glyph);
              const transform = `translate(${left} ${base}) scale(${scale.toFixed(5)} ${(-scale).toFixed(5)})`;
              return outline && `<path transform="${transform}" d="${outline}"/>`;
            })
            .join('');
        })
        .join('');
    },
  };
}
