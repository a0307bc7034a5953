import { execFile, spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import { promisify } from 'node:util';
import { COMMIT_FORMAT, type History, historyReader } from '../archive/history.ts';
import type { Cache } from './cache.ts';

/** Whether there is a history, or why there is none. */
export type HistoryKind = 'git' | 'shallow' | 'none';

/** What git knows of an archive. Nothing is made up where it knows nothing. */
export interface LoadedHistory {
  kind: HistoryKind;
  history: History;
}

const NONE: LoadedHistory = { kind: 'none', history: new Map() };

// What the user has configured must not change the output, and no other program may be run.
const CONFIG = ['core.quotePath=false', 'core.fsmonitor=false', 'log.showSignature=false', 'diff.algorithm=myers'];
const LOG = [
  'log',
  '--reverse',
  // One line of states: when a change came into the branch, not what it was on the way.
  '--first-parent',
  '-m',
  `--format=${COMMIT_FORMAT}`,
  '--patch',
  '--unified=0',
  '--find-renames',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--relative',
  '--',
  '*.md',
];

/** The folder says which repository, not who called: hooks set variables of their own. */
function environment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(
    ([name]) => !/^GIT_(?:DIR|WORK_TREE|INDEX_FILE|PREFIX)$/.test(name),
  );
  return { ...Object.fromEntries(others), LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1' };
}

/**
 * The days on which the actions of a folder were written down and ticked, from the commits of the git repository that it
 * lies in: one pass over all of them, kept in the cache until there is another commit. `shallow` where the clone has not
 * all commits, `none` where there is no git, no repository or no commit of the folder.
 */
export async function readHistory(folder: string, cache: Cache): Promise<LoadedHistory> {
  const state = await run(folder, ['rev-parse', '--is-shallow-repository', '--show-prefix', 'HEAD']);
  const [shallow, prefix = '', head = ''] = state?.split('\n') ?? [];
  if (shallow === undefined || head === '') return NONE;
  if (shallow === 'true') return { kind: 'shallow', history: new Map() };
  const text = await cache.get(['history', head, prefix], async () => {
    const history = await readLog(folder);
    const entries = [...(history ?? [])].map(([path, items]) => [path, [...items]]);
    return JSON.stringify(history ? entries : null);
  });
  const entries: [string, [string, object][]][] | null = JSON.parse(text);
  if (!entries || entries.length === 0) return NONE;
  return { kind: 'git', history: new Map(entries.map(([path, items]) => [path, new Map(items)])) };
}

/** Standard output of git; `undefined` where there is no git or it refuses. */
async function run(folder: string, args: readonly string[]): Promise<string | undefined> {
  return promisify(execFile)('git', withConfig(args), { cwd: folder, env: environment() }).then(
    ({ stdout }) => stdout,
    () => undefined,
  );
}

const LONGEST = 100_000;

/** The log as it comes, line by line: that of a large archive is longer than a string may be. */
function readLog(folder: string): Promise<History | undefined> {
  const reader = historyReader();
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return new Promise((resolve) => {
    const git = spawn('git', withConfig(LOG), { cwd: folder, env: environment(), stdio: ['ignore', 'pipe', 'ignore'] });
    git.stdout.on('data', (chunk: Buffer) => {
      const lines = (rest + decoder.write(chunk)).split('\n');
      // Of a line that goes on for megabytes nothing is wanted.
      rest = (lines.pop() ?? '').slice(0, LONGEST);
      for (const line of lines) reader.read(line.endsWith('\r') ? line.slice(0, -1) : line);
    });
    git.on('error', () => resolve(undefined));
    git.on('close', (status) => resolve(status === 0 ? reader.history() : undefined));
  });
}

function withConfig(args: readonly string[]): string[] {
  return [...CONFIG.flatMap((setting) => ['-c', setting]), ...args];
}
