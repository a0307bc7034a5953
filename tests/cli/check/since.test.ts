import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { archiveAt } from '../../../src/disk/git-tree.ts';
import { nevertwice } from '../../tools/cli.ts';

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
const BAD = VALID.replace('impact: 30', 'impact: 130');

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-since-'));
  git('init', '-q');
});
afterEach(() => rmSync(root, { recursive: true }));
const at = (file: string) => path.join(root, file);
const save = (file: string, text: string | Buffer) => {
  mkdirSync(path.dirname(at(file)), { recursive: true });
  writeFileSync(at(file), text);
};
const git = (...args: string[]) => {
  const names = ['user.name=A', 'user.email=a@example.org', 'init.defaultBranch=main'].flatMap((each) => ['-c', each]);
  const env = { PATH: process.env.PATH, HOME: root, GIT_CONFIG_NOSYSTEM: '1' };
  return execFileSync('git', [...names, ...args], { cwd: root, env, encoding: 'utf8', stdio: 'pipe' }).trim();
};
const commit = () => {
  git('add', '-A');
  git('commit', '-q', '--allow-empty', '-m', 'Change');
  return git('rev-parse', 'HEAD');
};
const check = (args: string[], cwd = root) =>
  nevertwice(['check', '--as-of', '2024-05-01', '--no-cache', '--format', 'json', ...args], cwd);
const problemsIn = (stdout: string) =>
  JSON.parse(stdout).diagnostics.map(
    ({ file, rule, line }: { file: string; rule: string; line: number }) => `${file}:${line} ${rule}`,
  );

describe('check --since', () => {
  test('reports what is new, in any file, and not what was moved down', async () => {
    save('postmortems/old.md', BAD);
    save('postmortems/linking.md', `${VALID}\n[Other](other.md) ![Graph](graph.png)\n`);
    save('postmortems/other.md', VALID);
    save(
      'postmortems/graph.png',
      readFileSync(path.join(import.meta.dirname, '../../../docs/images/review-light.webp')),
    );
    commit();
    save('postmortems/old.md', BAD.replace('impact', 'services: [auth]\nimpact'));
    renameSync(at('postmortems/other.md'), at('postmortems/renamed.md'));
    const { status, stdout } = await check(['--since', 'HEAD']);
    expect([status, problemsIn(stdout)]).toEqual([1, ['postmortems/linking.md:15 broken-link']]);
    const old = await check(['--since', 'HEAD', 'postmortems/old.md', '--max-warnings', '0']);
    expect([old.status, problemsIn(old.stdout)]).toEqual([0, []]);
  });

  test('compares with the commit where the branch left the other one', async () => {
    save('a.md', VALID);
    save('archive.yml', '');
    commit();
    git('checkout', '-q', '-b', 'topic');
    save('a.md', BAD);
    commit();
    git('checkout', '-q', 'main');
    save('b.md', BAD);
    commit();
    git('checkout', '-q', 'topic');
    const { stdout } = await check(['--since', 'main']);
    expect(problemsIn(stdout)).toEqual(['a.md:5 invalid-value']);
  });

  test('uses the settings of both times, also from a parent folder', async () => {
    save('archive.yml', 'severities: [minor]\n');
    save('kb/2024/a.md', VALID.replace('impact', 'severity: minor\nimpact'));
    save('notes/archive.yml', 'titel: x\n');
    commit();
    save('archive.yml', 'severities: [major]\n');
    const { stdout } = await check(['kb', '--since', 'HEAD'], root);
    expect(problemsIn(stdout)).toEqual(['kb/2024/a.md:5 invalid-value']);
    const inside = await check(['.', '--since', 'HEAD'], at('kb/2024'));
    expect(problemsIn(inside.stdout)).toEqual(['a.md:5 invalid-value']);
  });

  test('counts everything as new if there was no archive', async () => {
    save('README.md', 'x');
    commit();
    save('postmortems/a.md', BAD);
    const { stdout } = await check(['--since', 'HEAD']);
    expect(problemsIn(stdout)).toEqual(['postmortems/a.md:5 invalid-value']);
  });

  test('corrects only what has changed', async () => {
    const untidy = VALID.replace('2h', 'PT2H');
    save('postmortems/old.md', untidy);
    commit();
    save('postmortems/new.md', untidy);
    const { status, stderr } = await check(['--since', 'HEAD', '--fix']);
    expect([status, stderr]).toEqual([0, 'Fixed postmortems/new.md: 1 duration\n']);
    expect(readFileSync(at('postmortems/old.md'), 'utf8')).toBe(untidy);
  });

  test('lists similar incidents of what has changed', async () => {
    const told = (started: string) =>
      `${VALID.replace('2024-04-15', started)}\n\`\`\`\nHikariPool-1 - Connection is not available\n\`\`\`\n`;
    for (const year of ['2020', '2021', '2024']) save(`postmortems/${year}.md`, told(`${year}-04-15`));
    commit();
    const { stdout: before } = await check(['--since', 'HEAD']);
    expect(problemsIn(before)).toEqual([]);
    save('postmortems/2021.md', `${told('2021-04-15')}\nMore.\n`);
    const { stdout } = await check(['--since', 'HEAD']);
    expect(problemsIn(stdout)).toEqual(['postmortems/2021.md:2 look-alike']);
  });

  test.each([
    [
      'nowhere',
      /^nevertwice: this clone has no commit nowhere\. If this clone is shallow, run `git fetch --depth=1 origin nowhere` first\n$/,
    ],
    ['--output=x', /^nevertwice: this clone has no commit --output=x\./],
    ['HEAD:postmortems', /^nevertwice: this clone has no commit HEAD:postmortems\./],
    ['', /^nevertwice: this clone has no commit \./],
  ])('needs a commit, which %j is not', async (since, expected) => {
    save('postmortems/a.md', VALID);
    commit();
    const { status, stdout, stderr } = await check([`--since=${since}`]);
    expect([status, stdout, stderr]).toEqual([2, '', expect.stringMatching(expected)]);
  });

  test('needs a repository', async () => {
    save('postmortems/a.md', VALID);
    rmSync(at('.git'), { recursive: true });
    const { status, stderr } = await check(['--since', 'HEAD']);
    expect([status, stderr]).toEqual([
      2,
      'nevertwice: postmortems is not in a git repository, so nothing is known of HEAD\n',
    ]);
  });
});

