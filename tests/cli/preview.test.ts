import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nevertwice, ROOT } from '../tools/cli.ts';

const PAGES = {
  'index.html': 'Home',
  '404.html': 'Nowhere',
  'causes/index.html': 'Causes',
  'postmortems.json': '{}',
  'a.md': '0123456789',
  'a ü.txt': 'Umlaut',
  LICENSE: 'Licence',
  '.env': 'secret',
  '.git/config': 'secret',
  '.well-known/security.txt': 'Contact',
};

const servers: ChildProcess[] = [];
let root: string;
let port: number;
let errors = '';

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-preview-'));
  writeSite(root, { 'secret.txt': 'secret', 'secrets/index.html': 'secret' });
  const dist = path.join(root, 'dist');
  writeSite(dist, PAGES);
  symlinkSync('../secret.txt', path.join(dist, 'link.txt'));
  symlinkSync('../secrets', path.join(dist, 'linked'));
  symlinkSync('a.md', path.join(dist, 'inner.md'));
  symlinkSync('loop.md', path.join(dist, 'loop.md'));
  execFileSync('mkfifo', [path.join(dist, 'pipe.html')]);
  port = await start('dist', '--port', '0', '--base', '/kb/', '--allowed-hosts', 'kb.example,.corp.example');
});

afterAll(async () => {
  for (const server of servers) {
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
  }
  rmSync(root, { recursive: true });
});

