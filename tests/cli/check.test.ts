import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkPaths } from '../../src/cli/check.ts';
import { AS_OF, nevertwice, ROOT } from '../tools/cli.ts';

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
const told = (started: string, more = '') =>
  VALID.replace('2024-04-15T15:45:00Z', `${started}T15:45:00Z${more}`).replace(
    '## Timeline',
    'Flux was torn down by a version bump of the pipeline.\n## Timeline',
  );

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
    'due/archive.yml': 'rules: { overdue-action: error }\n',
    'due/a.md': VALID,
    'alike/archive.yml': '',
    'alike/old.md': told('2022-01-01'),
    'alike/newer.md': told('2022-06-01'),
    'alike/draft.md': told('2022-07-01', '\nstatus: draft'),
    'alike/other.md': VALID.replace('Login fails', 'Labels print twice').replace(
      'Alert on pool saturation',
      'Lock jobs',
    ),
    'nested/archive.yml': 'rules: { look-alike: off }\n',
    'nested/2024/b.md': VALID.replace('30', '130'),
    'nested/own/archive.yml': 'titel: A\n',
    'nested/own/d.md': VALID.replace('30', '130'),
    'nested/.drafts/c.md': VALID.replace('30', '130'),
    'repository/note.md': VALID.replace('30', '130'),
    'repository/kb/archive.yml': 'sections: []\nseverities: [minor]\n',
    'repository/kb/2023/a.md': VALID.replace('impact', 'severity: minor\nimpact'),
    'repository/kb/2024/b.md': VALID.replace('impact', 'severity: sev1\nrelated: [a]\nimpact'),
    'repository/kb/2024/deep/archive.yml': 'title: B\n',
    'repository/kb/2024/deep/c.md': VALID.replace('30', '130'),
    'outer/archive.yml': 'titel: A\n',
    'outer/clone/.git/HEAD': '',
    'outer/clone/d.md': VALID,
    'passed/.git/HEAD': '',
    'passed/README.md': '# Read me\n',
    'passed/archive.yml': 'exclude: [notes, "**/draft-*.md"]\n',
    'passed/template.md': '# {{title}}\n',
    'passed/notes/archive.yml': '',
    'passed/notes/a.md': '# Notes\n',
    'passed/team/notes/b.md': VALID,
    'passed/team/draft-c.md': '# Draft\n',
    'slashes/archive.yml': 'exclude: [notes\\a.md, ../b.md]\n',
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

/** What is found of files that are named from the root, as `file:line rule`; or what is wrong with the names. */
async function found(names: readonly string[]) {
  const checked = await checkPaths(
    names.map((name) => path.join(root, name)),
    NOTE,
  );
  if (typeof checked === 'string') return checked.replaceAll(root + path.sep, '');
  const { files, diagnostics } = checked.report;
  return [files, ...diagnostics.map(({ file, line, rule }) => `${path.relative(root, file)}:${line} ${rule}`)];
}

