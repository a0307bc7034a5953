import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Root of the project. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

/** Day for which tests build sites. */
export const AS_OF = '2026-11-21';

/** Folder for the caches of the tests' archives, instead of the user's own. */
const CACHES = path.join(tmpdir(), 'nevertwice-caches-of-tests');

export interface Result {
  status: number;
  stdout: string;
  stderr: string;
}

/** Runs the real command line in the folder `cwd`; `more` is added to the environment. */
export function nevertwice(args: readonly string[], cwd = ROOT, more: NodeJS.ProcessEnv = {}): Promise<Result> {
  return new Promise((resolve, reject) => {
    // The color settings of the test runner do not apply to the command.
    const quiet = { NO_COLOR: undefined, FORCE_COLOR: undefined };
    const env = { ...process.env, ...quiet, XDG_CACHE_HOME: CACHES, ...more };
    const command = [path.join(ROOT, 'bin/nevertwice.js'), ...args];
    execFile(process.execPath, command, { cwd, env, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const status = error ? error.code : 0;
      if (typeof status === 'number') resolve({ status, stdout, stderr });
      else reject(error);
    });
  });
}

// Permissions do not apply to the administrator, who may run the tests.
const LEAVE_ADMINISTRATOR = 'process.getuid?.() === 0 && (process.setgid(65534), process.setuid(65534))';

/** Environment in which a command runs as a user to whom permissions apply. */
export const AS_USER = {
  NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(LEAVE_ADMINISTRATOR)}"`,
};

/** Runs a command that must succeed; otherwise throws its output. */
export async function mustRun(args: readonly string[], cwd?: string): Promise<Result> {
  const result = await nevertwice(args, cwd);
  if (result.status !== 0)
    throw new Error(`nevertwice ${args.join(' ')} ended with ${result.status}\n${result.stderr}`);
  return result;
}
