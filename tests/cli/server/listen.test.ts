import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addressOf, listen, listenFrom, portProblem } from '../../../src/cli/server/listen.ts';
import { nevertwice } from '../../tools/cli.ts';

const server = createServer();
let port: number;
beforeEach(async () => {
  const found = await listen(server, '127.0.0.1', 0);
  if (typeof found === 'string') throw new Error(found);
  port = found;
});
afterEach(() => new Promise<void>((resolve) => server.close(() => resolve())));

test.each([
  ['127.0.0.1', 'http://127.0.0.1:4321/kb/'],
  ['localhost', 'http://localhost:4321/kb/'],
  ['::1', 'http://[::1]:4321/kb/'],
])('addressOf formats the host %s for browsers', (host, address) => {
  expect(addressOf(host, 4321, '/kb/')).toBe(address);
});

describe('portProblem', () => {
  test('is undefined if a server can listen', async () => expect(await portProblem('127.0.0.1', 0)).toBeUndefined());

  test('reports a port in use', async () => {
    expect(await portProblem('127.0.0.1', port)).toBe(`port ${port} is in use; choose another with --port`);
  });

  test('reports an address that the machine does not have', async () => {
    expect(await portProblem('192.0.2.1', 0)).toBe('this machine has no address 192.0.2.1');
  });
});

describe('listenFrom', () => {
  const other = createServer();
  afterEach(() => new Promise<void>((resolve) => other.close(() => resolve())));

  test('uses the next free port', async () => {
    expect(await listenFrom(other, '127.0.0.1', port)).toBeGreaterThan(port);
    expect(other.listening).toBe(true);
  });

  test('reports an address that the machine does not have, for any port', async () => {
    expect(await listenFrom(other, '192.0.2.1', port)).toBe('this machine has no address 192.0.2.1');
  });
});

// tests/cli/preview.test.ts covers `preview`.
test('dev exits with status 2 if the given port is in use', async () => {
  const { status, stdout, stderr } = await nevertwice(['dev', '--port', String(port)]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toBe(`nevertwice: port ${port} is in use; choose another with --port\n`);
});
