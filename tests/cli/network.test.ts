import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeSingleArchive } from '../tools/archives.ts';
import { nevertwice, ROOT } from '../tools/cli.ts';
import type { Asked } from '../tools/connections.ts';

const PRELOAD = path.join(ROOT, 'tests/tools/connections.ts');

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-network-'));
  mkdirSync(path.join(root, 'archive'));
  writeSingleArchive(path.join(root, 'archive'));
  mkdirSync(path.join(root, 'site'));
  writeFileSync(path.join(root, 'site/index.html'), 'Home');
});
afterAll(() => rmSync(root, { recursive: true }));

/** The environment of somebody at their own machine who has not said a word about telemetry, and where it is noted. */
function environment(name: string): NodeJS.ProcessEnv {
  const home = path.join(root, 'home', name);
  mkdirSync(home, { recursive: true });
  const env: NodeJS.ProcessEnv = { HOME: home, XDG_CONFIG_HOME: undefined };
  for (const key of Object.keys(process.env))
    if (/^(?:CI|GITHUB_|ASTRO_|TELEMETRY|VITEST|npm_)/.test(key)) env[key] = undefined;
  return { ...env, NODE_OPTIONS: `--import ${PRELOAD}`, CONNECTIONS: path.join(root, `${name}.jsonl`) };
}

function asked(name: string): Asked[] {
  const file = path.join(root, `${name}.jsonl`);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  return lines.map((line) => JSON.parse(line));
}

const LOOPBACK = /^(?:127\.|::1$|localhost$)/;
// Git is told to allow no protocol; the others have none.
const PROGRAMS = /^(?:node|git|esbuild|pagefind(?:_extended)?)$/;

/** What left this machine, or could do so unseen. */
function outgoing(name: string): Asked[] {
  return asked(name).filter(({ kind, target }) => !(kind === 'start' ? PROGRAMS : LOOPBACK).test(target));
}

/** Starts a server, runs `visit` with the address that it prints, and ends it. */
async function serving(
  args: readonly string[],
  name: string,
  visit: (address: string) => Promise<void>,
): Promise<void> {
  const env = { ...process.env, ...environment(name) };
  const command = [path.join(ROOT, 'bin/nevertwice.js'), ...args];
  const server: ChildProcess = spawn(process.execPath, command, {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(server, 'exit');
  try {
    const [line] = await once(server.stdout as NodeJS.ReadableStream, 'data');
    await visit(String(line).trim());
  } finally {
    server.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
  }
}

test('what a process asks of the network is seen, whichever way it asks', async () => {
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
  const lines = asked('trap').map(({ kind, target }) => `${kind} ${target}`);
  expect(lines).toEqual(expect.arrayContaining(['lookup localhost', 'start node', 'udp unknown']));
  // The process itself, and the one that it has started.
  expect(lines.filter((line) => line === 'connect 127.0.0.1').length).toBeGreaterThanOrEqual(2);
});

describe('no command asks another machine for anything:', () => {
  test.each([
    ['check', ['check', 'archive', '--format', 'json']],
    ['report', ['report', 'archive']],
    ['similar', ['similar', 'connection refused by db:5432', '--in', 'archive']],
    ['schema', ['schema', 'archive']],
    ['build', ['build', 'archive', '--out', 'dist']],
  ])('%s', async (name, args) => {
    expect((await nevertwice(args, root, environment(name))).status).toBe(name === 'similar' ? 1 : 0);
    expect(outgoing(name)).toEqual([]);
  });

  test.each([
    ['dev', ['dev', 'archive']],
    ['preview', ['preview', '--out', 'site']],
  ])('%s, while it serves pages', async (name, args) => {
    await serving([...args, '--port', '0'], name, async (address) => {
      for (const page of ['', 'postmortems/2024-01-02-one/', 'pagefind/pagefind-entry.json', 'nowhere/']) {
        await (await fetch(address + page)).text();
      }
    });
    expect(outgoing(name)).toEqual([]);
  });
});
