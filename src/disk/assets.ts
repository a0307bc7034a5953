import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { Failure } from './failure.ts';
import { write } from './write.ts';

/** A file beside the Markdown that the site publishes. */
export interface Asset {
  /** Path of the original, joined to the folder that the user named. */
  file: string;
  /** Path within the site, with `/`; changes with the content, so that it may be cached for ever. */
  href: string;
  /** CSS pixels of an image as published. */
  width?: number;
  height?: number;
}

const PHOTO = /\.(?:png|jpe?g)$/i;
const VECTOR = /\.svg$/i;
const IMAGE = /\.(?:png|jpe?g|gif|webp|avif|svg)$/i;
// Kinds that no browser runs code from; an HTML file would speak in the site's name.
const ATTACHMENT = /\.(?:png|jpe?g|gif|webp|avif|svg|pdf|txt|log|csv|json)$/i;

// As wide as the text column on a screen of double density.
const MAX_WIDTH = 1600;

/** Whether a file's name says that it is an image. */
export function isImage(file: string): boolean {
  return IMAGE.test(file);
}

/** Whether a file's name says that it is of a kind that the site publishes. */
export function isAttachment(file: string): boolean {
  return ATTACHMENT.test(file);
}

/** Looks at a file that exists; `target` is its path within the archive. `undefined` where an image cannot be read. */
export async function readAsset(file: string, target: string): Promise<Asset | undefined> {
  const content = await readFile(file);
  const hash = hashOf(content);
  const { dir, name, ext } = path.posix.parse(target);
  // What is added to a long name would make it longer than file systems take.
  const start = [...name].slice(0, 50).join('');
  const href = path.posix.join('files', dir, `${start}.${hash}${PHOTO.test(ext) ? '.webp' : ext.toLowerCase()}`);
  if (!isImage(target)) return { file, href };
  const size = await sizeOf(content, ext);
  if (!size) return undefined;
  // EXIF orientations from 5 on lie on their side.
  const [width, height] = (size.orientation ?? 1) >= 5 ? [size.height, size.width] : [size.width, size.height];
  const scale = PHOTO.test(ext) ? Math.min(1, MAX_WIDTH / width) : 1;
  return { file, href, width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** Of an image whose published form can be made; whatever is in the way of it is the content's, as that is in memory. */
async function sizeOf(content: Buffer, ext: string) {
  try {
    const { width, height, orientation } = await sharp(content, { animated: false }).metadata();
    if (PHOTO.test(ext)) await sharp(content).resize(1).toBuffer();
    if (VECTOR.test(ext)) await vectorOf(content);
    return { width, height, orientation };
  } catch {
    return undefined;
  }
}

/** Loads what only archives with SVG need: it takes as long as all the rest of `check`. */
async function vectorOf(content: Buffer): Promise<string> {
  const { cleanSvg } = await import('./svg.ts');
  return cleanSvg(content.toString('utf8'));
}

/**
 * Writes a file's published form under `out`: photographs and screenshots as WebP of up to 1600 pixels, SVG without
 * whatever could run (an SVG that is opened by itself is a page of the site), everything else as it is. Throws `Failure`
 * where the file is no longer what was looked at.
 */
export async function writeAsset({ file, href }: Asset, out: string): Promise<void> {
  const target = path.join(out, href);
  await mkdir(path.dirname(target), { recursive: true });
  const content = await readFile(file);
  if (!href.includes(`.${hashOf(content)}.`)) {
    throw new Failure(`${file} has changed while the site was being built; run the command again`);
  }
  if (PHOTO.test(file)) {
    const image = sharp(content).rotate().resize({ width: MAX_WIDTH, withoutEnlargement: true });
    await write(target, await image.webp({ quality: 85 }).toBuffer());
  } else if (VECTOR.test(file)) {
    await write(target, await vectorOf(content));
  } else {
    await write(target, content);
  }
}

/** What a file's published name has of its content. */
function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 10);
}
