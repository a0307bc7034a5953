import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { replaceText } from '../../../src/disk/write.ts';
import { AS_USER, nevertwice, ROOT } from '../../tools/cli.ts';

const UNTIDY = `\uFEFF---
title: Login fails
duration: PT2H # from the log
started: 2024-04-15 15:45Z
impact: 30
cause: config-change
---

## Summary
## Timeline
## Root cause
## Resolution
## Action items

- Alert on pool saturation (Owner: @auth, Due: 15 May 2024)
- Pin the limit
`.replaceAll('\n', '\r\n');
const TIDY = UNTIDY.replace('duration: PT2H # from the log\r\n', '')
  .replace('2024-04-15 15:45Z', '2024-04-15T15:45Z\r\nduration: 2h # from the log')
  .replace('- Alert', '- [ ] Alert')
  .replace('Owner: @auth, Due: 15 May 2024', '@auth, due:2024-05-15')
  .replace('- Pin', '- [ ] Pin');
const CHANGES = 'order of the keys, 1 time, 1 duration, 2 action items marked as open, 1 owner, 1 due date';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-fix-'));
  mkdirSync(at('archive'));
});
afterEach(() => rmSync(root, { recursive: true }));
const at = (file: string) => path.join(root, file);
const save = (file: string, text: string) => writeFileSync(at(file), text);
const read = (file: string) => readFileSync(at(file), 'utf8');
const fix = (args: string[], env: NodeJS.ProcessEnv = {}) =>
  nevertwice(['check', '--fix', '--as-of', '2024-05-01', ...args], root, env);

/** Makes a file and its folder those of the user as whom commands run with `AS_USER`. */
const modes = (folder: number, file?: number) => {
  chmodSync(root, 0o755);
  if (file !== undefined) chmodSync(at('archive/a.md'), file);
  chmodSync(at('archive'), folder);
};

test('corrects the form of files, says what was changed, and reports what is left', async () => {
  save('archive/a.md', UNTIDY);
  save('archive/b.md', UNTIDY);
  save('archive/c.md', TIDY);
  chmodSync(at('archive/a.md'), 0o640);
  const { status, stdout, stderr } = await fix(['archive', '--format', 'json']);
  expect(stderr).toBe(
    `Fixed archive/a.md: ${CHANGES}\nFixed archive/b.md: ${CHANGES}\n14 changes in 2 files; review them with your diff\n\n`,
  );
  expect(['a', 'b', 'c'].map((name) => read(`archive/${name}.md`))).toEqual([TIDY, TIDY, TIDY]);
  expect(statSync(at('archive/a.md')).mode & 0o777).toBe(0o640);
  expect(readdirSync(at('archive'))).toEqual(['a.md', 'b.md', 'c.md']);
  const { errors, diagnostics } = JSON.parse(stdout);
  expect([status, errors]).toEqual([0, 0]);
  const rules = new Set(diagnostics.map(({ rule }: { rule: string }) => rule));
  expect(rules).not.toContain('action-without-status');
  expect(rules).toContain('action-without-owner');
  expect(await fix(['archive'])).toMatchObject({ status: 0, stderr: '' });
});

test('only corrects the files that are named, and ends as the check does', async () => {
  save('archive/a.md', UNTIDY);
  save('archive/b.md', UNTIDY.replace('impact: 30', 'impact: 130'));
  save('archive/README.md', '## Action items\n\n- Alert\n');
  const { status, stdout, stderr } = await fix(['archive/b.md']);
  expect([status, stderr]).toEqual([1, `Fixed archive/b.md: ${CHANGES}\n`]);
  expect(stdout).toContain('archive/b.md:5:9\n  error Unexpected value `130`');
  expect([read('archive/a.md'), read('archive/README.md')]).toEqual([UNTIDY, '## Action items\n\n- Alert\n']);
});

test('uses the settings of the archive', async () => {
  save(
    'archive/archive.yml',
    'timezone: Europe/Copenhagen\nsections: { actions: { also: [Mesures] } }\nexclude: [c.md]\n',
  );
  const text = UNTIDY.replace('15:45Z', '15:45').replace('## Action items', '## Mesures');
  for (const name of ['a', 'c']) save(`archive/${name}.md`, text);
  const { stderr } = await fix(['archive']);
  expect(stderr).toBe(`Fixed archive/a.md: ${CHANGES}\n`);
  expect(read('archive/a.md')).toBe(TIDY.replace('15:45Z', '15:45').replace('## Action items', '## Mesures'));
  expect(read('archive/c.md')).toBe(text);
});

