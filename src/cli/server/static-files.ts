import type { Stats } from 'node:fs';
import { type FileHandle, open, realpath, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { lookup } from 'mrmime';
import { ABSENT, codeOf, DENIED } from '../../disk/read.ts';
import { type ByteRange, byteRange } from './byte-range.ts';

/** An open file of a site; `sendFile` and `sendBytes` close it. */
export interface OpenFile {
  handle: FileHandle;
  stats: Stats;
  /** Its path, whose extension tells the media type. */
  name: string;
}

/**
 * Opens the file that the path of an address means: the file itself, or the `index.html` of a folder. Returns
 * `undefined` where there is none to show: hidden files, and whatever lies outside `folder` when all symbolic links are
 * followed, are not shown. Throws the file system's errors other than "not there" and "not allowed".
 */
export async function openFile(folder: string, pathname: string): Promise<OpenFile | undefined> {
  const names = decode(pathname);
  if (!names) return undefined;
  for (const file of [path.join(folder, ...names), path.join(folder, ...names, 'index.html')]) {
    try {
      const [root, real] = await Promise.all([realpath(folder), realpath(file)]);
      // Opening a pipe would wait for someone to write.
      if (!real.startsWith(root + path.sep) || !(await stat(real)).isFile()) continue;
      const handle = await open(real);
      // Of what is open: a build may put another file in the place of the one that was found.
      return { handle, stats: await handle.stat(), name: file };
    } catch (error) {
      if (![...ABSENT, ...DENIED].includes(codeOf(error))) throw error;
    }
  }
  return undefined;
}

// Of the two renamings of a build, in milliseconds.
const MOMENT = 20;

/**
 * Opens a file as `openFile` does, and once more after a pause where there is none: while a build replaces the folder, it
 * is not there for a moment.
 */
export async function openReplaced(
  folder: string,
  pathname: string,
  pause: () => Promise<unknown> = () => setTimeout(MOMENT),
): Promise<OpenFile | undefined> {
  const file = await openFile(folder, pathname);
  if (file) return file;
  await pause();
  return openFile(folder, pathname);
}

/** The names on the way of a path as in an address; `undefined` for one that leads nowhere, or to something hidden. */
function decode(pathname: string): string[] | undefined {
  try {
    const names = pathname.split('/').map(decodeURIComponent);
    const isHidden = (name: string) => name.startsWith('.') && name !== '.well-known';
    if (names.some((name) => isHidden(name) || /[/\\\0]/.test(name))) return undefined;
    return names.filter((name) => name !== '');
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/**
 * Answers a GET or HEAD request with a file, or the part of it that was asked for, and closes the file. Rejects where
 * the file cannot be read to its end, or the client goes away before.
 */
export async function sendFile(request: IncomingMessage, response: ServerResponse, file: OpenFile): Promise<void> {
  const { size, mtimeMs, mtime } = file.stats;
  const etag = `W/"${size}-${mtimeMs}"`;
  response.setHeader('ETag', etag);
  response.setHeader('Last-Modified', mtime.toUTCString());
  // Whoever builds again sees the new site without emptying a cache.
  response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('Accept-Ranges', 'bytes');
  const part = partOf(request, size);
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304).end();
    await file.handle.close();
  } else if (part === 'none') {
    response.writeHead(416, { 'Content-Range': `bytes */${size}`, 'Content-Length': 0 }).end();
    await file.handle.close();
  } else if (part === 'all') {
    await sendBytes(request, response, file, 200, { start: 0, end: size - 1 });
  } else {
    response.setHeader('Content-Range', `bytes ${part.start}-${part.end}/${size}`);
    await sendBytes(request, response, file, 206, part);
  }
}

/** Answers with bytes of a file and a status, and closes the file; rejects as `sendFile` does. */
export async function sendBytes(
  { method }: IncomingMessage,
  response: ServerResponse,
  { handle, stats, name }: OpenFile,
  status: number,
  { start, end }: ByteRange = { start: 0, end: stats.size - 1 },
): Promise<void> {
  const length = end - start + 1;
  response.writeHead(status, { 'Content-Type': typeOf(name), 'Content-Length': length });
  try {
    if (method === 'HEAD' || length === 0) {
      response.end();
      return;
    }
    const stream = handle.createReadStream({ start, end, autoClose: false });
    await pipeline(stream, response, { end: false });
    // With fewer bytes than it was promised the client would wait for the rest.
    if (stream.bytesRead === length) response.end();
    else response.destroy();
  } finally {
    await handle.close();
  }
}

/** With `If-Range` the whole file is sent, as weak tags do not say whether two files have the same bytes. */
function partOf({ method, headers }: IncomingMessage, size: number): ReturnType<typeof byteRange> {
  if (method !== 'GET' || headers.range === undefined || headers['if-range'] !== undefined) return 'all';
  return byteRange(headers.range, size);
}

function typeOf(name: string): string {
  const type = lookup(path.extname(name)) ?? 'application/octet-stream';
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type;
}
