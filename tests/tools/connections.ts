/**
 * Notes what a process asks of the network: a preload, `node --import`, for the command and every Node process that it
 * starts. Each line of the file that CONNECTIONS names is, as JSON, a connection, the look-up of a name, or the start of a
 * program. They are seen below `net`, `http` and `fetch`, where Node hands them to the system.
 */
import { createHook } from 'node:async_hooks';
import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';
import path from 'node:path';

/** One line of the file. */
export interface Asked {
  /** What was asked: `connect`, `lookup`, `udp` or `start`. */
  kind: string;
  /** An address, a name, or the name of a program. */
  target: string;
}

/** Node's names for what it hands to the system, and the property that tells where it goes to. */
const REQUESTS: Record<string, [kind: string, property: string]> = {
  TCPCONNECTWRAP: ['connect', 'address'],
  GETADDRINFOREQWRAP: ['lookup', 'hostname'],
  GETNAMEINFOREQWRAP: ['lookup', 'host'],
  QUERYWRAP: ['lookup', 'hostname'],
};

const file = process.env.CONNECTIONS;
if (file) {
  const note = (kind: string, target: unknown) => {
    appendFileSync(file, `${JSON.stringify({ kind, target: String(target) } satisfies Asked)}\n`);
  };
  createHook({
    init(_id, type, _trigger, resource) {
      const [kind, property] = REQUESTS[type] ?? [];
      // Node says where it goes to right after it has made the request.
      if (kind && property) process.nextTick(() => note(kind, Reflect.get(resource, property)));
      // Of datagrams it does not.
      if (type === 'UDPWRAP') note('udp', 'unknown');
    },
  }).enable();
  subscribe('child_process', (message) => {
    const { process: child } = message as { process: ChildProcess };
    process.nextTick(() => note('start', path.basename(child.spawnfile)));
  });
}
