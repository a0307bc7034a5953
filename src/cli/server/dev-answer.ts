import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SearchIndexInput } from '../../build/search/search-document.ts';
import { searchFileReader } from '../../build/search/search-index.ts';
import { writeAsset } from '../../disk/assets/assets.ts';
import type { Cache } from '../../disk/cache.ts';
import { mediaTypeOf } from '../../disk/media-type.ts';
import { decode, decodeAddress } from '../../postmortem/html/addresses.ts';
import { SEARCH_FOLDER } from '../../search/manifest.ts';
import type { Renderer } from '../../site/renderer.ts';
import type { DevArchive } from './dev-archive.ts';
import type { Reloader } from './reload.ts';
import { type Answer, refuse } from './requests.ts';
import { openFile, sendFile } from './static-files.ts';

export interface DevAnswerOptions {
  renderer: Renderer;
  reload: Reloader;
  /** Path of the site's root on its host, with `/` at both ends. */
  base: string;
  /** Folder for the published images and other files of the archive. */
  temporary: string;
  archive: DevArchive;
  /** Returns what the search index is made of now. */
  searched(): SearchIndexInput;
  /** Has the index of the last build, from which the first one is made. */
  cache: Cache;
}

/** Answers the requests of `dev`: renders pages and creates the search index on demand. */
export function devAnswer({ renderer, reload, base, temporary, archive, searched, cache }: DevAnswerOptions): Answer {
  const shared = new Set(renderer.sharedFiles);
  const readSearchFile = searchFileReader(searched, cache);

  async function sendPage(address: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    await archive.prepare(decode(address));
    const page = await renderer.render(address, base);
    const shown = page ?? (await renderer.render('404.html', base));
    const { body = '', type = 'text/html' } = shown ?? {};
    const text = type.startsWith('text/html') ? body.replace(/(?=<\/body>|$)/, reload.script()) : body;
    send(request, response, text, type, page ? 200 : 404);
  }

  return async (pathname, request, response) => {
    const address = decodeAddress(pathname);
    if (address === undefined) return refuse(response, 400, 'The address is not valid.');
    if (address === reload.path) return reload.connect(response);
    if (address.startsWith(`${SEARCH_FOLDER}/`)) {
      const content = await readSearchFile(address.slice(SEARCH_FOLDER.length + 1));
      if (content) return send(request, response, content, mediaTypeOf(address));
    }
    if (shared.has(address))
      return send(request, response, await renderer.readShared(address, base), mediaTypeOf(address));
    const asset = archive.shown().assets.get(address);
    if (asset) {
      await writeAsset(asset, temporary);
      const file = await openFile(temporary, pathname);
      if (file) return sendFile(request, response, file);
    }
    await sendPage(pathname, request, response);
  };
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  content: string | Uint8Array,
  type: string,
  status = 200,
): void {
  const headers = { 'Content-Type': type, 'Content-Length': Buffer.byteLength(content), 'Cache-Control': 'no-cache' };
  response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : content);
}
