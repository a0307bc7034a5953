import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeSingleArchive } from '../tools/archives/archives.ts';
import { nevertwice, ROOT } from '../tools/cli.ts';
import { networkLog } from '../tools/network-log.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-network-'));
  mkdirSync(path.join(root, 'archive'));
  writeSingleArchive(path.join(root, 'archive'));
  mkdirSync(path.join(root, 'site'));
  writeFileSync(path.join(root, 'site/index.html'), 'Home');
});
afterAll(() => rmSync(root, { recursive: true }));

const { environment, attempts, outgoing } = networkLog(() => root);

test('network requests of a process are detected, however it makes them', async () => {
  const script = `
    const server = require('node:http').createServer((request, response) => response.end()).listen(0, async () => {
      const { port } = server.address();
      await fetch('http://127.0.0.1:' + port);
      await fetch('http://localhost:' + port);
      const child = 'fetch("http://127.0.0.1:' + port + '")';
      await require('node:util').promisify(require('node:child_process').execFile)(process.execPath, ['-e', child]);
      server.close();
      require('node:dgram').createSocket('udp4').unref();
    });`;
  const env = { ...process.env, ...environment('trap') };
  await promisify(execFile)(process.execPath, ['-e', script], { cwd: root, env });
  const lines = attempts('trap').map(({ kind, target }) => `${kind} ${target}`);
  expect(lines).toEqual(expect.arrayContaining(['lookup localhost', 'start node', 'udp unknown']));
  // The process itself, and the one it started.
  expect(lines.filter((line) => line === 'connect 127.0.0.1').length).toBeGreaterThanOrEqual(2);
});

describe('no command makes network requests:', () => {
  test.each([
    ['check', ['check', 'archive', '--format', 'json']],
    ['digest', ['report', 'archive']],
    ['similar', ['similar', 'connection refused by db:5432', '--in', 'archive']],
    ['schema', ['schema', 'archive']],
    ['build', ['build', 'archive', '--out', 'dist']],
  ])('%s', async (name, args) => {
    expect((await nevertwice(args, root, environment(name))).status).toBe(name === 'similar' ? 1 : 0);
    expect(outgoing(name)).toEqual([]);
  });

  test('preview, while it serves pages', async () => {
    const server = spawn(
      process.execPath,
      [path.join(ROOT, 'bin/nevertwice.js'), 'preview', '--out', 'site', '--port', '0'],
      { cwd: root, env: { ...process.env, ...environment('preview') }, stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const ended = once(server, 'exit');
    try {
      const [line] = await once(server.stdout, 'data');
      for (const page of ['', 'nowhere/']) await (await fetch(String(line).trim() + page)).text();
    } finally {
      server.kill('SIGINT');
      expect(await ended).toEqual([0, null]);
    }
    expect(outgoing('preview')).toEqual([]);
  });
  // dev.test.ts covers `dev`, which can only run once at a time in a clone.
});
