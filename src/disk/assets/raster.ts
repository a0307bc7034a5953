import sharp, { type Sharp } from 'sharp';

// Only the formats that are published: the library knows many more, SVG among them, whatever a file's name says.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Png', 'Jpeg', 'Webp', 'Nsgif', 'Heif'].map((format) => `VipsForeignLoad${format}`),
});

/** What the header of a png, jpg, gif, webp or avif says. */
export interface RasterFacts {
  frames: number;
  /** Pixels of each frame. */
  width: number;
  height: number;
  /** CSS pixels of the published image. */
  size: Size;
}

export interface Size {
  width: number;
  height: number;
}

// As wide as the text column on a screen of double density, and as high as WebP allows.
const MAX_WIDTH = 1600;
const MAX_HEIGHT = 16_383;

/** Reads the header of an image; `undefined` where it is none. */
export async function inspectRaster(content: Buffer): Promise<RasterFacts | undefined> {
  try {
    const { format, pages = 1, width, height, autoOrient } = await open(content, false).metadata();
    // Other formats can hold several images too, but not one after the other.
    const frames = MOVING.includes(format) ? pages : 1;
    // Only still images are turned: browsers do not turn the others either.
    return { frames, width, height, size: publishedSize(frames > 1 ? { width, height } : autoOrient) };
  } catch {
    // The content is in memory: whatever goes wrong is wrong with it.
    return undefined;
  }
}

const MOVING = ['gif', 'webp'];

/** Whether all frames of an image can be read. */
export async function canDecode(content: Buffer, { frames }: RasterFacts): Promise<boolean> {
  try {
    await open(content, frames > 1)
      .resize({ width: 1, height: 1, fit: 'fill' })
      .raw()
      .toBuffer();
    return true;
  } catch {
    return false;
  }
}

/**
 * Returns an image as WebP of up to 1600 pixels across: the right way up, in sRGB, with all its frames, and without
 * metadata. Throws where it cannot be read.
 */
export async function publishRaster(content: Buffer, { frames, size }: RasterFacts): Promise<Buffer> {
  const isMoving = frames > 1;
  const upright = isMoving ? open(content, true) : open(content, false).autoOrient();
  const published = upright.resize({ ...size, fit: 'fill' });
  // A GIF has few colours, next to each other: without loss it becomes smaller, and its text stays sharp.
  if (isGif(content)) return published.webp({ lossless: true, effort: 2 }).toBuffer();
  return published.webp({ quality: 85, effort: isMoving ? 2 : 4 }).toBuffer();
}

function isGif(content: Buffer): boolean {
  return content.subarray(0, 3).toString('latin1') === 'GIF';
}

/** The image, with all its frames or the first. Whoever calls has decided how many pixels are too many. */
function open(content: Buffer, animated: boolean): Sharp {
  return sharp(content, { animated, limitInputPixels: false });
}

function publishedSize({ width, height }: Size): Size {
  const scale = Math.min(1, MAX_WIDTH / width, MAX_HEIGHT / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
