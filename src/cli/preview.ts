import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import sirv from 'sirv';
import { addressOf, listen } from './listen.ts';
import { behindLinks, builtBase } from './out.ts';
import { print } from './print.ts';
import { ended } from './signals.ts';
import { recover } from './staging.ts';

export interface PreviewOptions {
  out: string;
  /** Default: that for which the site was built. */
  base?: string;
  host: string;
  port: number;
}

/**
 * Serves a finished build as a web server would, until the process is told to end. Returns the exit status: 0 ended,
 * 2 there is no build or the port is taken.
 */
export async function preview({ out, host, port, ...options }: PreviewOptions): Promise<number> {
  const recovered = await recover(await behindLinks(out));
  if (recovered) print.note(recovered);
  if (!existsSync(path.join(out, 'index.html')))
    return print.problem(`there is no build in ${out}; run \`nevertwice build\` first`);
  const base = options.base ?? (await builtBase(out));
  const server = createServer(await handler(out, base));
  const address = await listen(server, host, port);
  if (typeof address === 'string') return print.problem(address);
  print.line(addressOf(host, address, base));
  await ended();
  server.closeAllConnections();
  server.close();
  return 0;
}

async function handler(out: string, base: string): Promise<Parameters<typeof createServer>[1]> {
  // `dev` keeps nothing: whoever builds again sees the new site without a restart.
  const files = sirv(out, { dev: true, etag: true });
  return async (request, response) => {
    const url = request.url ?? '/';
    if (!url.startsWith(base)) {
      response.writeHead(302, { Location: base }).end();
      return;
    }
    request.url = url.slice(base.length - 1);
    files(request, response, async () => {
      const page = await readFile(path.join(out, '404.html')).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return 'Not found\n';
        throw error;
      });
      response.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
    });
  };
}
