import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

const bin = path.resolve(import.meta.dirname, '../../bin/nevertwice.js');
const document = (title: string, more = '') => `---
title: ${title}
started: 2024-04-15T15:45:00Z
duration: 2h
impact: 30
cause: config-change
${more}---
## Summary

The pool was too small.
`;

// Every look renders a page: not more of them than a person would ask for.
const PATIENCE = { timeout: 120_000, interval: 500 };

let folder: string;
let server: ChildProcess;
let address: string;
let errors = '';

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-dev-'));
  writeFileSync(path.join(folder, 'a.md'), document('The first title'));
  writeFileSync(path.join(folder, 'b.md'), document('A draft', 'status: draft\n'));
  // Astro's server does not answer where it takes itself to be in a test.
  const { VITEST: _, ...env } = process.env;
  server = spawn(process.execPath, [bin, 'dev', folder, '--port', '0', '--base', '/kb/'], { cwd: folder, env });
  server.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  const [line] = await once(server.stdout as NodeJS.ReadableStream, 'data');
  address = String(line).trim();
});

afterAll(async () => {
  const ended = once(server, 'exit');
  server.kill('SIGINT');
  expect((await ended)[0]).toBe(0);
  rmSync(folder, { recursive: true });
});

const get = async (page: string) => (await fetch(address + page)).text();

describe('nevertwice dev', () => {
  test('prints the address, with the base', () => expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/kb\/$/));

  test('shows documents, drafts too', async () => {
    expect(await get('postmortems/a/')).toContain('The first title');
    expect(await get('postmortems/b/')).toContain('A draft');
  });

  test('serves the search index from memory', async () => {
    const response = await fetch(`${address}pagefind/pagefind-entry.json`);
    expect(await response.json()).toMatchObject({ languages: { en: { page_count: 2 } } });
  });

  test('follows edits', async () => {
    writeFileSync(path.join(folder, 'a.md'), document('The second title'));
    await vi.waitFor(async () => expect(await get('postmortems/a/')).toContain('The second title'), PATIENCE);
  });

  test('shows the report of a broken file, in pages and on the terminal, and goes on', async () => {
    writeFileSync(path.join(folder, 'a.md'), document('Broken').replace('impact: 30', 'impact: 130'));
    await vi.waitFor(async () => expect(await get('')).toContain('a percentage from 0 to 100'), PATIENCE);
    await vi.waitFor(() => expect(errors).toMatch(/a\.md:5:9/), PATIENCE);
    writeFileSync(path.join(folder, 'a.md'), document('Mended'));
    await vi.waitFor(async () => expect(await get('postmortems/a/')).toContain('Mended'), PATIENCE);
    expect(await get('')).not.toContain('a percentage from 0 to 100');
  });

  test('keeps the documents while archive.yml is broken', async () => {
    writeFileSync(path.join(folder, 'archive.yml'), 'titel: x\n');
    await vi.waitFor(async () => expect(await get('')).toContain('titel'), PATIENCE);
    expect(await get('postmortems/a/')).toContain('Mended');
    expect(readFileSync(path.join(folder, 'archive.yml'), 'utf8')).toBe('titel: x\n');
  });
});