describe('checkPaths', () => {
  test.each<[string, string[], (number | string)[]]>([
    ['an archive without mistakes', ['good'], [1]],
    ['an archive without documents', ['empty'], [0]],
    [
      'every problem of every file, in file order',
      ['bad'],
      [3, 'bad/a.md:6 unknown-key', 'bad/b.md:5 invalid-value', 'bad/link.md:1 unreadable-file'],
    ],
    [
      'drafts beside older ones that read alike',
      ['alike'],
      [4, 'alike/draft.md:2 look-alike', 'alike/draft.md:2 look-alike'],
    ],
    ['named files beside older ones that read alike', ['alike/newer.md'], [1, 'alike/newer.md:2 look-alike']],
    ['named files that nothing older is like', ['alike/old.md', 'alike/other.md'], [2]],
    [
      'archives and files',
      ['good', 'strict/2024/late.md', 'warned'],
      [3, 'strict/2024/late.md:5 chronology', 'warned/a.md:5 chronology'],
    ],
    [
      'the same in another order',
      ['warned', 'strict/2024/late.md', 'good'],
      [3, 'strict/2024/late.md:5 chronology', 'warned/a.md:5 chronology'],
    ],
    ['a file of an archive', ['strict/2024/recurs.md'], [1, 'strict/2024/recurs.md:5 unknown-reference']],
    [
      'a file named twice',
      ['strict/2024/recurs.md', 'good/../strict/2024/recurs.md'],
      [1, 'strict/2024/recurs.md:5 unknown-reference'],
    ],
    ['a file without archive.yml', ['bad/b.md'], [1, 'bad/b.md:5 invalid-value']],
    [
      'a file and its archive',
      ['bad/b.md', 'strict', 'strict/2024/late.md'],
      [3, 'bad/b.md:5 invalid-value', 'strict/2024/late.md:5 chronology', 'strict/2024/recurs.md:5 unknown-reference'],
    ],
    [
      'a folder and folders in it',
      ['nested', 'nested/2024', 'nested/2024/b.md', 'nested/own', 'nested/own/d.md'],
      [
        2,
        'nested/2024/b.md:5 invalid-value',
        'nested/own/archive.yml:1 invalid-settings',
        'nested/own/archive.yml:1 unused-settings',
        'nested/own/d.md:5 invalid-value',
      ],
    ],
    [
      'hidden folders beside the one that they are in',
      ['nested/.drafts', 'nested'],
      [
        3,
        'nested/.drafts/c.md:5 invalid-value',
        'nested/2024/b.md:5 invalid-value',
        'nested/own/archive.yml:1 unused-settings',
        'nested/own/d.md:5 invalid-value',
      ],
    ],
    [
      'an archive that lies in a folder of the one named, which is not used',
      ['repository'],
      [
        4,
        'repository/kb/2023/a.md:5 invalid-value',
        'repository/kb/2024/deep/archive.yml:1 unused-settings',
        'repository/kb/2024/deep/c.md:5 invalid-value',
        'repository/kb/archive.yml:1 unused-settings',
        'repository/note.md:5 invalid-value',
      ],
    ],
    [
      'a folder of an archive as that archive has it, whose other files are not reported',
      ['repository/kb/2024'],
      [
        2,
        'repository/kb/2024/b.md:5 invalid-value',
        'repository/kb/2024/deep/archive.yml:1 unused-settings',
        'repository/kb/2024/deep/c.md:5 invalid-value',
      ],
    ],
    [
      'an archive, a folder and a file of it',
      ['repository/kb/2024', 'repository/kb', 'repository/kb/2023/a.md'],
      [
        3,
        'repository/kb/2024/b.md:5 invalid-value',
        'repository/kb/2024/deep/archive.yml:1 unused-settings',
        'repository/kb/2024/deep/c.md:5 invalid-value',
      ],
    ],
    ['a folder and a file of an archive', ['repository/kb/2023', 'repository/kb/2023/a.md'], [1]],
    ['a repository, beyond which no archive.yml is looked for', ['outer/clone'], [1]],
    ['an archive with files that are no postmortems', ['passed'], [1]],
    ['a folder of it, where the patterns are those of the whole archive', ['passed/team'], [1]],
    [
      'paths of Windows, and paths outside of the archive, under exclude',
      ['slashes'],
      [0, 'slashes/archive.yml:1 invalid-settings', 'slashes/archive.yml:1 invalid-settings'],
    ],
    ['archive.yml', ['broken/archive.yml'], [0, 'broken/archive.yml:1 invalid-settings']],
    ['a file beside a broken archive.yml', ['broken/a.md'], [1, 'broken/archive.yml:1 invalid-settings']],
    ['a link to nothing', ['bad/link.md'], [1, 'bad/link.md:1 unreadable-file']],
  ])('reports on %s', async (_, names, expected) => expect(await found(names)).toEqual(expected));

  test.each([
    ['a folder that does not exist', ['nowhere'], 'there is no file or folder nowhere'],
    ['a file that does not exist', ['good/b.md'], 'there is no file or folder good/b.md'],
    ['a path through a file', ['notes.txt/a.md'], 'there is no file or folder notes.txt/a.md'],
    ['one bad path among good ones', ['good', 'nowhere'], 'there is no file or folder nowhere'],
    ['another kind of file', ['notes.txt'], 'notes.txt is neither a postmortem (.md) nor archive.yml'],
    ['a file that repositories have', ['passed/README.md'], 'passed/README.md is not read as a document of passed'],
    ['a file under exclude', ['passed/team/draft-c.md'], 'passed/team/draft-c.md is not read as a document of passed'],
    ['a hidden file', ['strict/2024/.draft.md'], 'strict/2024/.draft.md is not read as a document of strict'],
  ])('refuses %s', async (_, names, problem) => expect(await found(names)).toBe(problem));
});

const check = (args: readonly string[], folder = '.') =>
  nevertwice(['check', '--as-of', NOTE, ...args], path.join(root, folder));

