import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

/** Files of the serif font, which has weights from 200 to 800. */
const SERIF = /newsreader-[^/]+\.woff2$/;
/** The weights that pages use. */
const WEIGHTS = { wght: { min: 400, max: 700, default: 400 } };
const ALL_CHARACTERS = Array.from({ length: 0x10000 }, (_, code) =>
  code >= 0xd800 && code < 0xe000 ? '' : String.fromCodePoint(code),
).join('');

/** Leaves out of the serif font the weights that no page uses, a third of its size. Returns other files as they are. */
export async function lighterFont(name: string, content: Uint8Array): Promise<Uint8Array> {
  if (!SERIF.test(name)) return content;
  return subsetFont(Buffer.from(content), ALL_CHARACTERS, { targetFormat: 'woff2', variationAxes: WEIGHTS });
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
