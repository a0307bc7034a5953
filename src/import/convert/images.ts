import { decode } from '../../postmortem/html/addresses.ts';
/** An image of a document. */
export interface Image {
  /** Its address in the draft, relative to it. */
  file: string;
  bytes: Uint8Array;
}

export type ReadImage = (address: string) => Promise<Uint8Array | undefined>;

const EXTENSIONS: Readonly<Record<string, string>> = {
  ...{ png: 'png', jpeg: 'jpg', jpg: 'jpg', gif: 'gif', webp: 'webp', 'svg+xml': 'svg', avif: 'avif' },
};
const EMBEDDED = /data:image\/([a-z+]+);base64,([A-Za-z\d+/=]+)/g;
const LINKED = /(!\[[^\]\n]{0,500}\]\()(<[^>\n]{1,500}>|[^\s)<]{1,500})(?=[\s)])/g;
const KNOWN = /\.(png|jpe?g|gif|webp|svg|avif)$/i;

/**
 * Takes the images out of a Markdown text: those embedded as base64, and those that it shows from files. The text then has their
 * addresses in the folder `images` beside the draft. Files have names made from their content, so that none overwrites another.
 */
export async function takeImages(text: string, read: ReadImage): Promise<{ text: string; images: Image[] }> {
  const images = new Map<string, Image>();
  const add = async (bytes: Uint8Array, extension: string): Promise<string> => {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
    const name = [...digest.subarray(0, 6)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const file = `images/${name}.${extension}`;
    images.set(file, { file, bytes });
    return file;
  };
  const extracted = await replaceEach(text, EMBEDDED, async (whole, kind = '', data = '') => {
    const extension = EXTENSIONS[kind];
    if (!extension || data.length < 16) return whole;
    return add(
      Uint8Array.from(atob(data.slice(0, data.length - (data.length % 4))), (sign) => sign.charCodeAt(0)),
      extension,
    );
  });
  const linked = await replaceEach(extracted, LINKED, async (whole, before = '', written = '') => {
    const address = written.replaceAll(/^<|>$/g, '');
    const extension = KNOWN.exec(address)?.[1]?.toLowerCase();
    if (!extension || /^(?:[a-z]+:|\/\/|#|images\/[\da-f]{12}\.)/i.test(address)) return whole;
    const bytes = await read(decode(address));
    return bytes ? `${before}${await add(bytes, EXTENSIONS[extension] ?? extension)}` : whole;
  });
  return { text: linked, images: [...images.values()] };
}

async function replaceEach(
  text: string,
  pattern: RegExp,
  replace: (...match: string[]) => Promise<string>,
): Promise<string> {
  let result = '';
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    result += text.slice(end, match.index) + (await replace(...match));
    end = match.index + match[0].length;
  }
  return result + text.slice(end);
}
