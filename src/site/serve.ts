import path from 'node:path';
import type { Connect, Plugin, ViteDevServer } from 'vite';
import { searchFiles } from '../build/search/search-index.ts';
import { SEARCH_FOLDER } from '../search/manifest.ts';
import type { ArchiveSource } from './plugin.ts';

const TYPES: Record<string, string> = { '.js': 'text/javascript', '.json': 'application/json', '.css': 'text/css' };

/** What a static site can be asked with. */
export const METHODS: readonly string[] = ['GET', 'HEAD'];

/** Vite's address that opens a file of this machine in an editor, for whichever page asks for it. Capitals are all one. */
const EDITOR = /\/__open-in-editor/i;

/**
 * The Vite plugin that refuses, in `dev`, what Astro would answer with an internal error or as if it were GET, and what
 * would start a program. OPTIONS is left to Vite, which answers it for other origins.
 */
export function refusalPlugin(): Plugin {
  const refuse: Connect.NextHandleFunction = (request, response, next) => {
    const [pathname = ''] = (request.url ?? '').split(/[?#]/);
    if (![...METHODS, 'OPTIONS'].includes(request.method ?? '')) {
      response.writeHead(405, { Allow: METHODS.join(', ') }).end('Only GET and HEAD are answered.\n');
    } else if (!isDecodable(pathname)) {
      response.writeHead(400).end('The address is not valid.\n');
    } else if (EDITOR.test(pathname)) {
      response.writeHead(404).end('No editor is opened.\n');
    } else {
      next();
    }
  };
  return {
    name: 'nevertwice:refusal',
    enforce: 'post',
    // Astro puts its handlers in front of all others when the server is set up, so that these come after.
    configureServer: (server) => () => void server.middlewares.stack.unshift({ route: '', handle: refuse }),
  };
}

function isDecodable(pathname: string): boolean {
  try {
    return decodeURIComponent(pathname) !== undefined;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}

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
