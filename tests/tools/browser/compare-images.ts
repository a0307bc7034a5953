import pixelmatch from 'pixelmatch';
import sharp from 'sharp';

/** Two images of the same size, compared. */
export interface ImageComparison {
  /** The share of pixels that differ, from 0 to 1; those that only differ in antialiasing do not count. */
  share: number;
  /** A PNG with the pixels that differ in red. */
  drawn(): Promise<Buffer>;
}

/** Compares two images, files or their contents. Returns a text if their sizes differ. */
export async function compareImages(
  before: string | Buffer,
  after: string | Buffer,
): Promise<ImageComparison | string> {
  const [a, b] = await Promise.all([before, after].map(pixelsOf));
  if (!a || !b) throw new Error('There are two images');
  const { width, height } = a.info;
  if (width !== b.info.width || height !== b.info.height)
    return `${width}×${height} pixels became ${b.info.width}×${b.info.height}`;
  const drawn = Buffer.alloc(a.data.length);
  const count = pixelmatch(a.data, b.data, drawn, width, height, { threshold: 0.1 });
  return {
    share: count / (width * height),
    drawn: () =>
      sharp(drawn, { raw: { width, height, channels: 4 } })
        .png()
        .toBuffer(),
  };
}

function pixelsOf(image: string | Buffer) {
  return sharp(image).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
}