describe('a file that cannot be replaced stays as it is, and the others are corrected', () => {
  test.skipIf(process.platform === 'win32')('as it is read-only', async () => {
    save('archive/a.md', UNTIDY);
    save('archive/b.md', UNTIDY);
    chmodSync(at('archive/b.md'), 0o666);
    modes(0o777, 0o444);
    const { status, stdout, stderr } = await fix(['archive', '--no-cache'], AS_USER);
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(
        /^nevertwice: archive\/a\.md is not fixed: cannot write to \S+a\.md: its permissions do not allow it \(EACCES\)\. .*\nFixed archive\/b\.md: /,
      ),
    ]);
    expect(stdout).toContain('action-without-status');
    expect([read('archive/a.md'), read('archive/b.md')]).toEqual([UNTIDY, TIDY]);
  });

  test.skipIf(process.platform === 'win32')('as its folder is', async () => {
    save('archive/a.md', UNTIDY);
    modes(0o555, 0o666);
    const { status, stderr } = await fix(['archive', '--no-cache'], AS_USER);
    modes(0o755);
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^nevertwice: archive\/a\.md is not fixed: cannot .*permissions do not allow it/),
    ]);
    expect([read('archive/a.md'), readdirSync(at('archive'))]).toEqual([UNTIDY, ['a.md']]);
  });

  test('as it is outside the archive', async () => {
    save('outside.md', UNTIDY);
    save('archive/b.md', UNTIDY);
    symlinkSync('../outside.md', at('archive/a.md'));
    const { status, stdout, stderr } = await fix(['archive']);
    expect([status, stderr]).toEqual([1, `Fixed archive/b.md: ${CHANGES}\n`]);
    expect(stdout).toContain('Unexpected link to a file outside the archive');
    expect([read('outside.md'), read('archive/b.md')]).toEqual([UNTIDY, TIDY]);
  });

  test('as it was changed meanwhile', async () => {
    save('archive/a.md', 'Other text\n');
    const replacing = replaceText(at('archive/a.md'), UNTIDY, TIDY);
    await expect(replacing).rejects.toThrow('a.md was changed or removed during the command; run it again');
    expect([read('archive/a.md'), readdirSync(at('archive'))]).toEqual(['Other text\n', ['a.md']]);
  });

  test('as it was removed meanwhile', async () => {
    await expect(replaceText(at('archive/a.md'), UNTIDY, TIDY)).rejects.toThrow('ENOENT');
    expect(existsSync(at('archive/a.md'))).toBe(false);
  });
});

test('follows a link within the archive, and keeps it', async () => {
  save('archive/a.md', UNTIDY);
  symlinkSync('a.md', at('archive/link.md'));
  const { stderr } = await fix(['archive/link.md']);
  expect(stderr).toBe(`Fixed archive/link.md: ${CHANGES}\n`);
  expect(read('archive/a.md')).toBe(TIDY);
  expect(statSync(at('archive/link.md')).ino).toBe(statSync(at('archive/a.md')).ino);
});

test('shows names as text', async () => {
  save('archive/\x1b[31m.md', UNTIDY);
  const { stdout, stderr } = await fix(['archive']);
  expect(stderr).toContain('Fixed archive/␛[31m.md: ');
  expect(stdout + stderr).not.toContain('\x1b');
});

test('leaves each file as it was or corrected when it is interrupted', async () => {
  const count = 1000;
  // Its lines of output are more than what a pipe holds.
  const nameOf = (number: number) => `archive/2024-04-15-${'login-fails-'.repeat(12)}${number}.md`;
  for (let number = 0; number < count; number++) save(nameOf(number), UNTIDY);
  const command = [path.join(ROOT, 'bin/nevertwice.js'), 'check', 'archive', '--fix'];
  const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  await new Promise((resolve) => child.stderr.once('readable', resolve));
  child.kill('SIGINT');
  child.stderr.resume();
  expect(await ended).toBe(130);
  const found = Array.from({ length: count }, (_, number) => read(nameOf(number)));
  expect(new Set(found)).toEqual(new Set([TIDY, UNTIDY]));
  expect(readdirSync(at('archive'))).toHaveLength(count);
});
