import path from 'node:path';
import { lookup } from 'mrmime';

/** Returns the media type of a file by its extension, as the value of `Content-Type`. */
export function mediaTypeOf(name: string): string {
  const type = lookup(path.extname(name)) ?? 'application/octet-stream';
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type;
}
