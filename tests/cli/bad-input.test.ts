import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nevertwice, type Result, ROOT } from '../tools/cli.ts';

const HEAD = `---
title: Login fails
started: 2024-04-15T15:45:00Z
duration: 2h
impact: 30
cause: config-change
`;
const BODY = '---\n## Summary\n## Timeline\n## Root cause\n## Resolution\n## Action items\n';
const VALID = HEAD + BODY;

const BOMB = [
  'a: &a [x]',
  ...[...'bcdefghij'].map((key, i) => `${key}: &${key} [${`*${'abcdefghij'[i]},`.repeat(9)}]`),
].join('\n');
// The rules for the body check a document even if its frontmatter is invalid.
const NO_SECTIONS = Array<string>(5).fill('missing-section 1:1');
const EVIL_JS = `require("fs").writeFileSync("hacked", "")`;
const LATIN_1 = new Uint8Array([...new TextEncoder().encode(HEAD), 0xf6, 0x0a]);

function numbered(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join('');
}

type Make = string | Uint8Array | ((file: string) => void);
const folder: Make = (file) => mkdirSync(file);
const pipe: Make = (file) => execFileSync('mkfifo', [file]);
const link =
  (target: string): Make =>
  (file) =>
    symlinkSync(target, file);

/** Input that once took minutes or gigabytes, or hid the whole report. */
const LONG: Record<string, [Make, ...string[]]> = {
  'formatting.md': [`${VALID}<div>${numbered(2000, (index) => `<p><b id=${index}>`)}`, 'over-limit 13:1'],
  'columns.md': [`${VALID}${'|a'.repeat(5000)}\n${'|-'.repeat(5000)}\n${'|\n'.repeat(40_000)}`, 'over-limit 14:1'],
  'rows.md': [`${VALID}|a|b|\n|-|-|\n${'|\n'.repeat(40_000)}`, 'over-limit 14:1'],
  'entities.md': [VALID + '&#99999;'.repeat(30_000), 'over-limit 13:1'],
  'escaped-code.md': [
    `${VALID}\`\`\`\n${'&lt;a b=&quot;c&quot;&gt;\n'.repeat(20_000)}\`\`\`\n`,
    'action-without-status 13:1',
  ],
  'definition.md': [`${VALID}[a]: b "${'c'.repeat(80_000)}"\n\n${'[a]\n'.repeat(2000)}`, 'over-limit 15:1'],
  'footnotes-in-footnotes.md': [VALID + '[^a]: '.repeat(16_000), 'over-limit 13:1'],
  'footnotes.md': [VALID + numbered(20_000, (index) => `[^${index}]\n\n[^${index}]: a\n\n`), 'over-limit 40005:1'],
  'emphasis.md': [VALID + '*_\n'.repeat(80_000), 'over-limit 10013:1'],
  'underscores.md': [VALID + 'a_'.repeat(100_000), 'over-limit 13:1', 'over-limit 13:1'],
  'remark.md': [`${VALID}|a|\n|-|\n|(https://a.b|\n\n${'*a _b [c '.repeat(3000)}`, 'action-without-status 13:1'],
  'colons.md': [`${VALID}## ${':'.repeat(200_000)}a\n`],
  'duration.md': [VALID.replace('2h', `"1d${' '.repeat(20_000)}1"`), 'invalid-value 4:11'],
  'keys.md': [HEAD + numbered(20_000, (index) => `a${index}:\n`) + BODY, 'over-limit 4437:1'],
  'aliases.md': [`---\na: &a b\nc: [${'*a, '.repeat(5000)}]\n${BODY}`, 'invalid-yaml 3:405'],
  'merges.md': [
    `---\na: &a {b: c}\n${numbered(500, (index) => `d${index}: {<<: *a}\n`)}${BODY}`,
    'invalid-yaml 103:12',
  ],
};

