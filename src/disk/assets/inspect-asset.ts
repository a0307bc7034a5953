import { readFile, stat } from 'node:fs/promises';
import { isRaster, isVector } from './asset-kinds.ts';
import { canDecode, inspectRaster, type Size } from './raster.ts';

/** A file that can be published. */
export interface Inspected {
  /** What is in it, of images only: all others are left on the disk until they are copied. */
  content?: Buffer;
  /** CSS pixels of an image as published; absent where an SVG leaves its size to the page. */
  size?: Size;
  version: Version;
}

/** What changes on the disk when a file is written again. */
export interface Version {
  /** Bytes. */
  size: number;
  mtimeMs: number;
}

/** Why a file is not published: what a message says behind its name, and the remedy where the name itself is not at fault. */
export interface Refusal {
  problem: string;
  help?: string;
}

// Images are read as a whole; the others are only copied, and the hosts of git repositories take none that are larger.
const LIMITS = {
  raster: { bytes: 25_000_000, help: 'Save it smaller, such as cropped.' },
  vector: { bytes: 1_000_000, help: 'Simplify it, or save it as png.' },
  other: { bytes: 100_000_000, help: 'Shorten it, or link to where it is kept.' },
};

// Of one frame, which is in memory as a whole, and of all frames of a recording.
const MAX_FRAME_PIXELS = 32_000_000;
const MAX_PIXELS = 200_000_000;

// Of one SVG: each is made anew.
const MAX_INNER_IMAGES = 100;

const UNREADABLE: Refusal = { problem: 'cannot be read as an image', help: 'Save it again as png, jpg or svg.' };

/** Looks at a file that exists, and reads it only where it is an image of a size that is published. Throws what the disk does. */
export async function inspectAsset(file: string): Promise<Inspected | Refusal> {
  const kind = isRaster(file) ? 'raster' : isVector(file) ? 'vector' : 'other';
  const limit = LIMITS[kind];
  const { size: bytes, mtimeMs } = await stat(file);
  if (bytes > limit.bytes) {
    return { problem: `has ${megabytes(bytes)}, expected up to ${megabytes(limit.bytes)}`, help: limit.help };
  }
  const version = { size: bytes, mtimeMs };
  if (kind === 'other') return { version };
  const content = await readFile(file);
  const found = kind === 'raster' ? await inspectPixels(content) : await inspectVector(content);
  return 'problem' in found ? found : { content, version, ...found };
}

/** Bytes in words; never fewer than there are. */
function megabytes(bytes: number): string {
  return `${(Math.ceil(bytes / 100_000) / 10).toLocaleString('en')} MB`;
}

async function inspectPixels(content: Buffer): Promise<{ size: Size } | Refusal> {
  const facts = await inspectRaster(content);
  if (!facts) return UNREADABLE;
  const { frames, width, height, size } = facts;
  if (width * height > MAX_FRAME_PIXELS) {
    const problem = `has ${width} × ${height} pixels, expected up to ${millions(MAX_FRAME_PIXELS)}`;
    return { problem, help: 'Save it smaller: pages show up to 1600 pixels across.' };
  }
  if (frames * width * height > MAX_PIXELS) {
    const problem = `has ${frames} frames of ${width} × ${height} pixels, expected up to ${millions(MAX_PIXELS)} together`;
    return { problem, help: 'Shorten the recording, or save it smaller.' };
  }
  return (await canDecode(content, facts)) ? { size } : UNREADABLE;
}

function millions(pixels: number): string {
  return `${(Math.ceil(pixels / 100_000) / 10).toLocaleString('en')} million`;
}

async function inspectVector(content: Buffer): Promise<{ size?: Size } | Refusal> {
  // Loaded by archives with SVG only.
  const { inspectSvg } = await import('./svg/inspect.ts');
  const refuse = (problem: string): Refusal => ({ problem, help: 'Save it again as SVG, or as png.' });
  const text = decodeUtf8(content);
  if (text === undefined) return refuse('cannot be read as SVG: it is not UTF-8');
  const facts = inspectSvg(text);
  if ('problem' in facts) return refuse(`cannot be read as SVG: ${facts.problem}`);
  const { images, size } = facts;
  if (images.length > MAX_INNER_IMAGES) {
    return refuse(`holds ${images.length} images, expected up to ${MAX_INNER_IMAGES}`);
  }
  let pixels = 0;
  for (const image of images) {
    const { frames = 0, width = 0, height = 0 } = (await inspectRaster(image)) ?? {};
    pixels += frames * width * height;
  }
  if (pixels > MAX_FRAME_PIXELS) {
    return refuse(`holds images of ${millions(pixels)} pixels, expected up to ${millions(MAX_FRAME_PIXELS)}`);
  }
  return size ? { size } : {};
}

/** The text of a file; `undefined` where its bytes are no UTF-8. */
export function decodeUtf8(content: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
