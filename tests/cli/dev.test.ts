import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { writeCorpus } from '../../bench/corpus.ts';
import { networkLog } from '../tools/network-log.ts';

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
let logs: string;
let server: ChildProcess;
let address: string;
let errors = '';

const { environment, attempts, outgoing } = networkLog(() => logs);

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-dev-'));
  writeFileSync(path.join(folder, 'a.md'), document('The first title'));
  writeFileSync(path.join(folder, 'b.md'), document('A draft', 'status: draft\n'));
  writeFileSync(path.join(folder, 'z.md'), document('One bad value', 'severity: grave\n'));
  logs = mkdtempSync(path.join(tmpdir(), 'nevertwice-dev-network-'));
  // Without VITEST: Astro's server does not answer where it takes itself to be in a test.
  const env = { ...process.env, ...environment('dev') };
  server = spawn(
    process.execPath,
    [bin, 'dev', folder, '--port', '0', '--base', '/kb/', '--allowed-hosts', 'kb.example'],
    { cwd: folder, env },
  );
  server.stderr?.on('data', (chunk) => {
    errors += String(chunk).replaceAll(folder + path.sep, '');
  });
  const [line] = await once(server.stdout as NodeJS.ReadableStream, 'data');
  address = String(line).trim();
});

afterAll(async () => {
  const ended = once(server, 'exit');
  server.kill('SIGINT');
  expect((await ended)[0]).toBe(0);
  rmSync(folder, { recursive: true });
  rmSync(logs, { recursive: true });
});

/** Puts a file into its place at once: of a file that is being written, a part may be read. */
function save(file: string, text: string): void {
  writeFileSync(`${folder}.new`, text);
  renameSync(`${folder}.new`, path.join(folder, file));
}

const get = async (page: string) => (await fetch(address + page)).text();

