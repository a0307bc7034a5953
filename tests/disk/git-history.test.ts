import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NO_HISTORY } from '../../src/archive/actions/history.ts';
import { recurrencesOf } from '../../src/archive/recurrence/recurrence.ts';
import { loadArchive } from '../../src/build/load.ts';
import { memoryCache, NO_CACHE } from '../../src/disk/cache.ts';
import { openCache } from '../../src/disk/folder-cache.ts';
import { readHistory } from '../../src/disk/git-history.ts';
import { nevertwice } from '../tools/cli.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'nevertwice-history-'));
});
afterAll(() => rmSync(root, { recursive: true }));

/** Runs git in a folder under the root, as a user without configuration. */
function git(folder: string, ...args: string[]): void {
  const env = {
    ...{ PATH: process.env.PATH, HOME: root, GIT_CONFIG_NOSYSTEM: '1' },
    ...{
      GIT_AUTHOR_NAME: 'A',
      GIT_AUTHOR_EMAIL: 'a@example.org',
      GIT_COMMITTER_NAME: 'A',
      GIT_COMMITTER_EMAIL: 'a@example.org',
    },
    ...(args[0]?.startsWith('2') && { GIT_AUTHOR_DATE: args[0], GIT_COMMITTER_DATE: args[0] }),
  };
  const command = args[0]?.startsWith('2') ? args.slice(1) : args;
  execFileSync('git', command, { cwd: path.join(root, folder), env, stdio: 'pipe' });
}

/** Commits all changes on a day, at noon. */
function commit(folder: string, day: string): void {
  git(folder, 'add', '-A');
  git(folder, `${day}T12:00:00Z`, 'commit', '-q', '-m', 'Change');
}

