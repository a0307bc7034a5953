import { mkdirSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listen } from '../../../src/cli/server/listen.ts';
import { type OpenFile, openFile, openReplaced, sendFile } from '../../../src/cli/server/static-files.ts';

let root: string;
let folder: string;
let file: OpenFile;
beforeEach(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-static-'));
  folder = path.join(root, 'site');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'index.html'), 'a'.repeat(500_000));
  const found = await openFile(folder, '');
  if (!found) throw new Error('There is no index.html');
  file = found;
});
afterEach(() => rmSync(root, { recursive: true }));

/** Returns what a browser receives of the open file. */
async function fetchFile(): Promise<{ status: number; body: string }> {
  let sent: Promise<void> = Promise.resolve();
  const server = createServer((request, response) => {
    sent = sendFile(request, response, file);
  });
  const port = await listen(server, '127.0.0.1', 0);
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    return { status: answer.status, body: await answer.text() };
  } finally {
    await sent;
    server.close();
    server.closeAllConnections();
  }
}

describe('an open file', () => {
  test('is sent completely after a build replaced the site', async () => {
    renameSync(folder, `${folder}.old`);
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'index.html'), 'b');
    rmSync(`${folder}.old`, { recursive: true });
    expect(await fetchFile()).toEqual({ status: 200, body: 'a'.repeat(500_000) });
  });

  test('closes the connection if it became shorter, so that the browser does not wait', async () => {
    truncateSync(path.join(folder, 'index.html'), 1000);
    await expect(fetchFile()).rejects.toThrow('terminated');
  });
});

describe('openReplaced', () => {
  test('finds the file of a folder that is missing for a moment', async () => {
    renameSync(folder, `${folder}.old`);
    const found = await openReplaced(folder, '', async () => renameSync(`${folder}.old`, folder));
    expect(found?.stats.size).toBe(500_000);
    await found?.handle.close();
  });

  test('gives up after one pause', async () => {
    let pauses = 0;
    expect(await openReplaced(folder, 'nowhere', async () => pauses++)).toBeUndefined();
    expect(pauses).toBe(1);
  });
});