function writeSite(folder: string, pages: Record<string, string>): void {
  for (const [name, content] of Object.entries(pages)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
}

/** Starts a preview that ends with the tests. Returns its port. */
async function start(out: string, ...options: string[]): Promise<number> {
  const command = [path.join(ROOT, 'bin/nevertwice.js'), 'preview', '--out', out, ...options];
  const server = spawn(process.execPath, command, { cwd: root });
  servers.push(server);
  server.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const [line] = await once(server.stdout, 'data');
  return Number(/^http:\/\/127\.0\.0\.1:(\d+)\/(?:kb\/)?\n$/.exec(String(line))?.[1]);
}

interface Answer {
  status: number;
  headers: string;
  body: string;
}

/** Returns the response to a raw request, which `fetch` would normalize. */
async function ask(lines: string[], at = port): Promise<Answer> {
  const socket = connect(at, '127.0.0.1');
  socket.write([...lines, 'Connection: close', '', ''].join('\r\n'));
  const answer = await text(socket);
  const end = answer.indexOf('\r\n\r\n');
  return { status: Number(answer.split(' ')[1]), headers: answer.slice(0, end), body: answer.slice(end + 4) };
}

const get = (address: string, ...headers: string[]) => ask([`GET ${address} HTTP/1.1`, 'Host: localhost', ...headers]);

describe('nevertwice preview', () => {
  test.each([
    ['/kb/', 200, 'Home'],
    ['/kb/causes/', 200, 'Causes'],
    ['/kb/causes', 200, 'Causes'],
    ['/kb/postmortems.json', 200, '{}'],
    ['/kb/causes/?a=1', 200, 'Causes'],
    ['/kb/a%20%C3%BC.txt', 200, 'Umlaut'],
    ['/kb/LICENSE', 200, 'Licence'],
    ['/kb/inner.md', 200, '0123456789'],
    ['/kb/.well-known/security.txt', 200, 'Contact'],
    ['/kb/nowhere', 404, 'Nowhere'],
    ['/kb/../secret.txt', 404, 'Nowhere'],
    ['/kb/%2e%2e/secret.txt', 404, 'Nowhere'],
    ['/kb/..%2fsecret.txt', 404, 'Nowhere'],
    ['/kb/..%5csecret.txt', 404, 'Nowhere'],
    ['/kb/causes/..%2f..%2f..%2fsecret.txt', 404, 'Nowhere'],
    ['/kb/link.txt', 404, 'Nowhere'],
    ['/kb/linked/', 404, 'Nowhere'],
    ['/kb/linked/index.html', 404, 'Nowhere'],
    ['/kb/loop.md', 404, 'Nowhere'],
    ['/kb/pipe.html', 404, 'Nowhere'],
    ['/kb/.env', 404, 'Nowhere'],
    ['/kb/%2eenv', 404, 'Nowhere'],
    ['/kb/.git/config', 404, 'Nowhere'],
    [`/kb/${'a'.repeat(5000)}`, 404, 'Nowhere'],
    ['/kb/postmortems.json/deeper', 404, 'Nowhere'],
    ['/kb/%', 404, 'Nowhere'],
    ['/kb/%00', 404, 'Nowhere'],
    ['/', 302, ''],
    ['/secret.txt', 302, ''],
  ])('answers %s with %i', async (address, status, content) => {
    const answer = await get(address);
    expect([answer.status, answer.body.includes(content), answer.body.includes('secret')]).toEqual([
      status,
      true,
      false,
    ]);
    expect(answer.headers).toContain('X-Content-Type-Options: nosniff');
  });

  test.each([
    ['a.md', 'text/markdown; charset=utf-8'],
    ['', 'text/html; charset=utf-8'],
    ['postmortems.json', 'application/json'],
    ['LICENSE', 'application/octet-stream'],
  ])('serves /kb/%s as %s', async (address, type) => {
    expect((await get(`/kb/${address}`)).headers).toContain(`Content-Type: ${type}\r\n`);
  });

  test.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=5-2', 416, '', 'bytes */10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=0-1,4-5', 200, '0123456789', undefined],
    ['bytes=a-b', 200, '0123456789', undefined],
    ['lines=1-2', 200, '0123456789', undefined],
  ])('answers a request for %s with %i', async (range, status, content, told) => {
    const answer = await get('/kb/a.md', `Range: ${range}`);
    expect([answer.status, answer.body]).toEqual([status, content]);
    expect(/Content-Range: (.*)/.exec(answer.headers)?.[1]).toBe(told);
  });

  test.each([
    ['postmortems.json', 'gzip', true],
    ['causes/', 'br, gzip;q=0.5', true],
    ['nowhere', 'gzip', true],
    ['causes/', 'br', false],
    ['causes/', 'gzip;q=0', false],
    ['causes/', 'identity', false],
    ['LICENSE', 'gzip', false],
  ])('compresses /kb/%s for a client that accepts %s: %s', async (address, coding, isCompressed) => {
    const read = async (accepted: string) => {
      const url = `http://127.0.0.1:${port}/kb/${address}`;
      const headers = (await fetch(url, { method: 'HEAD', headers: { 'Accept-Encoding': accepted } })).headers;
      const answer = await fetch(url, { headers: { 'Accept-Encoding': accepted } });
      expect(answer.headers.get('content-encoding')).toBe(headers.get('content-encoding'));
      expect(answer.headers.get('content-length')).toBe(headers.get('content-length'));
      return { text: await answer.text(), headers };
    };
    const plain = await read('identity');
    const { text, headers } = await read(coding);
    expect([headers.get('content-encoding'), text]).toEqual([isCompressed ? 'gzip' : null, plain.text]);
    expect(headers.get('content-length') === null).toBe(isCompressed);
    expect(headers.get('etag')).toBe(plain.headers.get('etag'));
    expect([headers.get('vary'), plain.headers.get('vary')]).toEqual(['Accept-Encoding', 'Accept-Encoding']);
  });

  test('never compresses a range', async () => {
    const answer = await get('/kb/a.md', 'Range: bytes=2-4', 'Accept-Encoding: gzip');
    expect([answer.status, answer.body]).toEqual([206, '234']);
    expect(answer.headers).not.toContain('Content-Encoding');
  });

  test('sends the whole file for a conditional range', async () => {
    expect(await get('/kb/a.md', 'Range: bytes=2-4', 'If-Range: W/"1"')).toMatchObject({
      status: 200,
      body: '0123456789',
    });
  });

  test('does not send a file again that the browser has cached', async () => {
    const { headers } = await get('/kb/a.md');
    const tag = /ETag: (.*)/.exec(headers)?.[1];
    expect(await get('/kb/a.md', `If-None-Match: ${tag}`)).toMatchObject({ status: 304, body: '' });
  });

  test('answers HEAD like GET, without the content', async () => {
    const { status, headers, body } = await ask(['HEAD /kb/a.md HTTP/1.1', 'Host: localhost']);
    expect([status, body]).toEqual([200, '']);
    expect(headers).toContain('Content-Length: 10');
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('refuses %s', async (method) => {
    const { status, headers } = await ask([`${method} /kb/ HTTP/1.1`, 'Host: localhost']);
    expect([status, /Allow: (.*)/.exec(headers)?.[1]]).toEqual([405, 'GET, HEAD']);
  });

  test.each([
    ['localhost', 200],
    ['LOCALHOST:4321', 200],
    ['kb.localhost', 200],
    ['127.0.0.1:4321', 200],
    ['[::1]:4321', 200],
    ['192.168.0.7', 200],
    ['kb.example:4321', 200],
    ['wiki.corp.example', 200],
    ['evil.example', 403],
    ['localhost.evil.example', 403],
    ['127.0.0.1.evil.example', 403],
    ['evilkb.example', 403],
    ['', 403],
  ])('answers for the host %j with %i', async (host, expected) => {
    const { status, body } = await ask(['GET /kb/ HTTP/1.1', `Host: ${host}`]);
    expect([status, body.includes('Home')]).toEqual([expected, expected === 200]);
  });

  test('has printed nothing during these tests', () => {
    expect([servers[0]?.exitCode, errors]).toEqual([null, '\nServing until Ctrl-C:\n']);
  });

  test('shows later builds', async () => {
    writeFileSync(path.join(root, 'dist/index.html'), 'Home again');
    expect((await get('/kb/')).body).toContain('Home again');
  });

  test('exits with status 2 if the given port is in use', async () => {
    const { status, stderr } = await nevertwice(['preview', '--port', String(port)], root);
    expect([status, stderr]).toEqual([2, `nevertwice: port ${port} is in use; choose another with --port\n`]);
  });
});

test('two previews without --port use two ports', async () => {
  const ports = [await start('dist'), await start('dist')];
  expect(new Set(ports).size).toBe(2);
  for (const at of ports) expect(await ask(['GET / HTTP/1.1', 'Host: localhost'], at)).toMatchObject({ status: 200 });
});

describe('nevertwice preview of a site', () => {
  test('without a 404 page, or with a folder of that name, answers itself', async () => {
    const site = path.join(root, 'folder-404');
    writeSite(site, { 'index.html': 'Home', '404.html/x.txt': 'x' });
    const at = await start(site, '--port', '0');
    for (const address of ['/nowhere', '/404.html']) {
      expect(await ask([`GET ${address} HTTP/1.1`, 'Host: localhost'], at)).toMatchObject({
        status: 404,
        body: 'Not found.\n',
      });
    }
  });

  test('that builds replace always serves one of them, and the last one in the end', async () => {
    const site = path.join(root, 'swapped');
    const pageOf = (build: number) => ({ 'index.html': `${build}${'x'.repeat(build)}`, '404.html': 'Nowhere' });
    writeSite(site, pageOf(0));
    const at = await start(site, '--port', '0');
    const home = () =>
      fetch(`http://127.0.0.1:${at}/`).then(async (answer) => [answer.status, await answer.text()] as const);
    let isBuilding = true;
    const visitors = Array.from({ length: 8 }, async () => {
      const seen: (readonly [number, string])[] = [];
      while (isBuilding) seen.push(await home());
      return seen;
    });
    for (let build = 1; build <= 150; build++) {
      writeSite(`${site}.new`, pageOf(build));
      // Like `build`.
      renameSync(site, `${site}.old`);
      renameSync(`${site}.new`, site);
      rmSync(`${site}.old`, { recursive: true });
      await setImmediate();
    }
    isBuilding = false;
    for (const [status, body] of (await Promise.all(visitors)).flat()) {
      if (status === 200) expect(body).toBe(pageOf(Number.parseInt(body, 10))['index.html']);
      else expect([status, ['Nowhere', 'Not found.\n'].includes(body)]).toEqual([404, true]);
    }
    expect(await home()).toEqual([200, pageOf(150)['index.html']]);
  });
});
