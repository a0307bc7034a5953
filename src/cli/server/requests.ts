import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { isHostAllowed } from 'host-validation-middleware';
import { codeOf } from '../../disk/read.ts';
import { print } from '../print.ts';

/** Methods that the servers answer. */
const METHODS: readonly string[] = ['GET', 'HEAD'];

/** Answers a request for a path below the base. */
export type Answer = (pathname: string, request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Returns a handler that refuses foreign hosts and other methods than GET and HEAD, redirects addresses outside the base to
 * it, and leaves all others to `answer`. `base` has `/` at both ends.
 */
export function siteHandler(base: string, allowedHosts: readonly string[], answer: Answer): RequestListener {
  return (request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    // DNS rebinding: a foreign site whose name resolves to this machine could read the archive in its visitor's browser.
    if (!isHostAllowed(request.headers.host?.toLowerCase(), allowedHosts)) {
      return refuse(response, 403, 'This host is not allowed; name it with --allowed-hosts.');
    }
    if (!METHODS.includes(request.method ?? '')) {
      response.setHeader('Allow', METHODS.join(', '));
      return refuse(response, 405, 'Only GET and HEAD are answered.');
    }
    const [pathname = ''] = (request.url ?? '').split(/[?#]/);
    if (!pathname.startsWith(base)) {
      response.writeHead(302, { Location: base }).end();
      return;
    }
    answer(pathname.slice(base.length), request, response).catch((error: Error) => {
      // The client has disconnected.
      if (codeOf(error) === 'ERR_STREAM_PREMATURE_CLOSE') return;
      print.problem(error.message);
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'The page cannot be served.');
    });
  };
}

/** Answers with a status and one line of text. */
export function refuse(response: ServerResponse, status: number, text: string): void {
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': Buffer.byteLength(text) + 1 };
  response.writeHead(status, headers).end(`${text}\n`);
}
