/**
 * Records what a process requests from the network. A preload (`node --import`) for the command and every Node process that
 * it starts. Each line of the file in CONNECTIONS is, as JSON, a connection, the look-up of a name, or the start of a
 * program. They are recorded below `net`, `http` and `fetch`, where Node passes them to the system.
 */
import { createHook } from 'node:async_hooks';
import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';
import path from 'node:path';

/** One line of the file. */
export interface Attempt {
  /** Kind of request: `connect`, `lookup`, `udp` or `start`. */
  kind: string;
  /** An address, a name, or the name of a program. */
  target: string;
}

/** Node's names of requests to the system, and the property that contains the target. */
const REQUESTS: Record<string, [kind: string, property: string]> = {
  TCPCONNECTWRAP: ['connect', 'address'],
  GETADDRINFOREQWRAP: ['lookup', 'hostname'],
  GETNAMEINFOREQWRAP: ['lookup', 'host'],
  QUERYWRAP: ['lookup', 'hostname'],
};

const file = process.env.CONNECTIONS;
if (file) {
  const note = (kind: string, target: unknown) => {
    appendFileSync(file, `${JSON.stringify({ kind, target: String(target) } satisfies Attempt)}\n`);
  };
  createHook({
    init(_id, type, _trigger, resource) {
      const [kind, property] = REQUESTS[type] ?? [];
      // Node sets the target right after creating the request.
      if (kind && property) process.nextTick(() => note(kind, Reflect.get(resource, property)));
      // Except for datagrams.
      if (type === 'UDPWRAP') note('udp', 'unknown');
    },
  }).enable();
  subscribe('child_process', (message) => {
    const { process: child } = message as { process: ChildProcess };
    process.nextTick(() => note('start', path.basename(child.spawnfile)));
  });
}
