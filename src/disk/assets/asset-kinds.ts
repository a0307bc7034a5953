const RASTER = /\.(?:png|jpe?g|gif|webp|avif)$/i;
const VECTOR = /\.svg$/i;
// Only types that cannot run code in browsers; an HTML file would run with the site's origin.
const ATTACHMENT = /\.(?:pdf|txt|log|csv|json)$/i;

const FONT = /\.(?:woff2?|ttf|otf)$/i;
const STYLE = /\.css$/i;

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

/** Returns whether a file has the extension of a font. */
export function isFont(file: string): boolean {
  return FONT.test(file);
}

/** Returns whether a file has an extension that documents or the theme may publish. */
export function isPublished(file: string): boolean {
  return isAttachment(file) || isFont(file) || STYLE.test(file);
}

/** Returns whether a file has an extension that documents may publish. */
export function isAttachment(file: string): boolean {
  return isImage(file) || ATTACHMENT.test(file);
}
