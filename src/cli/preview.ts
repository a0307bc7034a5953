import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import path from 'node:path';
import { isHostAllowed } from 'host-validation-middleware';
import { codeOf } from '../disk/read.ts';
import { METHODS } from '../site/serve.ts';
import { builtBase, resolveLinks } from './output/out.ts';
import { recover } from './output/staging.ts';
import { print } from './print.ts';
import { addressOf, listen, listenFrom, PORT } from './server/listen.ts';
import { openFile, openReplaced, sendBytes, sendFile } from './server/static-files.ts';
import { shutdownSignal } from './signals.ts';

export interface PreviewOptions {
  out: string;
  /** Default: the path for which the site was built. */
  base?: string;
  host: string;
  /** Default: 4321, or the next free port. */
  port?: number;
  /** Host names to serve in addition to `host`, `localhost` and IP addresses. */
  allowedHosts: readonly string[];
}

/**
 * Serves a finished build like a web server until the process is told to stop. Returns the exit status: 0 stopped, 2 no
 * build or no port.
 */
export async function preview({ out, host, port, allowedHosts, ...options }: PreviewOptions): Promise<number> {
  const recovered = await recover(await resolveLinks(out));
  if (recovered) print.note(recovered);
  if (!existsSync(path.join(out, 'index.html')))
    return print.problem(`there is no build in ${out}; run \`nevertwice build\` first`);
  const base = options.base ?? (await builtBase(out));
  const server = createServer(siteHandler(out, base, [host, ...allowedHosts]));
  const listening = await (port === undefined ? listenFrom(server, host, PORT) : listen(server, host, port));
  if (typeof listening === 'string') return print.problem(listening);
  // Errors such as too many open connections, after which the server keeps working.
  server.on('error', (error) => print.problem(error.message));
  print.serving(addressOf(host, listening, base));
  await shutdownSignal();
  server.closeAllConnections();
  server.close();
  return 0;
}

/** Answers requests with the files of a folder, which a build may replace at any time. `base` has `/` at both ends. */
function siteHandler(out: string, base: string, allowedHosts: readonly string[]): RequestListener {
  return (request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    // Prevents DNS rebinding, with which another site could read the archive in the visitor's browser.
    if (!isHostAllowed(request.headers.host?.toLowerCase(), allowedHosts)) {
      return refuse(response, 403, 'This host is not allowed; name it with --allowed-hosts.');
    }
    if (!METHODS.includes(request.method ?? '')) {
      response.setHeader('Allow', METHODS.join(', '));
      return refuse(response, 405, 'Only GET and HEAD are answered.');
    }
    answer(out, base, request, response).catch((error: Error) => {
      // The client closed the connection.
      if (codeOf(error) === 'ERR_STREAM_PREMATURE_CLOSE') return;
      print.problem(error.message);
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'The file cannot be read.');
    });
  };
}

async function answer(out: string, base: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [pathname = ''] = (request.url ?? '').split(/[?#]/);
  if (!pathname.startsWith(base)) {
    response.writeHead(302, { Location: base }).end();
    return;
  }
  const file = await openReplaced(out, pathname.slice(base.length));
  if (file) return sendFile(request, response, file);
  const page = await openFile(out, '404.html');
  if (page) return sendBytes(request, response, page, 404);
  refuse(response, 404, 'Not found.');
}

function refuse(response: ServerResponse, status: number, text: string): void {
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': text.length + 1 };
  response.writeHead(status, headers).end(`${text}\n`);
}
