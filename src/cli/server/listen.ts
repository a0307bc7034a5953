import { createServer, type Server } from 'node:http';
import { codeOf } from '../../disk/read.ts';

/** Default port of servers. */
export const PORT = 4321;

/** Returns the address of a server for users. `base` has `/` at both ends. */
export function addressOf(host: string, port: number, base: string): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}${base}`;
}

/** Starts listening; port 0 means any free port. Returns the port, or a message if it cannot be used. */
export async function listen(server: Server, host: string, port: number): Promise<number | string> {
  try {
    return await listenOn(server, host, port);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EADDRINUSE') return `port ${port} is in use; choose another with --port`;
    if (code === 'EACCES') return `no permission to use port ${port}; choose another with --port`;
    if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL') return `this machine has no address ${host}`;
    throw error;
  }
}

/** Starts listening on `first` or the next free port. Returns the port, or a message if none can be used. */
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

/** Rejects with the system's error if the port or address cannot be used. */
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

/** Returns why a server cannot listen there; `undefined` if it can. */
export async function portProblem(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  const listening = await listen(server, host, port);
  if (typeof listening === 'string') return listening;
  await new Promise((resolve) => server.close(resolve));
  return undefined;
}
