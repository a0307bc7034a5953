import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { askGit } from '../../disk/git.ts';

/** Services with a workflow. */
export type Host = 'github' | 'gitlab';

/** The surroundings of an archive. */
export interface Surroundings {
  /** Absolute path of the folder where commands are run: the repository, or without one the current or the archive's folder. */
  root: string;
  git: 'repository' | 'worktree' | 'none';
  /** The service that hosts the repository, if it can be detected. */
  host?: Host | undefined;
}

/** Detects the surroundings of an archive's folder, which need not exist. */
export async function lookAround(archive: string): Promise<Surroundings> {
  const folder = path.resolve(archive);
  const repository = repositoryOf(folder);
  const isBelow = !path.relative(process.cwd(), folder).startsWith('..');
  const root = repository ?? (isBelow ? process.cwd() : folder);
  if (repository === undefined) return { root, git: 'none', host: hostOfFiles(root) };
  const git = (await isWorktree(path.join(repository, '.git'))) ? 'worktree' : 'repository';
  return { root, git, host: hostOfFiles(root) ?? (await hostOfRemote(root)) };
}

function repositoryOf(folder: string): string | undefined {
  if (existsSync(path.join(folder, '.git'))) return folder;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : repositoryOf(parent);
}

/** Returns whether a `.git` is the file of an additional worktree, not of a submodule. */
async function isWorktree(file: string): Promise<boolean> {
  if (!statSync(file).isFile()) return false;
  return /^gitdir: .*[/\\]worktrees[/\\]/.test(await readFile(file, 'utf8'));
}

function hostOfFiles(root: string): Host | undefined {
  if (existsSync(path.join(root, '.gitlab-ci.yml'))) return 'gitlab';
  return existsSync(path.join(root, '.github')) ? 'github' : undefined;
}

async function hostOfRemote(root: string): Promise<Host | undefined> {
  // Users can give --host if git fails.
  const remotes = await askGit(root, ['config', '--get-regexp', '^remote\\..*\\.url$']).catch(() => undefined);
  const lines = (remotes ?? '').split('\n').filter(Boolean);
  const origin = lines.find((line) => line.startsWith('remote.origin.url ')) ?? lines[0] ?? '';
  return hostOf(origin.slice(origin.indexOf(' ') + 1));
}

/** Returns the service of a git address such as `git@github.com:a/b.git`, or `undefined` if its name does not show it. */
export function hostOf(address: string): Host | undefined {
  const [, name = ''] = /^(?:\w+:\/\/)?(?:[^@/]*@)?([^:/]+)/.exec(address) ?? [];
  const labels = name.toLowerCase().split('.');
  return (['github', 'gitlab'] as const).find((host) => labels.includes(host));
}
