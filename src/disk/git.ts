import { type ChildProcessWithoutNullStreams, type ExecFileException, execFile, spawn } from 'node:child_process';

// The repository may be untrusted: its configuration must neither change the output nor run programs.
const CONFIG = [
  'core.quotePath=false',
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'diff.algorithm=myers',
  // For merges, `remerge` would run the repository's merge drivers.
  'log.diffMerges=separate',
  'log.showRoot=true',
  'log.showSignature=false',
  'protocol.allow=never',
  // Ignores folders that look like bare repositories, which anyone could commit with a configuration of their own.
  'safe.bareRepository=explicit',
];
// Variables that git hooks set for their repository; the folder determines the repository here.
const REPOSITORY_VARIABLES =
  /^GIT_(?:DIR|WORK_TREE|COMMON_DIR|INDEX_FILE|PREFIX|NAMESPACE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|SHALLOW_FILE|GRAFT_FILE)$/;

function environment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !REPOSITORY_VARIABLES.test(name));
  return {
    ...Object.fromEntries(others),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    // Does not fetch what a partial clone lacks. No protocol is allowed, whatever the repository configures.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: '',
    GIT_TERMINAL_PROMPT: '0',
  };
}

/** Git failed; the message is its own. */
export class GitError extends Error {}

/** Returns the standard output of git; `undefined` if there is no git, no repository, or no result. */
export function askGit(folder: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, env: environment(), maxBuffer: MAX_ANSWER };
    execFile('git', withConfig(args), options, (error: ExecFileException | null, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const isAnswer = error.code === 'ENOENT' || (error.code === 1 && stderr === '') || NO_REPOSITORY.test(stderr);
      return isAnswer ? resolve(undefined) : reject(new GitError(reasonOf(stderr, error.message)));
    });
  });
}

// The list of all files of a large repository.
const MAX_ANSWER = 256 * 1024 * 1024;

const NO_REPOSITORY = /not a git repository/;

/** Starts git, to write to it or to read more than fits in memory. */
export function startGit(folder: string, args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn('git', withConfig(args), { cwd: folder, env: environment(), stdio: ['pipe', 'pipe', 'pipe'] });
}

/** Returns the line of git's standard error that gives the reason; `fallback` if there is none. */
export function reasonOf(stderr: string, fallback: string): string {
  return stderr.split('\n').find((line) => /^(?:fatal|error): /.test(line)) ?? fallback;
}

function withConfig(args: readonly string[]): string[] {
  return ['--no-pager', ...CONFIG.flatMap((setting) => ['-c', setting]), ...args];
}
