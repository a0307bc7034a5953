import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nevertwice, ROOT } from '../tools/cli.ts';

let root: string;
let server: ChildProcess;
let port: number;

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-preview-'));
  writeFileSync(path.join(root, 'secret.txt'), 'secret');
  mkdirSync(path.join(root, 'dist/causes'), { recursive: true });
  const pages = {
    'index.html': 'Home',
    '404.html': 'Nowhere',
    'causes/index.html': 'Causes',
    'postmortems.json': '{}',
  };
  for (const [name, content] of Object.entries(pages)) writeFileSync(path.join(root, 'dist', name), content);
  const command = [path.join(ROOT, 'bin/nevertwice.js'), 'preview', '--base', '/kb/', '--port', '0'];
  server = spawn(process.execPath, command, { cwd: root });
  const [line] = await once(server.stdout as NodeJS.ReadableStream, 'data');
  port = Number(/^http:\/\/127\.0\.0\.1:(\d+)\/kb\/\n$/.exec(String(line))?.[1]);
});

afterAll(async () => {
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  expect((await ended)[0]).toBe(0);
  rmSync(root, { recursive: true });
});

/** What the server says to a request line as it is written: `fetch` would mend it. */
async function get(address: string): Promise<[number, string]> {
  const socket = connect(port, '127.0.0.1');
  socket.write(`GET ${address} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
  const answer = await text(socket);
  return [Number(answer.split(' ')[1]), answer.slice(answer.indexOf('\r\n\r\n') + 4)];
}

describe('nevertwice preview', () => {
  test.each([
    ['/kb/', 200, 'Home'],
    ['/kb/causes/', 200, 'Causes'],
    ['/kb/postmortems.json', 200, '{}'],
    ['/kb/causes/?a=1', 200, 'Causes'],
    ['/kb/nowhere', 404, 'Nowhere'],
    ['/kb/../secret.txt', 404, 'Nowhere'],
    ['/kb/%2e%2e/secret.txt', 404, 'Nowhere'],
    ['/kb/..%2fsecret.txt', 404, 'Nowhere'],
    ['/kb/%', 404, 'Nowhere'],
    ['/kb/%00', 404, 'Nowhere'],
    ['/', 302, ''],
    ['/secret.txt', 302, ''],
  ])('answers %s with %i', async (address, status, content) => {
    const [found, body] = await get(address);
    expect([found, body.includes(content), body.includes('secret')]).toEqual([status, true, false]);
  });

  test('shows what was built since', async () => {
    writeFileSync(path.join(root, 'dist/index.html'), 'Home again');
    expect((await get('/kb/'))[1]).toContain('Home again');
  });

  test('ends with 2 where the port is taken', async () => {
    const { status, stderr } = await nevertwice(['preview', '--port', String(port)], root);
    expect([status, stderr]).toEqual([2, `nevertwice: port ${port} is taken; name another with --port\n`]);
  });
});