describe.concurrent('nevertwice check', () => {
  test('ends with 0 and a summary where there is nothing to report', async () => {
    expect(await check(['good'])).toEqual({ status: 0, stdout: '1 file, 0 errors, 0 warnings\n', stderr: '' });
  });

  test('ends with 1 and the report where there is, and names files as the user does', async () => {
    const { status, stdout, stderr } = await check(['recurs.md'], 'strict/2024');
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^recurs\.md:5:16\n {2}error Unknown id `nowhere`[\s\S]*\n1 file, 1 error, 0 warnings\n$/);
  });

  test.each([
    [
      'repository',
      ['repository'],
      'repository/kb/archive.yml',
      '`repository`, which has none of its own',
      '`repository/kb`',
    ],
    ['.', ['.'], 'kb/archive.yml', '`.`, which has none of its own', '`kb`'],
    ['kb', ['kb'], 'kb/2024/deep/archive.yml', '`kb/archive.yml` applies to the whole archive `kb`', '`kb/2024/deep`'],
  ])('of %s, says which archive.yml applies and which is not used', async (name, args, file, applies, instead) => {
    const folder = name === 'repository' ? '.' : 'repository';
    const { stdout } = await check([...args, '--format', 'json'], folder);
    const diagnostics = JSON.parse(stdout).diagnostics as {
      file: string;
      rule: string;
      message: string;
      help: string;
    }[];
    const found = diagnostics.find((each) => each.rule === 'unused-settings' && each.file === file);
    expect(found?.message).toContain(applies);
    expect(found?.help).toContain(`Pass the folder ${instead} instead`);
  });

  test('names the files of a folder as the user does, whichever archive they are of', async () => {
    const { stdout } = await check(['.'], 'repository/kb/2024');
    expect(stdout).toMatch(/^b\.md:5:11\n {2}error Unexpected value `sev1` for `severity`/);
    expect(stdout).toMatch(/^deep\/archive\.yml:1:1\n/m);
  });

  test('takes the same archive.yml for a folder below it as the other commands', async () => {
    const { stdout } = await nevertwice(['schema', 'repository/kb/2024'], root);
    expect(JSON.parse(stdout).properties.severity.enum).toContain('minor');
  });

  test.each([
    ['1', 0],
    ['0', 1],
  ])('with --max-warnings %s and one warning ends with %i', async (count, status) => {
    expect((await check(['warned', '--max-warnings', count])).status).toBe(status);
  });

  test('judges due dates for --as-of, and never counts them', async () => {
    const { status, stdout } = await check(['good', '--as-of', '2024-05-16', '--max-warnings', '0']);
    expect(status).toBe(0);
    expect(stdout).toContain('a.md:13:42\n  info Action item `Alert on pool saturation` was due on 2024-05-15');
    expect(stdout).toMatch(/\n1 file, 0 errors, 0 warnings, 1 note\n$/);
  });

  test('counts more than a few notes, and lists them with --verbose', async () => {
    const actions = Array.from({ length: 6 }, (_, index) => `- [ ] Alert ${index} @auth due:2024-05-15\n`);
    write({ 'noted/a.md': VALID + actions.join('') });
    const summary = '1 file, 0 errors, 0 warnings, 7 notes\n';
    const counted = `7 notes from 1 rule (7 overdue-action); list them with --verbose\n${summary}`;
    const args = ['noted', '--as-of', '2024-05-16'];
    expect((await check(args)).stdout).toBe(counted);
    const { stdout } = await check([...args, '--verbose']);
    expect(stdout.match(/^ {2}info /gm)).toHaveLength(7);
    expect(stdout.endsWith(`\n${summary}`)).toBe(true);
    // For programs nothing is left out.
    expect(JSON.parse((await check([...args, '--format', 'json'])).stdout).diagnostics).toHaveLength(7);
  });

  test.each([
    ['check', []],
    ['build', ['--out', 'site']],
    ['digest', []],
  ])('is as strict with what is overdue as %s', async (command, options) => {
    const late = await nevertwice([command, 'due', '--as-of', '2024-05-16', ...options], root);
    expect(late.status).toBe(1);
    expect(late.stdout + late.stderr).toMatch(/\b1 error/);
  });

  test('prints SARIF with its own version', async () => {
    const { runs } = JSON.parse((await check(['bad/b.md', '--format', 'sarif'])).stdout);
    const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
    expect(runs).toMatchObject([{ tool: { driver: { version } }, results: [{ ruleId: 'invalid-value' }] }]);
  });

  test.each([
    [['nowhere'], 'nevertwice: there is no file or folder nowhere\n'],
    [['--formt', 'json'], "unknown option '--formt'"],
    [['--format', 'xml'], 'Allowed choices are pretty, json, github, gitlab, markdown, sarif'],
    [['--max-warnings', 'none'], 'Expected a whole number'],
    [['--as-of', '2024-02-30'], 'Expected a day such as 2024-05-01'],
  ])('ends with 2 for %j', async (args, message) => {
    const { status, stdout, stderr } = await check(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('finds nothing wrong with the example archive', async () => {
    const { status, stdout } = await nevertwice(['check', '--as-of', AS_OF], ROOT);
    expect(stdout).toMatch(/^\d+ files, 0 errors, 0 warnings, \d+ notes$/m);
    expect(status).toBe(0);
  });
});
