import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

/** Files of the fonts, which have weights from 200 to 900, and the largest weight that pages use of them. */
const FONTS = [
  { files: /newsreader-[^/]+\.woff2$/, max: 700 },
  { files: /source-sans-3-[^/]+\.woff2$/, max: 600 },
];
const ALL_CHARACTERS = Array.from({ length: 0x10000 }, (_, code) =>
  code >= 0xd800 && code < 0xe000 ? '' : String.fromCodePoint(code),
).join('');

/** Leaves out of a font the weights that no page uses, up to a third of its size. Returns other files as they are. */
export async function lighterFont(name: string, content: Uint8Array): Promise<Uint8Array> {
  const font = FONTS.find(({ files }) => files.test(name));
  if (!font) return content;
  const variationAxes = { wght: { min: 400, max: font.max, default: 400 } };
  return subsetFont(Buffer.from(content), ALL_CHARACTERS, { targetFormat: 'woff2', variationAxes });
}

/** Makes the fonts lighter that a build writes. */
export function lighterFonts(): Plugin {
  return {
    name: 'nevertwice:lighter-fonts',
    async generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== 'asset' || typeof output.source === 'string') continue;
        output.source = await lighterFont(output.fileName, output.source);
      }
    },
  };
}
