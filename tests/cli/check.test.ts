import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nevertwice, ROOT } from '../tools/cli.ts';

const VALID = `---
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
- [ ] Alert on pool saturation @auth due:2024-05-15
`;
const NOTE = '2024-05-15';
const LATE = VALID.replace('duration', 'detected: 2024-04-15T17:00Z\nmitigated: 2024-04-15T16:00Z\nduration');

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-check-'));
  write({
    'good/a.md': VALID,
    'bad/b.md': VALID.replace('30', '130'),
    'bad/a.md': VALID.replace('cause', 'cuase'),
    'warned/a.md': LATE,
    'strict/archive.yml': 'rules: { chronology: error }\n',
    'strict/2024/late.md': LATE,
    'strict/2024/recurs.md': VALID.replace('04-15', '04-16').replace('impact', 'recurs: [late, nowhere]\nimpact'),
    'strict/2024/.draft.md': VALID,
    'broken/archive.yml': 'titel: A\n',
    'broken/a.md': VALID,
    'notes.txt': 'x',
    'empty/.gitkeep': '',
  });
  symlinkSync('nowhere', path.join(root, 'bad/link.md'));
});
afterAll(() => rmSync(root, { recursive: true }));

function write(files: Record<string, string>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), content);
  }
}

const check = (args: readonly string[], folder = '.') =>
  nevertwice(['check', '--as-of', NOTE, ...args], path.join(root, folder));

type Json = { files: number; diagnostics: { file: string; line: number; rule: string }[] };
async function found(args: readonly string[], folder?: string) {
  const { status, stdout, stderr } = await check([...args, '--format', 'json'], folder);
  const { files, diagnostics } = JSON.parse(stdout) as Json;
  return { status, stderr, files, found: diagnostics.map(({ file, line, rule }) => `${file}:${line} ${rule}`) };
}

describe.concurrent('nevertwice check', () => {
  test('ends with 0 and a summary on an archive without mistakes', async () => {
    expect(await check(['good'])).toEqual({ status: 0, stdout: '1 file, 0 errors, 0 warnings\n', stderr: '' });
    expect(await check(['empty'])).toEqual({ status: 0, stdout: '0 files, 0 errors, 0 warnings\n', stderr: '' });
  });

  test('reports every problem of every file in one run, in file order, and ends with 1', async () => {
    expect(await found(['bad'])).toEqual({
      ...{ status: 1, stderr: '', files: 3 },
      found: [
        'bad/a.md:1 missing-key',
        'bad/a.md:6 unknown-key',
        'bad/b.md:5 invalid-value',
        'bad/link.md:1 unreadable-file',
      ],
    });
  });

  test('adds archives and files up, whatever their order', async () => {
    const both = await found(['good', 'strict/2024/late.md', 'warned']);
    expect(both).toEqual({
      ...{ status: 1, stderr: '', files: 3 },
      found: ['strict/2024/late.md:5 chronology', 'warned/a.md:5 chronology'],
    });
    expect(await found(['warned', 'strict/2024/late.md', 'good'])).toEqual(both);
  });

  test.each<[string, string[], string | undefined, number, string[]]>([
    ['a file of an archive', ['strict/2024/recurs.md'], '.', 1, ['strict/2024/recurs.md:5 unknown-reference']],
    ['a file from within the archive', ['recurs.md'], 'strict/2024', 1, ['recurs.md:5 unknown-reference']],
    ['a file by a detour', ['good/../strict/2024/recurs.md'], '.', 1, ['strict/2024/recurs.md:5 unknown-reference']],
    ['a file without archive.yml', ['bad/b.md'], '.', 1, ['bad/b.md:5 invalid-value']],
    [
      'a file and its archive',
      ['bad/b.md', 'strict', 'strict/2024/late.md'],
      '.',
      3,
      ['bad/b.md:5 invalid-value', 'strict/2024/late.md:5 chronology', 'strict/2024/recurs.md:5 unknown-reference'],
    ],
    ['archive.yml', ['broken/archive.yml'], '.', 0, ['broken/archive.yml:1 invalid-settings']],
    ['a file beside a broken archive.yml', ['broken/a.md'], '.', 1, ['broken/archive.yml:1 invalid-settings']],
    ['a link to nothing', ['bad/link.md'], '.', 1, ['bad/link.md:1 unreadable-file']],
  ])('limits the report to %s', async (_, args, folder, files, expected) => {
    expect(await found(args, folder)).toEqual({ status: 1, stderr: '', files, found: expected });
  });

  test('counts warnings against --max-warnings', async () => {
    expect((await check(['warned'])).status).toBe(0);
    expect((await check(['warned', '--max-warnings', '1'])).status).toBe(0);
    expect((await check(['warned', '--max-warnings', '0'])).status).toBe(1);
  });

  test('judges due dates for --as-of, and never counts them', async () => {
    const { status, stdout } = await check(['good', '--as-of', '2024-05-16', '--max-warnings', '0']);
    expect(status).toBe(0);
    expect(stdout).toContain('a.md:13:42\n  info The action `Alert on pool saturation` was due on 2024-05-15');
    expect(stdout).toMatch(/\n1 file, 0 errors, 0 warnings, 1 note\n$/);
  });

  test('prints code frames, without colour where it does not go to a terminal', async () => {
    const { stdout } = await check(['bad/b.md']);
    expect(stdout).toContain('\n  > 5 | impact: 130\n      |         ^^^\n');
  });

  test('prints workflow commands and SARIF', async () => {
    const { stdout } = await check(['bad/b.md', '--format', 'github']);
    expect(stdout).toMatch(
      /^::error file=bad\/b\.md,line=5,endLine=5,col=9,endColumn=12,title=invalid-value::Unexpected/,
    );
    const sarif = JSON.parse((await check(['bad/b.md', '--format', 'sarif'])).stdout);
    expect(sarif.runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(['invalid-value']);
  });

  test.each([
    ['a folder that does not exist', ['nowhere'], 'there is no file or folder nowhere'],
    ['a file that does not exist', ['good/b.md'], 'there is no file or folder good/b.md'],
    ['a path through a file', ['notes.txt/a.md'], 'there is no file or folder notes.txt/a.md'],
    ['one bad path among good ones', ['good', 'nowhere'], 'there is no file or folder nowhere'],
    ['another kind of file', ['notes.txt'], 'notes.txt is neither a postmortem (.md) nor archive.yml'],
    ['a hidden file', ['strict/2024/.draft.md'], 'strict/2024/.draft.md is not read as a document of strict'],
    ['an unknown flag', ['--formt', 'json'], "unknown option '--formt'"],
    ['an unknown format', ['--format', 'xml'], 'Allowed choices are pretty, json, github, sarif'],
    ['a count in words', ['--max-warnings', 'none'], 'Expected a whole number'],
    ['a day that is none', ['--as-of', '2024-02-30'], 'Expected a day such as 2024-05-01'],
  ])('ends with 2 for %s', async (_, args, message) => {
    const { status, stdout, stderr } = await check(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('finds nothing wrong with the example archive', async () => {
    const { status, stdout } = await nevertwice(['check', '--as-of', '2018-01-01'], ROOT);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^\d+ files, 0 errors, 0 warnings\n$/),
    });
  });
});
