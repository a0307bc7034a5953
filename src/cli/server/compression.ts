const COMPRESSIBLE = /^text\/|^application\/(?:.+\+)?(?:json|xml|javascript)\b|^image\/svg/;

/** Returns whether compression makes files of a media type smaller: texts, but not images, fonts or the search index. */
export function isCompressible(type: string): boolean {
  return COMPRESSIBLE.test(type);
}

/** Returns whether an `Accept-Encoding` header names gzip and does not refuse it with `q=0`. */
export function acceptsGzip(header: string | string[] | undefined): boolean {
  return String(header ?? '')
    .split(',')
    .some((coding) => /^\s*(?:x-)?gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/i.test(coding));
}
