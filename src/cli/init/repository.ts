import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { askGit } from '../../disk/git-history.ts';

/** The services for which there is a workflow. */
export type Host = 'github' | 'gitlab';

/** Where an archive is to lie. */
export interface Surroundings {
  /** Absolute path of the folder in which commands are run: the repository's or, without one, the current or the archive's own. */
  root: string;
  git: 'repository' | 'worktree' | 'none';
  /** The service that has the repository, as far as can be told. */
  host?: Host | undefined;
}

/** Looks around an archive's folder, which need not exist. */
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

/** Whether a `.git` is the file of a further worktree; that of a submodule leads elsewhere. */
async function isWorktree(file: string): Promise<boolean> {
  if (!statSync(file).isFile()) return false;
  return /^gitdir: .*[/\\]worktrees[/\\]/.test(await readFile(file, 'utf8'));
}

function hostOfFiles(root: string): Host | undefined {
  if (existsSync(path.join(root, '.gitlab-ci.yml'))) return 'gitlab';
  return existsSync(path.join(root, '.github')) ? 'github' : undefined;
}

async function hostOfRemote(root: string): Promise<Host | undefined> {
  // What git cannot say, --host does.
  const remotes = await askGit(root, ['config', '--get-regexp', '^remote\\..*\\.url$']).catch(() => undefined);
  const lines = (remotes ?? '').split('\n').filter(Boolean);
  const origin = lines.find((line) => line.startsWith('remote.origin.url ')) ?? lines[0] ?? '';
  return hostOf(origin.slice(origin.indexOf(' ') + 1));
}

/** The service at an address of git, such as `git@github.com:a/b.git`; `undefined` where its name does not tell. */
export function hostOf(address: string): Host | undefined {
  const [, name = ''] = /^(?:\w+:\/\/)?(?:[^@/]*@)?([^:/]+)/.exec(address) ?? [];
  const labels = name.toLowerCase().split('.');
  return (['github', 'gitlab'] as const).find((host) => labels.includes(host));
}