describe('nevertwice dev', () => {
  test('prints the address, with the base', () => expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/kb\/$/));

  // Other than with `fetch`, the address stays as it is written and any host can be asked for.
  const statusOf = (method: string, page: string, headers: Record<string, string> = {}) => {
    const { hostname, port } = new URL(address);
    return new Promise<number | undefined>((resolve, reject) => {
      const asked = request({ hostname, port, method, path: page, headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      asked.on('error', reject).end();
    });
  };

  test.each([
    ['GET', '/kb/', 200],
    ['HEAD', '/kb/', 200],
    ['GET', '/kb/nowhere/', 404],
    ['GET', '/kb/?q=%zz', 200],
    ['GET', '/elsewhere', 302],
    ['GET', '/kb/postmortems/%zz/', 400],
    ['GET', '/kb/pagefind/%ff', 400],
    ['POST', '/kb/', 405],
    ['DELETE', '/kb/postmortems/a/', 405],
  ])('answers %s %s with %i', async (method, page, status) => {
    expect(await statusOf(method, page)).toBe(status);
    expect(errors).not.toContain('URI malformed');
  });

  test.each([
    ['localhost', 200],
    ['[::1]:4321', 200],
    ['kb.example', 200],
    ['evil.example', 403],
  ])('answers for the host %s with %i', async (host, status) => {
    expect(await statusOf('GET', '/kb/', { host })).toBe(status);
  });

  test('shows documents, drafts too', async () => {
    expect(await get('postmortems/a/')).toContain('The first title');
    expect(await get('postmortems/b/')).toContain('A draft');
  });

  test('serves the search index from memory', async () => {
    const response = await fetch(`${address}pagefind/pagefind-entry.json`);
    expect(await response.json()).toMatchObject({ languages: { en: { page_count: 3 } } });
  });

  test('reports errors first on the terminal, whatever their files', async () => {
    await vi.waitFor(() => expect(errors).toMatch(/\n3 files, 1 error, 12 warnings\n/), PATIENCE);
    expect(errors).toMatch(/^\nServing until Ctrl-C:\nz\.md:7:11\n {2}error Unexpected value `grave` for `severity`/);
    expect(errors).toMatch(/\n {2}warning Missing section `Timeline`/);
  });

  test('shows a document with one bad value, and what is wrong with it', async () => {
    const page = await get('postmortems/z/');
    expect(page).toMatch(/<h1[^>]*>One bad value<\/h1>/);
    expect(page).toContain('The pool was too small.');
    const [, own = ''] = /<section data-dev-report="page"[^>]*>([\s\S]*?)<\/section>/.exec(page) ?? [];
    expect(own).toContain('This document has errors. The page shows only its valid parts.');
    expect(own).toContain('Unexpected value `grave` for `severity`');
    expect(own).not.toContain('a.md');
  });

  test('follows edits', async () => {
    const before = errors.length;
    save('a.md', document('The second title'));
    await vi.waitFor(async () => expect(await get('postmortems/a/')).toContain('The second title'), PATIENCE);
    await vi.waitFor(
      () => expect(errors.slice(before)).toBe('3 files, 1 error, 12 warnings (0 new, 0 resolved)\n'),
      PATIENCE,
    );
  });

  test('shows the report of a broken file, in pages and on the terminal, and goes on', async () => {
    save('a.md', document('Broken').replace('impact: 30', 'impact: 130'));
    await vi.waitFor(async () => expect(await get('')).toContain('a percentage from 0 to 100'), PATIENCE);
    await vi.waitFor(() => expect(errors).toMatch(/a\.md:5:9/), PATIENCE);
    expect(await get('postmortems/a/')).toMatch(/<h1[^>]*>Broken<\/h1>/);
    save('a.md', document('Mended'));
    await vi.waitFor(async () => expect(await get('postmortems/a/')).toContain('Mended'), PATIENCE);
    expect(await get('')).not.toContain('a percentage from 0 to 100');
    await vi.waitFor(() => expect(errors).toMatch(/\(0 new, 1 resolved\)\n$/), PATIENCE);
  });

  test('says on the terminal only what an edit has changed', async () => {
    const told = async (file: string, text: string) => {
      const before = errors.length;
      save(file, text);
      await vi.waitFor(() => expect(errors.slice(before)).toMatch(/\d+ files?, .*\)\n$/), PATIENCE);
      return errors.slice(before);
    };
    const broken = await told('z.md', document('One bad value', 'severity: grave\nstatus: done\n'));
    expect(broken.match(/^\S+:\d+:\d+$/gm)).toEqual(['z.md:8:9']);
    expect(broken).toMatch(/\n3 files, 2 errors, 12 warnings \(1 new, 0 resolved\)\n$/);
    const mended = await told('z.md', document('One bad value', 'severity: sev1\n'));
    expect(mended).toMatch(/^Resolved: z\.md Unexpected value `grave`.*\nResolved: z\.md Unexpected value `done`/);
    expect(mended).toMatch(/\n3 files, 0 errors, 12 warnings \(0 new, 2 resolved\)\n$/);
  });

  test('keeps the documents while archive.yml is broken', async () => {
    save('archive.yml', 'titel: x\n');
    await vi.waitFor(async () => expect(await get('')).toContain('titel'), PATIENCE);
    expect(await get('postmortems/a/')).toContain('Mended');
    expect(readFileSync(path.join(folder, 'archive.yml'), 'utf8')).toBe('titel: x\n');
  });

  test('follows edits of the files of the theme', async () => {
    const logo = (width: number) =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20"><path d="M0 0h9v9z"/></svg>`;
    save('logo.svg', logo(40));
    save('site.css', '.one {}');
    save('home.md', 'The first text');
    save('archive.yml', 'theme: { logo: logo.svg, css: [site.css], home: home.md }\n');
    await vi.waitFor(async () => expect(await get('')).toContain('The first text'), PATIENCE);
    expect(await get('')).toMatch(/<img class="logo[^>]* width="40"/);
    const sheetOf = (page: string) => /href="\/kb\/(files\/site\.[\da-f]{10}\.css)"/.exec(page)?.[1] ?? '';
    const before = sheetOf(await get(''));
    const response = await fetch(address + before);
    expect([response.headers.get('content-type'), await response.text()]).toEqual([
      'text/css; charset=utf-8',
      '.one {}',
    ]);
    save('home.md', 'The second text');
    await vi.waitFor(async () => expect(await get('')).toContain('The second text'), PATIENCE);
    save('site.css', '.two {}');
    await vi.waitFor(async () => expect(sheetOf(await get(''))).not.toBe(before), PATIENCE);
    expect(await get(sheetOf(await get('')))).toBe('.two {}');
    save('logo.svg', logo(60));
    await vi.waitFor(async () => expect(await get('')).toMatch(/<img class="logo[^>]* width="60"/), PATIENCE);
    save('site.css', '@import "https://example.com/x.css";');
    await vi.waitFor(async () => expect(await get('')).toContain('Unexpected `@import`'), PATIENCE);
  });

  test('asks no other machine for anything', () => {
    expect(attempts('dev')).not.toEqual([]);
    expect(outgoing('dev')).toEqual([]);
  });
});

test('nevertwice dev stops while it reads the archive, and leaves no temporary files', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'nevertwice-dev-stop-'));
  const [archive, temporary] = [path.join(root, 'archive'), path.join(root, 'tmp')];
  mkdirSync(temporary);
  writeCorpus(archive, 300);
  const env = { ...process.env, TMPDIR: temporary };
  const stopped = spawn(process.execPath, [bin, 'dev', archive, '--port', '0', '--no-cache'], { cwd: root, env });
  const ended = once(stopped, 'exit');
  await once(stopped.stdout, 'data');
  stopped.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
  expect(readdirSync(temporary).filter((name) => name.startsWith('nevertwice-'))).toEqual([]);
  rmSync(root, { recursive: true });
});
