import sharp, { type Sharp } from 'sharp';

// Allows only published formats: the library detects many more, including SVG, regardless of the file name.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Png', 'Jpeg', 'Webp', 'Nsgif', 'Heif'].map((format) => `VipsForeignLoad${format}`),
});

/** Data from the header of a png, jpg, gif, webp or avif. */
export interface RasterFacts {
  frames: number;
  /** Pixels of each frame. */
  width: number;
  height: number;
  /** Size of the published image in CSS pixels. */
  size: Size;
}

export interface Size {
  width: number;
  height: number;
}

// Twice the width of the text column, for high-density screens, and the maximum height of WebP.
const MAX_WIDTH = 1600;
const MAX_HEIGHT = 16_383;

/** Reads the header of an image; `undefined` if it is not an image. */
export async function inspectRaster(content: Buffer): Promise<RasterFacts | undefined> {
  try {
    const { format, pages = 1, width, height, autoOrient } = await open(content, false).metadata();
    // Other formats may also contain several images, but not as an animation.
    const frames = ANIMATED.includes(format) ? pages : 1;
    // Only still images are rotated, as in browsers.
    return { frames, width, height, size: publishedSize(frames > 1 ? { width, height } : autoOrient) };
  } catch {
    // The content is in memory, so any error is due to it.
    return undefined;
  }
}

const ANIMATED = ['gif', 'webp'];

/** Returns whether all frames of an image can be decoded. */
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
 * Converts an image to WebP of at most 1600 pixels across: rotated upright, in sRGB, with all frames, without metadata.
 * Throws if it cannot be decoded.
 */
export async function publishRaster(content: Buffer, { frames, size }: RasterFacts): Promise<Buffer> {
  const isAnimated = frames > 1;
  const upright = isAnimated ? open(content, true) : open(content, false).autoOrient();
  const published = upright.resize({ ...size, fit: 'fill' });
  // A GIF has few colors, so lossless compression is smaller and keeps its text sharp.
  if (isGif(content)) return published.webp({ lossless: true, effort: 2 }).toBuffer();
  return published.webp({ quality: 85, effort: isAnimated ? 2 : 4 }).toBuffer();
}

function isGif(content: Buffer): boolean {
  return content.subarray(0, 3).toString('latin1') === 'GIF';
}

/** Opens an image, with all its frames or only the first. The caller has checked the number of pixels. */
function open(content: Buffer, animated: boolean): Sharp {
  return sharp(content, { animated, limitInputPixels: false });
}

function publishedSize({ width, height }: Size): Size {
  const scale = Math.min(1, MAX_WIDTH / width, MAX_HEIGHT / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
