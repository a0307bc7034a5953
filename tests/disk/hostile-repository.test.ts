import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NO_CACHE } from '../../src/disk/cache.ts';
import { readHistory } from '../../src/disk/git-history.ts';

// Repositories may be untrusted: their configuration can name programs that git runs.
let root: string;
/** A program that creates a file when it is run. */
let program: string;
let trace: string;

beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-hostile-'));
  trace = path.join(root, 'ran');
  program = path.join(root, 'program');
  // Its output is a signature, in case one is requested.
  const signature = '-----BEGIN PGP SIGNATURE-----\\n-----END PGP SIGNATURE-----\\n';
  const created = '\\n[GNUPG:] SIG_CREATED D\\n';
  writeFileSync(
    program,
    `#!/bin/sh\ntouch ${trace}\ncase "$*" in *-bsau*) cat >/dev/null ;; esac\nprintf -- '${signature}'\nprintf '${created}' >&2\n`,
  );
  chmodSync(program, 0o755);
});
afterAll(() => rmSync(root, { recursive: true }));

const NAME = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'init.defaultBranch=main'];
const env = { PATH: process.env.PATH, HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' };
const git = (folder: string, ...args: string[]) =>
  execFileSync('git', [...NAME, ...args], { cwd: path.join(root, folder), env, stdio: 'pipe' });

function write(folder: string, file: string, text: string): void {
  const target = path.join(root, folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}

/** Creates the repository of an archive with one document, changed in two branches. */
function repository(name: string): string {
  mkdirSync(path.join(root, name));
  git(name, 'init', '-q');
  write(name, 'a.md', '- [ ] Lock it\n- [ ] Test it\n');
  git(name, 'add', '-A');
  git(name, 'commit', '-q', '-m', 'First');
  git(name, 'checkout', '-q', '-b', 'other');
  write(name, 'a.md', '- [x] Lock it\n- [ ] Test it\n');
  git(name, 'commit', '-q', '-a', '-m', 'Lock it');
  git(name, 'checkout', '-q', 'main');
  write(name, 'a.md', '- [ ] Lock it\n- [x] Test it\n');
  git(name, 'commit', '-q', '-a', '-m', 'Test it');
  git(name, 'merge', '-q', '-s', 'ours', '-m', 'Merge', 'other');
  return name;
}

const config = (name: string, ...settings: [string, string][]) => {
  for (const [key, value] of settings) git(name, 'config', key, value);
};

/** Returns whether a git command runs the program. The command may fail because of what the program does. */
function runs(name: string, command: readonly string[]): boolean {
  rmSync(trace, { force: true });
  spawnSync('git', command, { cwd: path.join(root, name), env });
  return existsSync(trace);
}

/** The setup of a repository, and a user's command that then runs the program. */
const HOSTILE: Record<string, [arrange: (name: string) => void, command: string[]]> = {
  'a converter of texts': [
    (name) => {
      config(name, ['diff.evil.textconv', program]);
      write(name, '.gitattributes', '*.md diff=evil\n');
    },
    ['log', '-p'],
  ],
  'a program that compares': [(name) => config(name, ['diff.external', program]), ['log', '-p', '--ext-diff']],
  'a program that compares files of a kind': [
    (name) => {
      config(name, ['diff.evil.command', program]);
      write(name, '.gitattributes', '*.md diff=evil\n');
    },
    ['log', '-p', '--ext-diff'],
  ],
  'a program that verifies signatures': [
    (name) => {
      config(name, ['gpg.program', program], ['log.showSignature', 'true']);
      git(name, 'commit', '-q', '--allow-empty', '-S', '-m', 'Signed');
    },
    ['log'],
  ],
  'a program that merges': [
    (name) => {
      config(name, ['log.diffMerges', 'remerge'], ['merge.evil.driver', program]);
      write(name, '.gitattributes', '*.md merge=evil\n');
    },
    ['log', '-p', '-m'],
  ],
  'a program that watches files': [(name) => config(name, ['core.fsmonitor', program]), ['status']],
  'a transport for what is missing': [
    (name) => {
      config(name, ['protocol.allow', 'always'], ['protocol.ext.allow', 'always']);
      promise(name, `ext::${program}`);
    },
    ['log', '-p'],
  ],
  'a shell for what is missing': [
    (name) => {
      config(name, ['core.sshCommand', program]);
      promise(name, 'ssh://localhost/nowhere');
    },
    ['log', '-p'],
  ],
  'a server program for what is missing': [
    (name) => {
      config(name, ['remote.origin.uploadpack', program]);
      promise(name, path.join(root, name));
    },
    ['log', '-p'],
  ],
  'the configuration of a submodule': [
    (name) => {
      repository(`${name}/inner.md`);
      config(`${name}/inner.md`, ['diff.external', program]);
      config(name, ['diff.submodule', 'diff']);
      git(name, 'add', 'inner.md');
      git(name, 'commit', '-q', '-m', 'Add');
      git(`${name}/inner.md`, 'commit', '-q', '--allow-empty', '-m', 'More');
      write(`${name}/inner.md`, 'a.md', 'Changed\n');
      git(`${name}/inner.md`, 'commit', '-q', '-a', '-m', 'Change');
      git(name, 'commit', '-q', '-a', '-m', 'Change');
    },
    ['log', '-p'],
  ],
};

/** Removes the content of the first document from the repository and configures an address to fetch it from. */
function promise(name: string, url: string): void {
  config(name, ['core.repositoryFormatVersion', '1'], ['extensions.partialClone', 'origin']);
  config(name, ['remote.origin.url', url], ['remote.origin.promisor', 'true']);
  const blob = String(git(name, 'rev-parse', 'main~2:a.md')).trim();
  const object = `.git/objects/${blob.slice(0, 2)}/${blob.slice(2)}`;
  renameSync(path.join(root, name, object), path.join(root, `${name}-blob`));
}

describe('the history is read without running programs that the repository names:', () => {
  test.each(Object.entries(HOSTILE))('%s', async (what, [arrange, command]) => {
    const name = repository(what.replaceAll(' ', '-'));
    arrange(name);
    // Otherwise the test would pass for configurations that git ignores.
    expect(runs(name, command)).toBe(true);
    rmSync(trace);
    const { kind } = await readHistory(path.join(root, name), NO_CACHE);
    expect([existsSync(trace), kind]).toEqual([false, what.includes('missing') ? 'none' : 'git']);
  });

  test('in the configuration of a repository among the documents', async () => {
    const name = repository('outer');
    const inner = `${name}/docs`;
    git(name, 'clone', '-q', '--bare', '.', 'docs');
    config(inner, ['diff.evil.textconv', program]);
    write(inner, 'info/attributes', '*.md diff=evil\n');
    expect(runs(inner, ['log', '-p'])).toBe(true);
    rmSync(trace);
    expect(await readHistory(path.join(root, inner), NO_CACHE)).toEqual({
      kind: 'none',
      history: { actions: new Map(), changes: new Map() },
      problem: expect.stringContaining('cannot use bare repository'),
    });
    expect(existsSync(trace)).toBe(false);
  });
});

test('missing objects of a partial clone are not fetched, and git’s reason is reported', async () => {
  const name = repository('partial');
  promise(name, path.join(root, 'partial-origin'));
  git('.', 'clone', '-q', '--bare', path.join(root, 'partial'), 'partial-origin');
  const { kind, problem } = await readHistory(path.join(root, name), NO_CACHE);
  expect([kind, problem]).toEqual(['none', expect.stringMatching(/^fatal: /)]);
});
