import { text as textOf } from 'node:stream/consumers';
import { StringDecoder } from 'node:string_decoder';
import { COMMIT_FORMAT, historyReader } from '../archive/actions/git-log.ts';
import { type History, NO_HISTORY } from '../archive/actions/history.ts';
import type { Cache } from './cache.ts';
import { askGit, GitError, reasonOf, startGit } from './git.ts';

/** Whether there is a history, and if not, why. */
export type HistoryKind = 'git' | 'shallow' | 'none';

/** The history of an archive as far as git knows it. */
export interface LoadedHistory {
  kind: HistoryKind;
  history: History;
  /** Why git failed, in its own words; absent if it answered, even without a repository. */
  problem?: string;
}

const NONE: LoadedHistory = { kind: 'none', history: NO_HISTORY };

const LOG = [
  'log',
  '--reverse',
  // A linear history: when a change reached the branch, not its history on another branch.
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
  // Diffs of submodules would use the submodule's configuration.
  '--submodule=short',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '-O/dev/null',
  '--relative',
  '--',
  '*.md',
];

/**
 * Returns the days on which the documents of a folder were changed and their actions added and closed, from the commits of its
 * git repository.
 * Reads the log once and caches it until there is another commit. The kind is `shallow` if the clone lacks commits, and
 * `none` if there is no git, no repository or no commit of the folder, or if git fails.
 */
export async function readHistory(folder: string, cache: Cache): Promise<LoadedHistory> {
  try {
    const place = await askGit(folder, ['rev-parse', '--is-shallow-repository', '--show-prefix']);
    if (place === undefined) return NONE;
    const [, shallow, prefix] = /^(.*)\n(.*)\n$/s.exec(place) ?? [];
    if (shallow === 'true') return { kind: 'shallow', history: NO_HISTORY };
    const head = await askGit(folder, ['rev-parse', '--verify', '--quiet', 'HEAD']);
    if (head === undefined) return NONE;
    const history = await cache.get('history', [head, prefix], () => readLog(folder));
    if (history.changes.size === 0) return NONE;
    return { kind: 'git', history };
  } catch (error) {
    if (error instanceof GitError) return { ...NONE, problem: error.message };
    throw error;
  }
}

// Bounds the memory for very long lines.
const MAX_LINE = 100_000;

/** Reads the log line by line, as it may exceed the maximum length of a string. Throws `GitError`. */
async function readLog(folder: string): Promise<History> {
  const reader = historyReader();
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const git = startGit(folder, LOG);
  const stderr = textOf(git.stderr);
  const ended = new Promise<string | undefined>((resolve) => {
    git.on('error', (error) => resolve(error.message));
    git.on('close', (status, signal) => resolve(status === 0 ? undefined : `git log ended with ${signal ?? status}`));
  });
  git.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = (lines.pop() ?? '').slice(0, MAX_LINE);
    for (const line of lines) reader.read(line.endsWith('\r') ? line.slice(0, -1) : line);
  });
  const failure = await ended;
  if (failure !== undefined) throw new GitError(reasonOf(await stderr, failure));
  return reader.history();
}
