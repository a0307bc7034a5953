import path from 'node:path';
import type { ViteDevServer } from 'vite';
import { SEARCH_FOLDER } from '../search/manifest.ts';
import type { ArchiveSource } from './plugin.ts';
import { searchFiles } from './search.ts';

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.json': 'application/json', '.css': 'text/css' };

/** Answers requests for the search index in `dev`, from memory; the index is made anew when the archive has changed. */
export function serveSearch(server: ViteDevServer, source: ArchiveSource): void {
  const prefix = `${source.options.base}${SEARCH_FOLDER}/`;
  let made: { archive: ArchiveSource['archive']; files: Promise<Map<string, Uint8Array>> } | undefined;
  server.middlewares.use((request, response, next) => {
    // Vite has taken the base off `url` by now.
    const [address = ''] = (request.originalUrl ?? request.url ?? '').split('?');
    if (!address.startsWith(prefix)) return next();
    const { archive, rendered } = source;
    if (made?.archive !== archive) made = { archive, files: searchFiles({ archive, rendered }) };
    made.files.then((files) => {
      const content = files.get(address.slice(prefix.length));
      if (!content) return next();
      response.setHeader('Content-Type', TYPES[path.extname(address)] ?? 'application/octet-stream');
      response.end(content);
    }, next);
  });
}
