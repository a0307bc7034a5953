import type { ServerResponse } from 'node:http';

/** Reloads open pages through server-sent events. */
export interface Reloader {
  /** Address of the events, below the base. */
  path: string;
  /** Script for the end of each page, which listens to the events. */
  script: string;
  /** Keeps a response open to send events. */
  connect(response: ServerResponse): void;
  notify(): void;
  close(): void;
}

const PATH = '__reload';

export function reloader(base: string): Reloader {
  const open = new Set<ServerResponse>();
  return {
    path: PATH,
    script: `<script>new EventSource('${base}${PATH}').onmessage = () => location.reload();</script>`,
    connect(response) {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
      response.write('retry: 500\n\n');
      open.add(response);
      response.on('close', () => open.delete(response));
    },
    notify() {
      for (const response of open) response.write('data: changed\n\n');
    },
    close() {
      for (const response of open) response.end();
    },
  };
}
