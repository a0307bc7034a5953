import type { ServerResponse } from 'node:http';

/** Reloads open pages through server-sent events. */
export interface Reloader {
  /** Address of the events, below the base. */
  path: string;
  /** Returns the script for the end of a page, which reloads the page once there is a newer version. */
  script(): string;
  /** Keeps a response open to send events. */
  connect(response: ServerResponse): void;
  /** Announces a new version. */
  notify(): void;
  close(): void;
}

const PATH = '__reload';

export function reloader(base: string): Reloader {
  const open = new Set<ServerResponse>();
  // Differs from the versions of an earlier server, whose pages may still be open.
  let version = Date.now();
  const send = (response: ServerResponse) => response.write(`data: ${version}\n\n`);
  return {
    path: PATH,
    script() {
      const listener = `({ data }) => data === '${version}' || location.reload()`;
      return `<script>new EventSource('${base}${PATH}').onmessage = ${listener};</script>`;
    },
    connect(response) {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
      response.write('retry: 500\n\n');
      // The page may be older than the connection.
      send(response);
      open.add(response);
      response.on('close', () => open.delete(response));
    },
    notify() {
      version += 1;
      for (const response of open) send(response);
    },
    close() {
      for (const response of open) response.end();
    },
  };
}
