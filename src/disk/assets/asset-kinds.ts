const RASTER = /\.(?:png|jpe?g|gif|webp|avif)$/i;
const VECTOR = /\.svg$/i;
// Only types that cannot run code in browsers; an HTML file would run with the site's origin.
const ATTACHMENT = /\.(?:pdf|txt|log|csv|json)$/i;

/** Returns whether a file has the extension of a raster image. */
export function isRaster(file: string): boolean {
  return RASTER.test(file);
}

/** Returns whether a file has the extension of SVG. */
export function isVector(file: string): boolean {
  return VECTOR.test(file);
}

/** Returns whether a file has the extension of an image. */
export function isImage(file: string): boolean {
  return isRaster(file) || isVector(file);
}

/** Returns whether a file has an extension that the site publishes. */
export function isAttachment(file: string): boolean {
  return isImage(file) || ATTACHMENT.test(file);
}