/** The content of a file, or how it is made, and the expected rules and places. */
const DOCUMENTS: Record<string, [Make, ...string[]]> = {
  'good.md': [VALID],
  'crlf.md': [VALID.replaceAll('\n', '\r\n')],
  'byte-order-mark.md': [`\uFEFF${VALID}`],
  'empty.md': ['', 'invalid-yaml 1:1'],
  'no-frontmatter.md': ['# Login fails\n', 'invalid-yaml 1:1', ...NO_SECTIONS],
  'unclosed.md': [HEAD, 'invalid-yaml 1:1', ...NO_SECTIONS],
  'javascript.md': [`---js\n${EVIL_JS}\n${BODY}`, 'invalid-yaml 1:4'],
  'tag.md': [`${HEAD}summary: !!js/function 'function () { ${EVIL_JS} }'\n${BODY}`, 'invalid-yaml 7:10'],
  'tab.md': [`${HEAD}links:\n\t- a\n${BODY}`, 'invalid-yaml 8:1', 'invalid-value 8:2'],
  'duplicate-key.md': [`${HEAD}cause: capacity\n${BODY}`, 'invalid-yaml 7:1'],
  'alias-bomb.md': [`---\n${BOMB}\n${BODY}`, 'invalid-yaml 11:32'],
  'deep-yaml.md': [`${HEAD}tags: ${'['.repeat(5000)}\n${BODY}`, 'invalid-yaml 7:27'],
  'prototype.md': [`${HEAD}__proto__: { admin: true }\nconstructor: 1\n${BODY}`, 'unknown-key 7:1', 'unknown-key 8:1'],
  'latin-1.md': [LATIN_1, 'unreadable-file 1:1'],
  'utf-16.md': [Buffer.from(`\uFEFF${VALID}`, 'utf16le'), 'unreadable-file 1:1'],
  'nul.md': [`${VALID}a\0b`, 'unreadable-file 13:2'],
  'escape.md': [`${VALID}\u001b[2J`, 'unreadable-file 13:1'],
  'large.md': [VALID + 'x'.repeat(5_000_000), 'over-limit 1:1'],
  'long-line.md': [VALID + 'x'.repeat(200_000), 'action-without-status 13:1'],
  'longer-line.md': [VALID + 'x'.repeat(500_000), 'over-limit 13:1'],
  'deep-html.md': [VALID + '<div>'.repeat(5000), 'over-limit 13:1'],
  'deep-quotation.md': [VALID + '>'.repeat(5000), 'over-limit 13:1'],
  ...LONG,
  'folder.md': [folder, 'unreadable-file 1:1'],
  'folder.md/inside.md': [VALID],
  'pipe.md': [pipe, 'unreadable-file 1:1'],
  'device.md': [link('/dev/zero'), 'unreadable-file 1:1'],
  'dangling.md': [link('nowhere.md'), 'unreadable-file 1:1'],
  'loop.md': [link('loop.md'), 'unreadable-file 1:1'],
  'outside.md': [link('../secret.md'), 'unreadable-file 1:1'],
  cycle: [link('.'), 'unreadable-file 1:1'],
  elsewhere: [link('..'), 'unreadable-file 1:1'],
  '2023/twice.md': [VALID],
  '2024/TWICE.md': [VALID, 'duplicate-id 1:1'],
  'a space.md': [VALID, 'invalid-id 1:1'],
  'a..b.md': [VALID, 'invalid-id 1:1'],
  '%2e%2e%2fsecret.md': [VALID, 'invalid-id 1:1'],
  '🔥.md': [VALID, 'invalid-id 1:1'],
  '<b>.md': [VALID, 'invalid-id 1:1'],
  'a\n::error::b.md': [VALID, 'invalid-id 1:1'],
  'links.md': [
    `${VALID}[a](../secret.md) [b](/etc/passwd) [c](outside.md/../../secret.md)\n![d](%2e%2e/secret.png) ![e](secret.png)\n`,
    ...[
      'action-without-status 13:1',
      'broken-link 13:1',
      'broken-link 13:19',
      'broken-link 13:36',
      'broken-link 14:1',
      'broken-link 14:25',
    ],
  ],
  'secret.png': [link('../secret.png')],
};

/** The same for archive.yml, each in an archive of its own. */
const SETTINGS: Record<string, [Make, ...string[]]> = {
  empty: [''],
  crlf: ['\uFEFFtitle: A\r\nsections: []\r\n'],
  list: ['- a\n', 'invalid-settings 1:1'],
  javascript: [`---js\n${EVIL_JS}\n---\n`, 'invalid-settings 1:1'],
  tab: ['services:\n\t- id: a\n', 'invalid-settings 2:1'],
  'duplicate-key': ['title: A\ntitle: B\n', 'invalid-settings 2:1'],
  'alias-bomb': [BOMB, 'invalid-settings 10:32'],
  prototype: ['__proto__: { admin: true }\n', 'invalid-settings 1:1'],
  'latin-1': [LATIN_1, 'unreadable-file 1:1'],
  nul: ['title: A\n\0', 'unreadable-file 2:1'],
  large: [`title: A\n#${'x'.repeat(5_000_000)}`, 'over-limit 1:1'],
  long: [`title: A\n#${'x'.repeat(500_000)}`, 'over-limit 1:1'],
  folder: [folder, 'unreadable-file 1:1'],
  pipe: [pipe, 'unreadable-file 1:1'],
  dangling: [link('nowhere.yml'), 'unreadable-file 1:1'],
  loop: [link('archive.yml'), 'unreadable-file 1:1'],
  outside: [link('../../secret.md'), 'unreadable-file 1:1'],
};

