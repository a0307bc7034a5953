import { createServer, type Server } from 'node:http';

/** The port that servers listen on unless another is named. */
export const PORT = 4321;

/** The address of a server's site as people type it. `base` has `/` at both ends. */
export function addressOf(host: string, port: number, base: string): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}${base}`;
}

/** Has a server listen. Returns the port that was taken, 0 being any free one, or, as a text, why none was. */
export function listen(server: Server, host: string, port: number): Promise<number | string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(`port ${port} is taken; name another with --port`);
      else if (error.code === 'EACCES') resolve(`port ${port} may not be used; name another with --port`);
      else if (error.code === 'ENOTFOUND' || error.code === 'EADDRNOTAVAIL')
        resolve(`there is no address ${host} on this machine`);
      else reject(error);
    });
    server.listen(port, host, () => {
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
