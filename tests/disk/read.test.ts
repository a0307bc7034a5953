import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultSettings, documentSettings } from '../../src/archive/settings.ts';
import { readFrontmatters } from '../../src/build/frontmatters.ts';
import { ABOUT_LIST } from '../../src/disk/built-site.ts';
import { type Cache, NO_CACHE } from '../../src/disk/cache.ts';
import { findDocuments, readSource } from '../../src/disk/read.ts';
import { loadSettings } from '../../src/disk/settings.ts';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-read-'));
  folder = path.join(root, 'archive');
  mkdirSync(folder);
  writeFileSync(path.join(root, 'outside.md'), 'outside');
  mkdirSync(path.join(root, 'outside'));
});
afterEach(() => rmSync(root, { recursive: true }));

const at = (name: string) => path.join(folder, name);
const link = (target: string, name: string) => symlinkSync(target, at(name));
const files = async () => (await findDocuments(folder)).map((file) => path.relative(folder, file));

describe('findDocuments', () => {
  test('finds files that end in .md in all folders, in code-unit order', async () => {
    mkdirSync(at('2024/q1'), { recursive: true });
    for (const name of ['b.md', 'B.md', '2024/a.md', '2024/q1/a.md', '2024.md', 'a.markdown', 'archive.yml']) {
      writeFileSync(at(name), '');
    }
    expect(await files()).toEqual(['2024.md', '2024/a.md', '2024/q1/a.md', 'B.md', 'b.md']);
  });

  test('skips hidden folders, hidden files and node_modules', async () => {
    for (const name of ['.git', 'node_modules/x', 'a/.cache']) mkdirSync(at(name), { recursive: true });
    for (const name of ['.git/a.md', 'node_modules/x/a.md', 'a/.cache/a.md', 'a/.a.md']) writeFileSync(at(name), '');
    expect(await files()).toEqual([]);
  });

  test('skips files about the repository, the template, and built sites', async () => {
    for (const name of ['dist', 'dist/postmortems', 'site.new-0123abcd-42/site', 'other'])
      mkdirSync(at(name), { recursive: true });
    const passed = ['README.md', 'LICENSE.md', 'other/readme.md', 'template.md', 'dist/postmortems/a.md'];
    for (const name of [...passed, 'site.new-0123abcd-42/site/a.md', 'other/a.md', 'a.md']) writeFileSync(at(name), '');
    writeFileSync(at('dist/build.json'), JSON.stringify({ about: ABOUT_LIST, base: '/', files: [] }, null, 1));
    writeFileSync(at('other/build.json'), JSON.stringify({ about: 'Mine', files: [] }));
    expect(await files()).toEqual(['a.md', 'other/a.md']);
  });

  test('does not follow links to folders, so that loops end', async () => {
    mkdirSync(at('a'));
    writeFileSync(at('a/x.md'), '');
    link('..', 'a/up');
    link('.', 'self');
    link('self', 'self-again');
    expect(await files()).toEqual(['a/up', 'a/x.md', 'self', 'self-again']);
  });

  test('throws if the folder does not exist', async () => {
    await expect(findDocuments(at('nowhere'))).rejects.toThrow(`the archive folder ${at('nowhere')} cannot be read`);
  });
});

