import { readFile, stat } from 'node:fs/promises';
import { isRaster, isVector } from './asset-kinds.ts';
import { canDecode, inspectRaster, type Size } from './raster.ts';

/** A file that can be published. */
export interface Inspected {
  /** Content of an image; absent for other files, which are only read when they are copied. */
  content?: Buffer;
  /** Size of a published image in CSS pixels; absent if an SVG leaves its size to the page. */
  size?: Size;
  version: Version;
}

/** Detects changes of a file on disk. */
export interface Version {
  /** Bytes. */
  size: number;
  mtimeMs: number;
}

/**
 * Why a file cannot be published: the end of a sentence that begins with its name, and how to fix it unless the name is
 * wrong.
 */
export interface Refusal {
  problem: string;
  help?: string;
}

// Images are read into memory. Other files are only copied, and git hosts do not accept larger ones.
const LIMITS = {
  raster: { bytes: 25_000_000, help: 'Resize or crop it.' },
  vector: { bytes: 1_000_000, help: 'Simplify it, or save it as png.' },
  other: { bytes: 100_000_000, help: 'Shorten it, or link to its location.' },
};

// Per frame, which is held in memory, and for all frames of an animation.
const MAX_FRAME_PIXELS = 32_000_000;
const MAX_PIXELS = 200_000_000;

// Per SVG, as each image is converted.
const MAX_INNER_IMAGES = 100;

const UNREADABLE: Refusal = { problem: 'cannot be read as an image', help: 'Save it again as png, jpg or svg.' };

/** Inspects an existing file. Only reads images within the size limit. Throws file system errors. */
export async function inspectAsset(file: string): Promise<Inspected | Refusal> {
  const kind = isRaster(file) ? 'raster' : isVector(file) ? 'vector' : 'other';
  const limit = LIMITS[kind];
  const { size: bytes, mtimeMs } = await stat(file);
  if (bytes > limit.bytes) {
    return { problem: `is ${megabytes(bytes)}, expected up to ${megabytes(limit.bytes)}`, help: limit.help };
  }
  const version = { size: bytes, mtimeMs };
  if (kind === 'other') return { version };
  const content = await readFile(file);
  const found = kind === 'raster' ? await inspectPixels(content) : await inspectVector(content);
  return 'problem' in found ? found : { content, version, ...found };
}

/** Formats a number of bytes, rounded up. */
function megabytes(bytes: number): string {
  return `${(Math.ceil(bytes / 100_000) / 10).toLocaleString('en')} MB`;
}

async function inspectPixels(content: Buffer): Promise<{ size: Size } | Refusal> {
  const facts = await inspectRaster(content);
  if (!facts) return UNREADABLE;
  const { frames, width, height, size } = facts;
  if (width * height > MAX_FRAME_PIXELS) {
    const problem = `has ${width} × ${height} pixels, expected up to ${millions(MAX_FRAME_PIXELS)}`;
    return { problem, help: 'Resize it: pages show up to 1600 pixels across.' };
  }
  if (frames * width * height > MAX_PIXELS) {
    const problem = `has ${frames} frames of ${width} × ${height} pixels, expected up to ${millions(MAX_PIXELS)} together`;
    return { problem, help: 'Shorten or resize the recording.' };
  }
  return (await canDecode(content, facts)) ? { size } : UNREADABLE;
}

function millions(pixels: number): string {
  return `${(Math.ceil(pixels / 100_000) / 10).toLocaleString('en')} million`;
}

async function inspectVector(content: Buffer): Promise<{ size?: Size } | Refusal> {
  // Imported lazily, only for archives with SVG.
  const { inspectSvg } = await import('./svg/inspect.ts');
  const refuse = (problem: string): Refusal => ({ problem, help: 'Save it again as SVG, or as png.' });
  const text = decodeUtf8(content);
  if (text === undefined) return refuse('cannot be read as SVG: it is not UTF-8');
  const facts = inspectSvg(text);
  if ('problem' in facts) return refuse(`cannot be read as SVG: ${facts.problem}`);
  const { images, size } = facts;
  if (images.length > MAX_INNER_IMAGES) {
    return refuse(`contains ${images.length} images, expected up to ${MAX_INNER_IMAGES}`);
  }
  let pixels = 0;
  for (const image of images) {
    const { frames = 0, width = 0, height = 0 } = (await inspectRaster(image)) ?? {};
    pixels += frames * width * height;
  }
  if (pixels > MAX_FRAME_PIXELS) {
    return refuse(`contains images of ${millions(pixels)} pixels, expected up to ${millions(MAX_FRAME_PIXELS)}`);
  }
  return size ? { size } : {};
}

/** Returns the text of a file; `undefined` if it is not UTF-8. */
export function decodeUtf8(content: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
