import { createServer, type Server } from 'node:http';
import { codeOf } from '../../disk/read.ts';

/** The port that servers listen on unless another is named. */
export const PORT = 4321;

/** The address of a server's site as people type it. `base` has `/` at both ends. */
export function addressOf(host: string, port: number, base: string): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}${base}`;
}

/** Has a server listen. Returns the port that was taken, 0 being any free one, or, as a text, why none was. */
export async function listen(server: Server, host: string, port: number): Promise<number | string> {
  try {
    return await listenOn(server, host, port);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EADDRINUSE') return `port ${port} is taken; name another with --port`;
    if (code === 'EACCES') return `port ${port} may not be used; name another with --port`;
    if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL') return `there is no address ${host} on this machine`;
    throw error;
  }
}

/** The same on `first` or the next port that is free. */
export async function listenFrom(server: Server, host: string, first: number): Promise<number | string> {
  for (let port = first; port < MAX_PORT; port++) {
    try {
      return await listenOn(server, host, port);
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE') break;
    }
  }
  return listen(server, host, first);
}

const MAX_PORT = 65_535;

/** Rejects with the system's error where the port or the address cannot be had. */
function listenOn(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

/** Why no server could listen there; `undefined` where one could. */
export async function portProblem(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  const listening = await listen(server, host, port);
  if (typeof listening === 'string') return listening;
  await new Promise((resolve) => server.close(resolve));
  return undefined;
}
