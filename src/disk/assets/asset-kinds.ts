const RASTER = /\.(?:png|jpe?g|gif|webp|avif)$/i;
const VECTOR = /\.svg$/i;
// Kinds that no browser runs code from; an HTML file would speak in the site's name.
const ATTACHMENT = /\.(?:pdf|txt|log|csv|json)$/i;

/** Whether a file's name says that it is an image of pixels. */
export function isRaster(file: string): boolean {
  return RASTER.test(file);
}

/** Whether a file's name says that it is SVG. */
export function isVector(file: string): boolean {
  return VECTOR.test(file);
}

/** Whether a file's name says that it is an image. */
export function isImage(file: string): boolean {
  return isRaster(file) || isVector(file);
}

/** Whether a file's name says that it is of a kind that the site publishes. */
export function isAttachment(file: string): boolean {
  return isImage(file) || ATTACHMENT.test(file);
}
