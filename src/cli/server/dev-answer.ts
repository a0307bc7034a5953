import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { lookup } from 'mrmime';
import type { Archive } from '../../archive/archive.ts';
import type { Loaded } from '../../build/load.ts';
import { searchFiles } from '../../build/search/search-index.ts';
import { writeAsset } from '../../disk/assets/assets.ts';
import { SEARCH_FOLDER } from '../../search/manifest.ts';
import type { Renderer } from '../../site/renderer.ts';
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
  /** Returns the archive that pages show now. */
  loaded: () => Loaded & { archive: Archive };
}

/** Answers the requests of `dev`: renders pages and creates the search index on demand. */
export function devAnswer({ renderer, reload, base, temporary, loaded }: DevAnswerOptions): Answer {
  const shared = new Set(renderer.sharedFiles);
  let index: { of: Loaded; files: Promise<Map<string, Uint8Array>> } | undefined;

  async function searchFile(name: string): Promise<Uint8Array | undefined> {
    const of = loaded();
    if (index?.of !== of) index = { of, files: searchFiles(of) };
    return (await index.files).get(name);
  }

  async function sendPage(address: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const page = await renderer.render(address, base);
    const shown = page ?? (await renderer.render('404.html', base));
    const { body = '', type = 'text/html' } = shown ?? {};
    const text = type.startsWith('text/html') ? body.replace(/(?=<\/body>|$)/, reload.script) : body;
    send(request, response, text, type, page ? 200 : 404);
  }

  return async (pathname, request, response) => {
    if (!isDecodable(pathname)) return refuse(response, 400, 'The address is not valid.');
    const address = decodeURIComponent(pathname);
    if (address === reload.path) return reload.connect(response);
    if (address.startsWith(`${SEARCH_FOLDER}/`)) {
      const content = await searchFile(address.slice(SEARCH_FOLDER.length + 1));
      if (content) return send(request, response, content, typeOf(address));
    }
    if (shared.has(address)) return send(request, response, await renderer.readShared(address, base), typeOf(address));
    const asset = loaded().assets.get(address);
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

function typeOf(name: string): string {
  const type = lookup(path.extname(name)) ?? 'application/octet-stream';
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type;
}

function isDecodable(pathname: string): boolean {
  try {
    return decodeURIComponent(pathname) !== undefined;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}
