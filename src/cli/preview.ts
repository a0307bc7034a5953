import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { builtBase, resolveLinks } from './output/out.ts';
import { recover } from './output/staging.ts';
import { print } from './print.ts';
import { addressOf, listen, listenFrom, PORT } from './server/listen.ts';
import { type Answer, refuse, siteHandler } from './server/requests.ts';
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
  const server = createServer(siteHandler(base, [host, ...allowedHosts], answerWithFiles(out)));
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

/** Answers with the files of a folder, which a build may replace meanwhile. */
function answerWithFiles(out: string): Answer {
  return async (pathname, request, response) => {
    const file = await openReplaced(out, pathname);
    if (file) return sendFile(request, response, file);
    const page = await openFile(out, '404.html');
    if (page) return sendBytes(request, response, page, 404);
    refuse(response, 404, 'Not found.');
  };
}
