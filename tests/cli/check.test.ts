import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const bin = path.resolve(import.meta.dirname, '../../bin/nevertwice.js');
const valid = `---
title: Login fails
started: 2024-04-15T15:45:00Z
duration: 2h
impact: 30
cause: config-change
---
## Summary
## Timeline
## Root cause
## Resolution
## Action items
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-check-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, content: string | Uint8Array) => writeFileSync(path.join(folder, name), content);
const run = (...args: string[]) => spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8', cwd: folder });

describe('nevertwice check', () => {
  test('ends with 0 and a summary on an archive without mistakes', () => {
    write('a.md', valid);
    expect(run('check', '.')).toMatchObject({ status: 0, stdout: '1 file, 0 errors, 0 warnings\n', stderr: '' });
  });

  test('reports every problem of every file in one run, in file order, and ends with 1', () => {
    write('b.md', valid.replace('30', '130'));
    write('a.md', valid.replace('cause', 'cuase'));
    const { status, stdout } = run('check', '.', '--format', 'json');
    const report = JSON.parse(stdout);
    expect(status).toBe(1);
    expect(report).toMatchObject({ version: 1, files: 2, errors: 3, warnings: 0 });
    expect(
      report.diagnostics.map(({ file, line, rule }: Record<string, unknown>) => `${file}:${line} ${rule}`),
    ).toEqual(['a.md:1 missing-key', 'a.md:6 unknown-key', 'b.md:5 invalid-value']);
  });

  test('counts warnings against --max-warnings', () => {
    write('a.md', valid.replace('duration', 'detected: 2024-04-15T17:00Z\nmitigated: 2024-04-15T16:00Z\nduration'));
    expect(run('check', '.').status).toBe(0);
    expect(run('check', '.', '--max-warnings', '0').status).toBe(1);
  });

  test.each<[string, (name: string) => void]>([
    ['invalid-yaml', (name) => write(name, '')],
    ['unreadable-file', (name) => write(name, new Uint8Array([0x2d, 0xff, 0xfe]))],
    ['unreadable-file', (name) => write(name, `${valid}\0`)],
    ['unreadable-file', (name) => write(name, 'x'.repeat(5_000_000))],
    ['unreadable-file', (name) => mkdirSync(path.join(folder, name))],
    ['unreadable-file', (name) => symlinkSync('nowhere', path.join(folder, name))],
  ])('reports bad input as %s without a stack trace', (rule, make) => {
    make('a.md');
    const { status, stdout, stderr } = run('check', '.', '--format', 'json');
    expect({
      status,
      stderr,
      rules: JSON.parse(stdout).diagnostics.map((found: { rule: string }) => found.rule),
    }).toEqual({
      status: 1,
      stderr: '',
      rules: [rule],
    });
  });

  test.each([
    ['a folder that does not exist', ['check', 'nowhere']],
    ['an unknown command', ['chek']],
    ['an unknown flag', ['check', '--formt', 'json']],
    ['an unknown format', ['check', '--format', 'xml']],
  ])('ends with 2 for %s', (_, args) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).not.toBe('');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('takes the vocabulary from archive.yml and reports mistakes in it', () => {
    write('a.md', valid.replace('config-change', 'weather'));
    write('archive.yml', 'causes:\n  - {id: weather, title: Weather, definition: It rained.}\n');
    expect(run('check', '.').status).toBe(0);
    write('archive.yml', 'titel: A\n');
    const { diagnostics } = JSON.parse(run('check', '.', '--format', 'json').stdout);
    expect(diagnostics).toMatchObject([{ rule: 'invalid-settings', line: 1, help: 'Did you mean `title`?' }]);
  });
});
