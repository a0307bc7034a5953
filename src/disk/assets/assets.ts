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

/** A file that the site publishes, linked from a document or used by the theme. */
export type Asset = AssetAddress & ({ version: Version; content?: undefined } | { content: string });

interface AssetAddress {
  /** Absolute path of the original. */
  file: string;
  /** Path within the site, with `/`. Changes with the content, so that browsers may cache it forever. */
  href: string;
  /** Size of a published image in CSS pixels; absent if an SVG leaves its size to the page. */
  size?: Size;
}

// Part of every address. Increase it when the published form changes, as browsers cache files forever.
const FORMAT_VERSION = '2';

/**
 * Determines the address of a file. `file` is its absolute path, `target` its path within the archive. Throws file
 * system errors.
 */
export async function addressAsset(file: string, target: string, inspected: Inspected): Promise<Asset> {
  const { content, size, version } = inspected;
  const hash = createHash('sha256').update(FORMAT_VERSION);
  for await (const chunk of content ? [content] : createReadStream(file)) hash.update(chunk);
  const href = publishedPath(target, hash.digest('hex'));
  return { file, href, version, ...(size && { size }) };
}

/** Determines the address of a file whose published form is the text `content`; otherwise as `addressAsset`. */
export function addressText(file: string, target: string, content: string): Asset {
  const hash = createHash('sha256').update(FORMAT_VERSION).update(content).digest('hex');
  return { file, href: publishedPath(target, hash), content };
}

function publishedPath(target: string, hash: string): string {
  const { dir, name, ext } = path.posix.parse(target);
  // Leaves room for the hash and extension within the file system's limit for names.
  const start = [...name].slice(0, 50).join('');
  const published = isRaster(target) ? '.webp' : ext.toLowerCase();
  return path.posix.join('files', dir, `${start}.${hash.slice(0, 10)}${published}`);
}

/** Returns the path within the site of an asset as it is written in addresses. */
export function assetAddress({ href }: Asset): string {
  return href.split('/').map(encodeURIComponent).join('/');
}

/**
 * Writes the published form of a file under `out`: raster images as WebP of at most 1600 pixels across without
 * metadata, SVG without code and external references, other files unchanged. Throws `ChangedFileError` if the original
 * changed since it was read.
 */
export async function writeAsset(asset: Asset, out: string): Promise<void> {
  const target = path.join(out, asset.href);
  await mkdir(path.dirname(target), { recursive: true });
  if (asset.content !== undefined) return write(target, asset.content);
  const source = await openSource(asset);
  try {
    // Checks before reading, as the file may have become too large.
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

async function assertUnchanged(
  source: FileHandle,
  { file, version }: { file: string; version: Version },
): Promise<void> {
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

/** Converts an image inside an SVG to a data address; `undefined` if it cannot be read. */
async function publishInnerImage(image: Buffer): Promise<string | undefined> {
  const facts = await inspectRaster(image);
  if (!facts || !(await canDecode(image, facts))) return undefined;
  return `data:image/webp;base64,${(await publishRaster(image, facts)).toString('base64')}`;
}
