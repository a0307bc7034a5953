import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkOut, replaceFolder } from '../../src/cli/out.ts';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'nevertwice-out-')));
  mkdirSync(at('archive/2024'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const at = (name: string) => path.join(root, name);
const folder = (name: string, ...files: string[]) => {
  mkdirSync(at(name), { recursive: true });
  for (const file of files) writeFileSync(path.join(at(name), file), '');
};
const link = (target: string, name: string) => symlinkSync(target, at(name));

describe('checkOut', () => {
  test.each<[string, string, () => void, string]>([
    ['a new folder', 'out', () => undefined, 'out'],
    ['a new folder in new ones', 'a/b/out', () => undefined, 'a/b/out'],
    ['an empty folder', 'out', () => folder('out'), 'out'],
    ['a folder with what the system put there', 'out', () => folder('out', '.DS_Store'), 'out'],
    ['an earlier build', 'out', () => folder('out', 'index.html', 'postmortems.json', 'sitemap-0.xml'), 'out'],
    ['a link to an earlier build', 'www', () => [folder('out', 'postmortems.json'), link('out', 'www')], 'out'],
    ['a link to nothing', 'www', () => link('nowhere', 'www'), 'www'],
    ['a folder behind a link', 'to/out', () => [folder('real'), link('real', 'to')], 'real/out'],
    ['a name that begins like the archive', 'archive-site', () => undefined, 'archive-site'],
  ])('takes %s', async (_, out, make, expected) => {
    make();
    expect(await checkOut(at(out), at('archive'))).toEqual({ folder: at(expected) });
  });

  test.each<[string, string, () => void, string]>([
    ['the archive', 'archive', () => undefined, 'holds the archive itself'],
    ['a folder that holds the archive', '.', () => undefined, 'holds the archive itself'],
    ['the root of the disk', '/', () => undefined, 'holds the archive itself'],
    ['a folder in the archive', 'archive/site', () => undefined, 'lies in the archive; name a folder beside it'],
    ['one behind a link', 'to/site', () => link('archive/2024', 'to'), 'lies in the archive; name a folder beside it'],
    ['a link to the archive', 'to', () => link('archive', 'to'), 'holds the archive itself'],
    ['a file', 'out', () => writeFileSync(at('out'), ''), 'is not a folder'],
    ['a folder in a file', 'file/out', () => writeFileSync(at('file'), ''), 'is not a folder'],
    ['a folder of somebody', 'out', () => folder('out', 'notes.txt'), 'holds notes.txt, which no build has written'],
    ['another site', 'out', () => folder('out', 'index.html'), 'holds index.html, which no build has written'],
    [
      'a build that somebody has added to',
      'out',
      () => folder('out', 'CNAME', 'index.html', 'postmortems.json'),
      'holds CNAME, which no build has written',
    ],
    ['the work tree of a repository', 'out', () => folder('out/.git'), 'holds .git, which no build has written'],
  ])('refuses %s', async (_, out, make, problem) => {
    make();
    const given = path.resolve(root, out);
    expect(await checkOut(given, at('archive'))).toEqual({ problem: expect.stringContaining(`${given} ${problem}`) });
  });
});

describe('replaceFolder', () => {
  test('puts the new folder in the place of the old one', async () => {
    folder('out', 'old');
    folder('new', 'new');
    await replaceFolder(at('out'), at('new'), at('kept'));
    expect([readdirSync(at('out')), readdirSync(at('kept'))]).toEqual([['new'], ['old']]);
  });

  test('leaves the old one where the new one cannot be moved', async () => {
    folder('out', 'old');
    await expect(replaceFolder(at('out'), at('nowhere'), at('kept'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(readdirSync(at('out'))).toEqual(['old']);
  });
});
