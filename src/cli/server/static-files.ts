import type { Stats } from 'node:fs';
import { type FileHandle, open, realpath, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { mediaTypeOf } from '../../disk/media-type.ts';
import { ABSENT, codeOf, DENIED } from '../../disk/read.ts';
import { decodeAddress } from '../../postmortem/html/addresses.ts';
import { type ByteRange, byteRange } from './byte-range.ts';
import { acceptsGzip, isCompressible } from './compression.ts';

/** An open file of a site, which `sendFile` and `sendBytes` close. */
export interface OpenFile {
  handle: FileHandle;
  stats: Stats;
  /** Path of the file, whose extension determines the media type. */
  name: string;
}

/**
 * Opens the file for the path of an address: the file itself, or the `index.html` of a folder. Returns `undefined` if
 * there is none, and for hidden files and files outside `folder` after resolving links. Throws file system errors other
 * than missing files and permissions.
 */
export async function openFile(folder: string, pathname: string): Promise<OpenFile | undefined> {
  const names = decode(pathname);
  if (!names) return undefined;
  for (const file of [path.join(folder, ...names), path.join(folder, ...names, 'index.html')]) {
    try {
      const [root, real] = await Promise.all([realpath(folder), realpath(file)]);
      // Opening a pipe would block until something writes to it.
      if (!real.startsWith(root + path.sep) || !(await stat(real)).isFile()) continue;
      const handle = await open(real);
      // Reads the stats of the open file, as a build may replace the path at any time.
      return { handle, stats: await handle.stat(), name: file };
    } catch (error) {
      if (![...ABSENT, ...DENIED].includes(codeOf(error))) throw error;
    }
  }
  return undefined;
}

// Time that a build needs for its two renames, in milliseconds.
const RENAME_TIME = 20;

/**
 * Opens a file like `openFile`, and tries again after a pause if there is none: the folder is missing for a moment
 * while a build replaces it.
 */
export async function openReplaced(
  folder: string,
  pathname: string,
  pause: () => Promise<unknown> = () => setTimeout(RENAME_TIME),
): Promise<OpenFile | undefined> {
  const file = await openFile(folder, pathname);
  if (file) return file;
  await pause();
  return openFile(folder, pathname);
}

/** Splits the path of an address into names; `undefined` if it is invalid or hidden. */
function decode(pathname: string): string[] | undefined {
  const names = pathname.split('/').map(decodeAddress);
  return names.every(isVisible) ? names.filter((name) => name !== '') : undefined;
}

function isVisible(name: string | undefined): name is string {
  return name !== undefined && (!name.startsWith('.') || name === '.well-known') && !/[/\\\0]/.test(name);
}

/**
 * Answers a GET or HEAD request with a file, or the requested range of it, and closes the file. Rejects if the file
 * cannot be read to its end or the client disconnects.
 */
export async function sendFile(request: IncomingMessage, response: ServerResponse, file: OpenFile): Promise<void> {
  const { size, mtimeMs, mtime } = file.stats;
  const etag = `W/"${size}-${mtimeMs}"`;
  response.setHeader('ETag', etag);
  response.setHeader('Last-Modified', mtime.toUTCString());
  // Makes a new build visible without clearing the browser's cache.
  response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('Vary', 'Accept-Encoding');
  const part = partOf(request, size);
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304).end();
    await file.handle.close();
  } else if (part === 'none') {
    response.writeHead(416, { 'Content-Range': `bytes */${size}`, 'Content-Length': 0 }).end();
    await file.handle.close();
  } else if (part === 'all') {
    await sendBytes(request, response, file, 200);
  } else {
    response.setHeader('Content-Range', `bytes ${part.start}-${part.end}/${size}`);
    await sendBytes(request, response, file, 206, part);
  }
}

/**
 * Answers with a status and a file, or a part of it, and closes the file. Compresses whole files if the client accepts it.
 * Rejects like `sendFile`.
 */
export async function sendBytes(
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  { handle, stats, name }: OpenFile,
  status: number,
  part?: ByteRange,
): Promise<void> {
  const type = mediaTypeOf(name);
  const { start, end } = part ?? { start: 0, end: stats.size - 1 };
  const length = end - start + 1;
  const isCompressed = !part && length > 0 && isCompressible(type) && acceptsGzip(headers['accept-encoding']);
  // The length of a compressed file is known only at its end.
  const size = isCompressed ? { 'Content-Encoding': 'gzip' } : { 'Content-Length': length };
  response.writeHead(status, { 'Content-Type': type, Vary: 'Accept-Encoding', ...size });
  try {
    if (method === 'HEAD' || length === 0) {
      response.end();
      return;
    }
    const stream = handle.createReadStream({ start, end, autoClose: false });
    if (isCompressed) await pipeline(stream, createGzip(), response, { end: false });
    else await pipeline(stream, response, { end: false });
    // The client would wait for bytes that are missing, so close the connection.
    if (stream.bytesRead === length) response.end();
    else response.destroy();
  } finally {
    await handle.close();
  }
}

/** Sends the whole file for `If-Range`, as weak tags do not guarantee equal bytes. */
function partOf({ method, headers }: IncomingMessage, size: number): ReturnType<typeof byteRange> {
  if (method !== 'GET' || headers.range === undefined || headers['if-range'] !== undefined) return 'all';
  return byteRange(headers.range, size);
}
