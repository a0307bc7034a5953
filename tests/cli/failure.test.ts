import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failureText } from '../../src/cli/failure-text.ts';
import { Failure } from '../../src/disk/failure.ts';
import { writeSingleArchive } from '../tools/archives/archives.ts';
import { type Result, ROOT } from '../tools/cli.ts';

const NEVERTWICE = [process.execPath, path.join(ROOT, 'bin/nevertwice.js')];

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-failure-'));
  mkdirSync(path.join(root, 'archive'));
  writeSingleArchive(path.join(root, 'archive'));
});
afterAll(() => rmSync(root, { recursive: true }));

/** Runs a shell command, in which `"$@"` is the command line. */
function shell(line: string, ...args: string[]): Promise<Result> {
  return new Promise((resolve) => {
    const options = { cwd: root, env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined } };
    execFile('sh', ['-c', line, 'sh', ...NEVERTWICE, ...args], options, (error, stdout, stderr) => {
      resolve({ status: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

describe('one line says why a command cannot work:', () => {
  test.each<[string, string, string[], RegExp]>([
    [
      'standard output that cannot be written',
      'ulimit -f 0; exec "$@" > result.json',
      ['check', 'archive', '--format', 'json'],
      /^nevertwice: cannot write to standard output: the file would be larger than the system allows \(EFBIG\)\. Raise .+\n$/,
    ],
    [
      'a current folder that is gone',
      'mkdir gone; cd gone; rmdir ../gone; exec "$@"',
      ['check', '../archive'],
      /^nevertwice: the current folder no longer exists; change to another one\n$/,
    ],
    [
      'a name that is too long for the file system',
      'exec "$@"',
      ['build', 'archive', '--out', 'x'.repeat(300)],
      /^nevertwice: cannot open \/.+: the path is too long \(ENAMETOOLONG\)\. Choose shorter names\.\n$/,
    ],
    [
      'links in a circle',
      'ln -s b a; ln -s a b; exec "$@"',
      ['build', 'archive', '--out', 'a'],
      /^nevertwice: cannot access .+: links lead in a circle \(ELOOP\)\. Correct the link\.\n$/,
    ],
  ])('%s', async (_, line, args, expected) => {
    const { status, stdout, stderr } = await shell(`touch archive.txt; ${line}`, ...args);
    expect([status, stdout, stderr]).toEqual([2, '', expect.stringMatching(expected)]);
  });
});

test('a bug in the program prints a stack trace and asks to report it', async () => {
  // As if a function that every command needs were broken.
  const broken = 'import fs from "node:fs"; fs.promises.readdir = () => { throw new TypeError("no such thing"); };';
  const preload = `data:text/javascript,${encodeURIComponent(`${broken} import("node:module").then((m) => m.syncBuiltinESMExports());`)}`;
  const { status, stderr } = await shell(`export NODE_OPTIONS='--import ${preload}'; exec "$@"`, 'check', 'archive');
  expect(status).toBe(2);
  expect(stderr).toMatch(
    /^nevertwice: this is a bug in Nevertwice, please report it:\n\nTypeError: no such thing\n {4}at /,
  );
});

test.each<[string, unknown, string]>([
  ['a fault outside', new Failure('the dog ate it', { cause: new Error('Woof') }), 'nevertwice: the dog ate it\n'],
  ['what a terminal would act on', new Failure('a\u001b[2J\nb'), 'nevertwice: a␛[2J␊b\n'],
])('failureText describes %s in one line', (_, error, text) => expect(failureText(error)).toBe(text));
