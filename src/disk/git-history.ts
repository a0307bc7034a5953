import { type ExecFileException, execFile, spawn } from 'node:child_process';
import { text as textOf } from 'node:stream/consumers';
import { StringDecoder } from 'node:string_decoder';
import { z } from 'zod';
import { COMMIT_FORMAT, type History, historyReader } from '../archive/actions/history.ts';
import type { Cache } from './cache.ts';

/** Whether there is a history, or why there is none. */
export type HistoryKind = 'git' | 'shallow' | 'none';

/** What git knows of an archive. Nothing is made up where it knows nothing. */
export interface LoadedHistory {
  kind: HistoryKind;
  history: History;
  /** Why git failed, in its own words; absent where it has answered, be it that there is no repository. */
  problem?: string;
}

const NONE: LoadedHistory = { kind: 'none', history: new Map() };

// The repository may be anybody's: its configuration must neither change the output nor name a program to run.
const CONFIG = [
  'core.quotePath=false',
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'diff.algorithm=myers',
  // Of a merge, `remerge` would run the repository's merge drivers.
  'log.diffMerges=separate',
  'log.showRoot=true',
  'log.showSignature=false',
  'protocol.allow=never',
  // A folder that looks like a repository is none: anybody can commit such a one, with a configuration of its own.
  'safe.bareRepository=explicit',
];
const LOG = [
  'log',
  '--reverse',
  // One line of states: when a change came into the branch, not what it was on the way.
  '--first-parent',
  '-m',
  `--format=${COMMIT_FORMAT}`,
  '--patch',
  '--unified=0',
  '--inter-hunk-context=0',
  '--find-renames',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--no-mailmap',
  '--no-show-signature',
  // The diff of a submodule would be made under the submodule's own configuration.
  '--submodule=short',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '-O/dev/null',
  '--relative',
  '--',
  '*.md',
];

// What hooks set for the repository that has called them: here the folder says which one is meant.
const OF_A_REPOSITORY =
  /^GIT_(?:DIR|WORK_TREE|COMMON_DIR|INDEX_FILE|PREFIX|NAMESPACE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|SHALLOW_FILE|GRAFT_FILE)$/;

function environment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !OF_A_REPOSITORY.test(name));
  return {
    ...Object.fromEntries(others),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    // What a partial clone lacks is not fetched. No protocol is allowed, whatever the repository's configuration says of one.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: '',
    GIT_TERMINAL_PROMPT: '0',
  };
}

const historyShape = z.array(
  z.tuple([
    z.string(),
    z.array(
      z.tuple([
        z.string(),
        z.strictObject({ openSince: z.string().exactOptional(), closedOn: z.string().exactOptional() }),
      ]),
    ),
  ]),
);

/**
 * The days on which the actions of a folder were written down and ticked, from the commits of the git repository that it
 * lies in: one pass over all of them, kept in the cache until there is another commit. `shallow` where the clone has not
 * all commits, `none` where there is no git, no repository or no commit of the folder, or where git fails.
 */
export async function readHistory(folder: string, cache: Cache): Promise<LoadedHistory> {
  try {
    const place = await askGit(folder, ['rev-parse', '--is-shallow-repository', '--show-prefix']);
    if (place === undefined) return NONE;
    const [, shallow, prefix] = /^(.*)\n(.*)\n$/s.exec(place) ?? [];
    if (shallow === 'true') return { kind: 'shallow', history: new Map() };
    const head = await askGit(folder, ['rev-parse', '--verify', '--quiet', 'HEAD']);
    if (head === undefined) return NONE;
    const entries = await cache.get(['history', head, prefix], historyShape, async () =>
      [...(await readLog(folder))].map(([path, items]) => [path, [...items]] as [string, [string, object][]]),
    );
    if (entries.length === 0) return NONE;
    return { kind: 'git', history: new Map(entries.map(([path, items]) => [path, new Map(items)])) };
  } catch (error) {
    if (error instanceof GitError) return { ...NONE, problem: error.message };
    throw error;
  }
}

/** Git was asked and failed; the message is its own. */
class GitError extends Error {}

/** Standard output of git; `undefined` where there is no git, no repository, or nothing of what was asked for. Throws an error with git's words where it fails. */
export function askGit(folder: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, env: environment() };
    execFile('git', withConfig(args), options, (error: ExecFileException | null, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const isAnswer = error.code === 'ENOENT' || (error.code === 1 && stderr === '') || NO_REPOSITORY.test(stderr);
      return isAnswer ? resolve(undefined) : reject(new GitError(reasonOf(stderr, error.message)));
    });
  });
}

const NO_REPOSITORY = /not a git repository/;

// Of a line that goes on for megabytes nothing is wanted.
const LONGEST = 100_000;

/** The log as it comes, line by line: that of a large archive is longer than a string may be. Throws `GitError`. */
async function readLog(folder: string): Promise<History> {
  const reader = historyReader();
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const git = spawn('git', withConfig(LOG), { cwd: folder, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  const stderr = textOf(git.stderr);
  const ended = new Promise<string | undefined>((resolve) => {
    git.on('error', (error) => resolve(error.message));
    git.on('close', (status, signal) => resolve(status === 0 ? undefined : `git log ended with ${signal ?? status}`));
  });
  git.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = (lines.pop() ?? '').slice(0, LONGEST);
    for (const line of lines) reader.read(line.endsWith('\r') ? line.slice(0, -1) : line);
  });
  const failure = await ended;
  if (failure !== undefined) throw new GitError(reasonOf(await stderr, failure));
  return reader.history();
}

/** The line of git's standard error that says why; `otherwise` where there is none. */
function reasonOf(stderr: string, otherwise: string): string {
  return stderr.split('\n').find((line) => /^(?:fatal|error): /.test(line)) ?? otherwise;
}

function withConfig(args: readonly string[]): string[] {
  return ['--no-pager', ...CONFIG.flatMap((setting) => ['-c', setting]), ...args];
}