function document(folder: string, file: string, started: string, actions: string, more = ''): void {
  const target = path.join(root, folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  const head = `title: ${path.basename(file, '.md')}\nstarted: ${started}\nduration: 1h\nimpact: 1\ncause: network\n${more}`;
  writeFileSync(target, `---\n${head}---\n\n## Action items\n\n${actions}`);
}

function repository(name: string): string {
  mkdirSync(path.join(root, name, 'docs/incidents'), { recursive: true });
  git(name, 'init', '-q', '-b', 'main');
  // User preferences must not affect the output.
  for (const setting of ['diff.noprefix', 'diff.mnemonicPrefix', 'color.ui']) git(name, 'config', setting, 'true');
  git(name, 'config', 'core.quotePath', 'true');
  return `${name}/docs/incidents`;
}

const load = (folder: string, cache = NO_CACHE) =>
  loadArchive(path.join(root, folder), { drafts: false, base: '/', render: false, history: true, cache });
async function daysIn(folder: string) {
  const { archive, history } = await load(folder);
  const actions = (archive?.postmortems ?? []).flatMap(({ id, actions }) =>
    actions.map(({ title, openSince, closedOn }) => [id, title, openSince, closedOn]),
  );
  return { history, actions };
}

describe('an archive in git', () => {
  let folder: string;
  beforeAll(() => {
    folder = repository('whole');
    document(folder, 'a.md', '2024-01-01', '- [ ] Lock it @auth due:2024-02-01\n- [x] Test it\n');
    commit('whole', '2024-01-05');
    document(folder, 'Größe/b c.md', '2024-01-10', '- [ ] Measure\n', 'recurs: [a]\n');
    commit('whole', '2024-01-12');
    git('whole', 'checkout', '-q', '-b', 'fix');
    document(folder, 'a.md', '2024-01-01', '- [x] Lock it @auth due:2024-02-01\n- [x] Test it\n');
    commit('whole', '2024-01-20');
    git('whole', 'checkout', '-q', 'main');
    git('whole', '2024-02-03T12:00:00Z', 'merge', '-q', '--no-ff', '-m', 'Merge', 'fix');
    mkdirSync(path.join(root, folder, '2024'));
    renameSync(path.join(root, folder, 'a.md'), path.join(root, folder, '2024/a.md'));
    commit('whole', '2024-03-01');
  });

  test('has the days since which actions are open and on which they were closed, also in a subfolder', async () => {
    expect(await daysIn(folder)).toEqual({
      history: 'git',
      actions: [
        ['b c', 'Measure', '2024-01-12', undefined],
        // The day of the merge, before which the branch did not contain it.
        ['a', 'Lock it', undefined, '2024-02-03'],
        ['a', 'Test it', undefined, undefined],
      ],
    });
  });

  test('shows by commits what was open at a recurrence', async () => {
    const { archive } = await load(folder);
    const [row] = archive ? recurrencesOf(archive) : [];
    expect(row).toMatchObject({ verdict: 'promised-open', actions: [{ status: 'open' }, { status: 'unknown' }] });
  });

  test('ignores uncommitted changes', async () => {
    document(folder, 'draft.md', '2024-04-01', '- [ ] New\n');
    expect((await daysIn(folder)).actions[0]).toEqual(['draft', 'New', undefined, undefined]);
    rmSync(path.join(root, folder, 'draft.md'));
  });

  test('runs git log once per commit', async () => {
    let made = 0;
    const cache = memoryCache();
    const count =
      <Data>(make: () => Promise<Data>) =>
      () => {
        made += 1;
        return make();
      };
    const counting: typeof cache = { ...cache, get: (key, shape, make) => cache.get(key, shape, count(make)) };
    const read = () => readHistory(path.join(root, folder), counting);
    const [first, second] = [await read(), await read()];
    expect(second).toEqual(first);
    expect(made).toBe(1);
    git('whole', 'commit', '-q', '--allow-empty', '-m', 'Nothing');
    expect(await read()).toEqual(first);
    expect(made).toBe(2);
  });
});

describe('there is no history', () => {
  test('for a shallow clone', async () => {
    const folder = repository('deep');
    document(folder, 'a.md', '2024-01-01', '- [ ] Lock it\n');
    commit('deep', '2024-01-05');
    document(folder, 'b.md', '2024-01-06', '- [ ] Test it\n');
    commit('deep', '2024-01-08');
    git('.', 'clone', '-q', '--depth', '1', `file://${path.join(root, 'deep')}`, 'shallow');
    expect(await daysIn('shallow/docs/incidents')).toEqual({
      history: 'shallow',
      actions: [
        ['b', 'Test it', undefined, undefined],
        ['a', 'Lock it', undefined, undefined],
      ],
    });
  });

  test.each<[string, (name: string) => string]>([
    ['a folder without git', (name) => name],
    ['a repository without a commit', (name) => repository(name)],
    [
      'a folder that no commit has',
      (name) => {
        const folder = repository(name);
        git(name, 'commit', '-q', '--allow-empty', '-m', 'Empty');
        return folder;
      },
    ],
  ])('for %s', async (name, make) => {
    const folder = make(name.replaceAll(' ', '-'));
    document(folder, 'a.md', '2024-01-01', '- [ ] Lock it\n');
    expect(await daysIn(folder)).toEqual({ history: 'none', actions: [['a', 'Lock it', undefined, undefined]] });
  });

  test('on a machine without git', async () => {
    const { PATH } = process.env;
    process.env.PATH = root;
    try {
      expect(await readHistory(path.join(root, 'whole'), NO_CACHE)).toEqual({ kind: 'none', history: NO_HISTORY });
    } finally {
      process.env.PATH = PATH;
    }
  });
});

describe('a failure of git', () => {
  const DUBIOUS = 'GIT_TEST_ASSUME_DIFFERENT_OWNER';
  let folder: string;
  /** The content of the last commit's document; without it, git can list commits but not changes. */
  let object: string;
  beforeAll(() => {
    folder = repository('failing');
    document(folder, 'a.md', '2024-01-01', '- [ ] Lock it\n');
    commit('failing', '2024-01-05');
    const at = path.join(root, 'failing');
    const blob = execFileSync('git', ['rev-parse', 'HEAD:docs/incidents/a.md'], { cwd: at, encoding: 'utf8' }).trim();
    object = path.join(at, '.git/objects', blob.slice(0, 2), blob.slice(2));
  });

  test.each([
    ['a cache in memory', () => memoryCache()],
    ['a cache in a folder', () => openCache(path.join(root, 'cache'))],
  ])('is reported with its reason and not cached: %s', async (_, open) => {
    renameSync(object, `${object}-away`);
    const cache = await open();
    expect(await readHistory(path.join(root, folder), cache)).toEqual({
      kind: 'none',
      history: NO_HISTORY,
      problem: expect.stringMatching(/^(?:fatal|error): .*[\da-f]{40}/),
    });
    renameSync(`${object}-away`, object);
    const { kind, history, problem } = await readHistory(path.join(root, folder), cache);
    expect([kind, history.changes.size, problem]).toEqual(['git', 1, undefined]);
  });

  test('is reported if the repository belongs to another user', async () => {
    process.env[DUBIOUS] = '1';
    try {
      const { kind, problem } = await readHistory(path.join(root, folder), NO_CACHE);
      expect([kind, problem]).toEqual(['none', expect.stringContaining('dubious ownership')]);
    } finally {
      delete process.env[DUBIOUS];
    }
  });

  test('is printed by the command', async () => {
    renameSync(object, `${object}-away`);
    const { status, stderr } = await nevertwice(['digest', path.join(root, folder)]);
    renameSync(`${object}-away`, object);
    const line =
      /^nevertwice: git failed, so it is unknown how long action items have been open: (?:fatal|error): .+\n$/m;
    expect([status, stderr]).toEqual([0, expect.stringMatching(line)]);
  });
});