let root: string;
let before: string[];
let documents: Map<string, string[]>;
let settings: Map<string, string[]>;
let results: Record<string, Result>;

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-bad-'));
  for (const name of ['secret.md', 'secret.png']) writeFileSync(path.join(root, name), 'secret');
  for (const [name, [make]] of Object.entries(DOCUMENTS)) write(`archive/${name}`, make);
  for (const [name, [make]] of Object.entries(SETTINGS)) {
    write(`settings/${name}/good.md`, VALID);
    write(`settings/${name}/archive.yml`, make);
  }
  write('out/index.html', 'of before');
  write('out/build.json', '{ "files": ["index.html"] }');
  before = treeOf(root);
  const archives = Object.keys(SETTINGS).map((name) => `settings/${name}`);
  const runs: Record<string, string[]> = {
    json: ['check', 'archive', '--format', 'json'],
    github: ['check', 'archive', '--format', 'github'],
    pretty: ['check', 'archive'],
    build: ['build', 'archive', '--out', 'out'],
    settings: ['check', ...archives, '--format', 'json'],
    buildSettings: ['build', 'settings/tab', '--out', 'out'],
  };
  const running = Object.entries(runs).map(async ([name, args]) => [name, await nevertwice(args, root)] as const);
  results = Object.fromEntries(await Promise.all(running));
  documents = foundIn('json', 'archive/');
  settings = foundIn('settings', 'settings/');
});
afterAll(() => rmSync(root, { recursive: true }));

function write(name: string, make: Make): void {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  if (typeof make === 'function') make(file);
  else writeFileSync(file, make);
}

// Not `recursive`, which follows links forever.
function treeOf(place: string): string[] {
  return readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(place, entry.name);
    if (entry.isDirectory()) return [file, ...treeOf(file)];
    return [`${file} ${entry.isFile() ? readFileSync(file, 'base64') : ''}`];
  });
}

/** Rules and places by file, whose name is without `prefix`. */
function foundIn(run: string, prefix: string): Map<string, string[]> {
  type Found = { file: string; line: number; column: number; rule: string };
  const { diagnostics } = JSON.parse(results[run]?.stdout ?? '') as { diagnostics: Found[] };
  const files = Map.groupBy(diagnostics, ({ file }) => file.slice(prefix.length));
  return new Map(
    [...files].map(([file, list]) => [file, list.map(({ rule, line, column }) => `${rule} ${line}:${column}`)]),
  );
}

describe('the report', () => {
  test.each(Object.entries(DOCUMENTS))('%j what is wrong', (name, [, ...expected]) => {
    expect(documents.get(name) ?? []).toEqual(expected);
  });

  test.each(Object.entries(SETTINGS))('archive.yml, %s, what is wrong', (name, [, ...expected]) => {
    expect(settings.get(`${name}/archive.yml`) ?? []).toEqual(expected);
  });

  test('contains nothing else', () => {
    expect([...documents.keys()].filter((name) => !(name in DOCUMENTS))).toEqual([]);
    expect([...settings.keys()].filter((name) => !name.endsWith('/archive.yml'))).toEqual([]);
  });
});

describe('bad input', () => {
  test('makes every command exit with status 1, without a stack trace', () => {
    for (const [name, { status, stdout, stderr }] of Object.entries(results)) {
      expect([name, status]).toEqual([name, 1]);
      expect(stdout + stderr).not.toMatch(/^\s+at /m);
    }
  });

  test('is reported by build as by check, without other output', () => {
    expect(results.build).toMatchObject({ stdout: '', stderr: results.pretty?.stdout });
  });

  test('runs no code and changes no file, including those of an earlier build', () => {
    expect(treeOf(root)).toEqual(before);
  });

  test('makes a line for each diagnostic, whatever the file names, and as many annotations as GitHub shows', () => {
    const lines = results.github?.stdout.trimEnd().split('\n') ?? [];
    const count = [...documents.values()].flat().length;
    const annotations = lines.filter((line) => /^::(?:error|warning) /.test(line));
    const isCommand = /^::(?:error|warning) file=archive\//;
    const isLine = /archive\/.*:\d+:\d+ (?:error|warning) /;
    expect(lines.filter((line) => isCommand.test(line) || isLine.test(line))).toHaveLength(count);
    expect(annotations.length).toBeLessThanOrEqual(20);
    expect(lines.at(-1)).toMatch(/^\d+ files?, \d+ errors?/);
  });
});

test('a reader that closes the pipe early is no failure', async () => {
  const command = [path.join(ROOT, 'bin/nevertwice.js'), 'check', 'archive', '--format', 'json'];
  const child = spawn(process.execPath, command, { cwd: root });
  child.stdout.destroy();
  const errors: Buffer[] = [];
  child.stderr.on('data', (chunk) => errors.push(chunk));
  const [status] = await once(child, 'exit');
  expect([status, String(Buffer.concat(errors))]).toEqual([1, '']);
});
