import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import sirv from 'sirv';

/** The strictest policy that a site works with: no inline scripts or styles, and nothing from other origins. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A folder that is served on a free port of this machine. */
export interface Served {
  /** Address of the root, with a trailing `/`. */
  url: string;
  stop(): Promise<void>;
}

/** Serves a folder under a base path like a static host, with a strict Content-Security-Policy. */
export async function serve(folder: string, base: string): Promise<Served> {
  // Serves compressed files where a folder has them.
  const files = sirv(folder, { etag: true, gzip: true });
  const server = createServer((request, response) => {
    response.setHeader('Content-Security-Policy', POLICY);
    const missing = () => {
      const page = readFileSync(path.join(folder, '404.html'));
      response.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
    };
    if (!request.url?.startsWith(base)) return missing();
    request.url = request.url.slice(base.length - 1);
    files(request, response, missing);
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}${base}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address) resolve(address.port);
    });
  });
}