describe('readSource', () => {
  test('reads UTF-8, byte order marks and CRLF unchanged', async () => {
    writeFileSync(at('a.md'), '\uFEFFä\r\n');
    expect(readSource(at('a.md'), folder)).toEqual({ file: at('a.md'), text: '\uFEFFä\r\n' });
  });

  test('reads a link to another file of the archive', async () => {
    writeFileSync(at('a.md'), 'text');
    link('a.md', 'b.md');
    expect(readSource(at('b.md'), folder)).toMatchObject({ text: 'text' });
  });

  test.each<[string, (name: string) => void, string]>([
    ['a file that vanished', () => undefined, 'The file, or the target of the link, does not exist'],
    [
      'bytes of Latin-1',
      (name) => writeFileSync(at(name), new Uint8Array([0x53, 0xf6])),
      'Unexpected bytes, expected UTF-8',
    ],
    [
      'a carriage return alone',
      (name) => writeFileSync(at(name), '1\r2\r\n3'),
      'Unexpected control character U+000D, expected text',
    ],
    ['a NUL byte', (name) => writeFileSync(at(name), 'a\0b'), 'Unexpected control character U+0000, expected text'],
    ['a folder', (name) => mkdirSync(at(name)), 'Unexpected folder, expected a file'],
    ['a pipe', (name) => execFileSync('mkfifo', [at(name)]), 'Unexpected pipe or device, expected a file'],
    ['a link to a device', (name) => link('/dev/zero', name), 'Unexpected pipe or device, expected a file'],
    ['a dangling link', (name) => link('nowhere.md', name), 'The file, or the target of the link, does not exist'],
    ['a link to itself', (name) => link(name, name), 'The link points to itself'],
    ['a link outside', (name) => link('../outside.md', name), 'Unexpected link to a file outside the archive'],
    [
      'a link to a folder',
      (name) => link('../outside', name),
      'Unexpected link to a folder, expected the folder itself',
    ],
  ])('reports %s', async (_, make, message) => {
    make('a.md');
    const read = readSource(at('a.md'), folder);
    expect(read).toMatchObject({ diagnostic: { rule: 'unreadable-file', severity: 'error', line: 1, message } });
  });

  test.each<[number, object]>([
    [1_000_000, { text: expect.any(String) }],
    [
      1_000_001,
      { diagnostic: { rule: 'over-limit', message: 'Unexpected size of 1000001 bytes, expected up to 1000000' } },
    ],
  ])('checks a file of %d bytes', async (size, expected) => {
    writeFileSync(at('a.md'), 'x'.repeat(size));
    expect(readSource(at('a.md'), folder)).toMatchObject(expected);
  });

  test('returns the place of a control character', async () => {
    writeFileSync(at('a.md'), '\uFEFFa\r\nb\tc\u001b[31m');
    expect(readSource(at('a.md'), folder)).toMatchObject({
      diagnostic: { line: 2, column: 4, endLine: 2, endColumn: 5, message: expect.stringContaining('U+001B') },
    });
  });

  test('reports a file outside the archive behind a link to a folder', async () => {
    writeFileSync(path.join(root, 'outside/a.md'), '');
    link('../outside', 'inside');
    expect(readSource(at('inside/a.md'), folder)).toMatchObject({ diagnostic: { rule: 'unreadable-file' } });
  });
});

describe('readFrontmatters', () => {
  test('reports documents on which the code fails, and continues', async () => {
    writeFileSync(at('a.md'), '---\ntitle: A\n---\n');
    writeFileSync(at('b.md'), '---\ntitle: B\n---\n');
    // Simulates a bug in the code.
    const cache: Cache = { ...NO_CACHE, get: () => Promise.reject(new Error('broken')) };
    const settings = documentSettings(defaultSettings());
    const files = [at('a.md'), at('b.md')];
    const { documents, diagnostics } = await readFrontmatters(folder, files, settings, new Map(), { cache });
    expect(documents).toEqual([]);
    expect(diagnostics.map(({ rule, file }) => [rule, path.basename(file)])).toEqual([
      ['unreadable-file', 'a.md'],
      ['unreadable-file', 'b.md'],
    ]);
  });
});

describe('loadSettings', () => {
  test.each<[string, () => void, string[]]>([
    ['no file', () => undefined, []],
    ['an empty file', () => writeFileSync(at('archive.yml'), ''), []],
    ['a folder', () => mkdirSync(at('archive.yml')), ['unreadable-file']],
    ['a dangling link', () => link('nowhere.yml', 'archive.yml'), ['unreadable-file']],
    ['a link outside', () => link('../outside.md', 'archive.yml'), ['unreadable-file']],
    ['other bytes', () => writeFileSync(at('archive.yml'), new Uint8Array([0xff])), ['unreadable-file']],
  ])('reads %s', async (_, make, expected) => {
    make();
    const { settings, diagnostics } = await loadSettings(folder);
    expect(diagnostics.map(({ rule }) => rule)).toEqual(expected);
    expect(settings === undefined).toBe(expected.length > 0);
  });
});