describe('archiveAt', () => {
  test('writes the files of the archive and its settings, byte for byte, and nothing else', async () => {
    const files: Record<string, string | Buffer> = {
      'kb/a.md': 'A\r\n',
      "kb/2024/it's\n“new”.md": 'B',
      'kb/large.bin': Buffer.alloc(3_000_000, 'x\n'),
      'kb/empty.md': '',
      'archive.yml': 'title: A\n',
    };
    for (const [file, content] of Object.entries(files)) save(file, content);
    save('kbase/c.md', 'C');
    save('README.md', 'R');
    symlinkSync('a.md', at('kb/link.md'));
    const hash = commit();
    save('kb/a.md', 'changed');
    save('.git/hooks/post-checkout', '#!/bin/sh\ntouch ran\n');
    const before = git('status', '--porcelain');
    const { folder, commit: named, remove } = await archiveAt(at('kb'), 'HEAD');
    expect(hash.startsWith(named)).toBe(true);
    const top = path.dirname(folder);
    for (const [file, content] of Object.entries(files)) {
      expect(readFileSync(path.join(top, file)).equals(Buffer.from(content)), file).toBe(true);
    }
    expect(readdirSync(top).sort()).toEqual(['.git', 'archive.yml', 'kb']);
    expect(readdirSync(folder).sort()).toEqual(['2024', 'a.md', 'empty.md', 'large.bin', 'link.md']);
    expect(git('status', '--porcelain')).toBe(before);
    await remove();
    expect(() => readdirSync(top)).toThrow('ENOENT');
  });

  test('runs no program that the repository names', async () => {
    save('run', `#!/bin/sh\ntouch ${at('ran')}\ncat\n`);
    execFileSync('chmod', ['+x', at('run')]);
    save('kb/.gitattributes', '*.md filter=evil diff=evil\n');
    save('kb/a.md', 'A\n');
    commit();
    for (const key of ['filter.evil.smudge', 'diff.evil.textconv', 'core.fsmonitor', 'core.pager'])
      git('config', key, at('run'));
    rmSync(at('ran'), { force: true });
    const { folder, remove } = await archiveAt(at('kb'), 'HEAD');
    expect(readFileSync(path.join(folder, 'a.md'), 'utf8')).toBe('A\n');
    await remove();
    expect(readdirSync(root)).not.toContain('ran');
  });

  test('writes nothing outside its folder, whatever a tree contains', async () => {
    save('kb/a.md', 'A\n');
    commit();
    const blob = execFileSync('git', ['hash-object', '-w', '--stdin'], {
      cwd: root,
      input: 'evil',
      encoding: 'utf8',
    }).trim();
    const entry = (mode: string, name: string) =>
      Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(blob, 'hex')]);
    const makeTree = (...entries: Buffer[]) =>
      execFileSync('git', ['hash-object', '-w', '-t', 'tree', '--literally', '--stdin'], {
        cwd: root,
        input: Buffer.concat(entries),
        encoding: 'utf8',
      }).trim();
    const inner = makeTree(entry('100644', '..'), entry('100644', '.git'), entry('100644', 'ok.md'));
    const tree = makeTree(Buffer.concat([Buffer.from('40000 kb\0'), Buffer.from(inner, 'hex')]));
    const made = git('commit-tree', '-m', 'Evil', tree);
    const { folder, remove } = await archiveAt(at('kb'), made);
    expect(readdirSync(folder)).toEqual(['ok.md']);
    await remove();
  });
});
