import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ChangedFileError } from '../failure.ts';
import { ABSENT, codeOf, DENIED } from '../read.ts';
import { write } from '../write.ts';
import { isImage, isRaster } from './asset-kinds.ts';
import { decodeUtf8, type Inspected, type Version } from './inspect-asset.ts';
import { canDecode, inspectRaster, publishRaster, type Size } from './raster.ts';

/** A file beside the Markdown that the site publishes. */
export interface Asset {
  /** Absolute path of the original. */
  file: string;
  /** Path within the site, with `/`; changes with the content, so that it may be cached for ever. */
  href: string;
  /** CSS pixels of an image as published; absent where an SVG leaves its size to the page. */
  size?: Size;
  version: Version;
}

// Part of every address: raise it when files are published in another form, as browsers keep those they have for ever.
const FORM = '2';

/** Gives a file its address. `file` is its absolute path, `target` the one within the archive. Throws what the disk does. */
export async function addressAsset(file: string, target: string, inspected: Inspected): Promise<Asset> {
  const { content, size, version } = inspected;
  const hash = createHash('sha256').update(FORM);
  for await (const chunk of content ? [content] : createReadStream(file)) hash.update(chunk);
  const { dir, name, ext } = path.posix.parse(target);
  // What is added to a long name would make it longer than file systems take.
  const start = [...name].slice(0, 50).join('');
  const published = isRaster(target) ? '.webp' : ext.toLowerCase();
  const href = path.posix.join('files', dir, `${start}.${hash.digest('hex').slice(0, 10)}${published}`);
  return { file, href, version, ...(size && { size }) };
}

/**
 * Writes a file's published form under `out`: images of pixels as WebP of up to 1600 pixels across and without metadata, SVG
 * without whatever could run or ask another host for anything, all others as they are. Throws `ChangedFileError` where the
 * original is no longer what was read.
 */
export async function writeAsset(asset: Asset, out: string): Promise<void> {
  const target = path.join(out, asset.href);
  await mkdir(path.dirname(target), { recursive: true });
  const source = await openSource(asset);
  try {
    // It may be of any size by now.
    await assertUnchanged(source, asset);
    if (isImage(asset.file)) {
      const content = await source.readFile();
      await assertUnchanged(source, asset);
      await write(target, isRaster(asset.file) ? await toWebp(content) : await toCleanSvg(content));
    } else {
      await pipeline(source.createReadStream({ autoClose: false }), createWriteStream(target));
      await assertUnchanged(source, asset);
    }
  } finally {
    await source.close();
  }
}

async function openSource({ file }: Asset): Promise<FileHandle> {
  try {
    return await open(file);
  } catch (error) {
    throw [...ABSENT, ...DENIED].includes(codeOf(error)) ? new ChangedFileError(file, error) : error;
  }
}

async function assertUnchanged(source: FileHandle, { file, version }: Asset): Promise<void> {
  const { size, mtimeMs } = await source.stat();
  if (size !== version.size || mtimeMs !== version.mtimeMs) throw new ChangedFileError(file);
}

async function toWebp(content: Buffer): Promise<Buffer> {
  const facts = await inspectRaster(content);
  if (!facts) throw new Error('The image cannot be read');
  return publishRaster(content, facts);
}

async function toCleanSvg(content: Buffer): Promise<string> {
  const { cleanSvg } = await import('./svg/clean.ts');
  return cleanSvg(decodeUtf8(content) ?? '', publishInnerImage);
}

/** An image within an SVG as an address of its own; `undefined` where it cannot be read. */
async function publishInnerImage(image: Buffer): Promise<string | undefined> {
  const facts = await inspectRaster(image);
  if (!facts || !(await canDecode(image, facts))) return undefined;
  return `data:image/webp;base64,${(await publishRaster(image, facts)).toString('base64')}`;
}
