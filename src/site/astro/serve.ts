import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ViteDevServer } from 'vite';
import type { LoadedArchive } from '../../build/loaded.ts';
import type { SearchIndexInput } from '../../build/search/search-document.ts';
import { searchFileReader } from '../../build/search/search-index.ts';
import { writeAsset } from '../../disk/assets/assets.ts';
import { mediaTypeOf } from '../../disk/media-type.ts';
import { codeOf } from '../../disk/read.ts';
import { decodeAddress } from '../../postmortem/html/addresses.ts';
import { SEARCH_FOLDER } from '../../search/manifest.ts';
import { PUBLIC_FILES } from './pages.ts';

/**
 * Answers the requests of Astro's dev server for files below `base` that are not pages: the search index, images of the
 * archive, and the icon.
 */
export function serveFiles(
  server: ViteDevServer,
  base: string,
  searched: () => SearchIndexInput,
  assets: () => LoadedArchive['assets'],
): void {
  const readSearchFile = searchFileReader(searched);
  server.middlewares.use((request, response, next) => {
    // Vite has already removed the base from `url`.
    const [pathname = ''] = (request.originalUrl ?? request.url ?? '').split('?');
    const address = pathname.startsWith(base) ? decodeAddress(pathname.slice(base.length)) : undefined;
    if (!address) return next();
    contentOf(address).then((content) => (content ? send(response, address, content) : next()), next);
  });

  async function contentOf(address: string): Promise<Uint8Array | undefined> {
    if (address.startsWith(`${SEARCH_FOLDER}/`)) return readSearchFile(address.slice(SEARCH_FOLDER.length + 1));
    const asset = assets().get(address);
    if (!asset) return /^[\w-]+\.\w+$/.test(address) ? readIfPresent(path.join(PUBLIC_FILES, address)) : undefined;
    const folder = await mkdtemp(path.join(tmpdir(), 'nevertwice-'));
    try {
      await writeAsset(asset, folder);
      return await readFile(path.join(folder, asset.href));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function send(response: ServerResponse, address: string, content: Uint8Array): void {
  response.writeHead(200, { 'Content-Type': mediaTypeOf(address), 'Cache-Control': 'no-cache' }).end(content);
}

async function readIfPresent(file: string): Promise<Uint8Array | undefined> {
  return readFile(file).catch((error) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
}
