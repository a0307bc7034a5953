import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemProblem } from '../../src/disk/system-error.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-errors-'));
  writeFileSync(path.join(root, 'file'), '');
});
afterAll(() => rmSync(root, { recursive: true }));
const at = (name: string) => path.join(root, name);
const errorOf = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);

describe('systemProblem says what failed, where, why and what to do', () => {
  test.each<[string, () => Promise<unknown>, string]>([
    ['of a file', () => readFile(at('gone')), 'cannot open ROOT/gone: it does not exist (ENOENT). If it was removed'],
    [
      'of a folder',
      () => readdir(at('file')),
      'cannot list ROOT/file: a part of the path is a file, not a folder (ENOTDIR)',
    ],
    [
      'of a new folder',
      () => mkdir(at('file')),
      'cannot create the folder ROOT/file: something with that name already exists',
    ],
    ['of a move', () => rename(at('a'), at('b')), 'cannot move ROOT/a to ROOT/b: it does not exist (ENOENT)'],
  ])('%s', async (_, action, expected) => {
    expect(systemProblem(await errorOf(action()))).toContain(expected.replaceAll('ROOT', root));
  });

  test('for a write error without a path, with the given one', async () => {
    const file = await open(at('file'), 'r');
    const error = await errorOf(file.write('text'));
    await file.close();
    expect(systemProblem(error, at('file'))).toMatch(/^cannot write to \S+\/file: bad file descriptor \(EBADF\)\. /);
  });

  test('for a nested cause', async () => {
    const error = new Error('Outer', {
      cause: new AggregateError([new Error('Other'), await errorOf(readFile(at('gone')))]),
    });
    expect(systemProblem(error)).toContain('cannot open');
  });

  test('for errors of Rolldown', () => {
    const message =
      'Build failed with 1 error:\n\nFailed to write file in /srv/site/a.mjs\n\nCaused by:\n    No space left on device (os error 28)';
    expect(systemProblem(new Error(message))).toBe(
      'cannot write to /srv/site/a.mjs: the disk is full (ENOSPC). Free some space, or choose a folder on another disk.',
    );
  });

  test.each([
    new Error('Unexpected token'),
    new TypeError('x is not a function'),
    Object.assign(new Error('no module'), { code: 'ERR_MODULE_NOT_FOUND' }),
    new Error('(os error 99999)'),
    'a text',
    undefined,
  ])('returns nothing for %s', (error) => expect(systemProblem(error)).toBeUndefined());
});
