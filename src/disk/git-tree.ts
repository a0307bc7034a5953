import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { Failure } from './failure.ts';
import { askGit, GitError, reasonOf, startGit } from './git.ts';
import { codeOf } from './read.ts';
import { SETTINGS_FILE } from './settings.ts';

/** The files of an archive as they were at a commit, in a folder of their own. */
export interface ArchiveAt {
  /** The folder that corresponds to that of the archive. It does not exist if the archive did not. */
  folder: string;
  /** Short name of the commit. */
  commit: string;
  remove(): Promise<void>;
}

/**
 * Writes the files of an archive to a temporary folder, as they were where the current branch left a commit, or else at that
 * commit. `revision` is what git calls a commit: a hash, a branch, `HEAD~1`. Changes nothing in the repository and runs none of the programs
 * that its configuration names. Throws `Failure` if there is no repository or no such commit.
 */
export async function archiveAt(folder: string, revision: string): Promise<ArchiveAt> {
  try {
    const prefix = (await askGit(folder, ['rev-parse', '--show-prefix']))?.replace(/\n$/, '');
    if (prefix === undefined)
      throw new Failure(`${folder} is not in a git repository, so nothing is known of ${revision}`);
    const commit = await commitOf(folder, revision);
    const root = await realpath(await mkdtemp(path.join(tmpdir(), 'nevertwice-')));
    const remove = () => rm(root, { recursive: true, force: true });
    try {
      // Ends the search for an archive.yml in parent folders.
      await writeFile(path.join(root, '.git'), '');
      await writeFiles(folder, await listFiles(folder, commit, prefix), root);
    } catch (error) {
      await remove();
      throw error;
    }
    return { folder: path.join(root, prefix), commit: commit.slice(0, 10), remove };
  } catch (error) {
    throw error instanceof GitError ? new Failure(`git cannot read ${revision}: ${error.message}`) : error;
  }
}

async function commitOf(folder: string, revision: string): Promise<string> {
  const ask = async (args: string[]) => (await askGit(folder, args))?.trim();
  const named = await ask(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  if (!named) {
    const help = `If this clone is shallow, run \`git fetch --depth=1 origin ${revision}\` first`;
    throw new Failure(`this clone has no commit ${revision}. ${help}`);
  }
  // A shallow clone may lack it.
  return (await ask(['merge-base', named, 'HEAD'])) || named;
}

interface TreeFile {
  /** Relative to the root of the repository, with `/`. */
  path: string;
  hash: string;
  isLink: boolean;
}

// Larger than any file that an archive may contain.
const MAX_BYTES = 101 * 1024 * 1024;

/** Returns the files of the folder `prefix`, and the archive.yml of its parent folders. */
async function listFiles(folder: string, commit: string, prefix: string): Promise<TreeFile[]> {
  const parents = prefix.split('/').map((_, index, names) => [...names.slice(0, index), SETTINGS_FILE].join('/'));
  const wanted = new Set(parents);
  const listed = (await askGit(folder, ['ls-tree', '-r', '-l', '-z', '--full-tree', commit])) ?? '';
  return listed.split('\0').flatMap((entry): TreeFile[] => {
    const [, mode = '', hash = '', size = '', file = ''] = /^(\d+) blob ([\da-f]+) +(\d+)\t(.*)$/s.exec(entry) ?? [];
    const isInside = file.startsWith(prefix) || wanted.has(file);
    if (!isInside || !isSafe(file) || Number(size) > MAX_BYTES) return [];
    return [{ path: file, hash, isLink: mode === '120000' }];
  });
}

/** Whether a path stays in the folder to which it is joined, and does not replace its `.git`. */
function isSafe(file: string): boolean {
  return file !== '' && file.split('/').every((name) => !/^(?:|\.|\.\.|\.git)$/i.test(name) && !/[\\:]/.test(name));
}

/** Writes files with their contents at a commit. Links come last, so that no file is written through one. */
async function writeFiles(folder: string, files: readonly TreeFile[], root: string): Promise<void> {
  const ordered = [...files.filter(({ isLink }) => !isLink), ...files.filter(({ isLink }) => isLink)];
  if (ordered.length === 0) return;
  const git = startGit(folder, ['cat-file', '--batch']);
  const stderr = textOf(git.stderr);
  const ended = new Promise<number | null>((resolve, reject) => {
    git.on('error', reject);
    git.on('close', resolve);
  });
  // If git ends early, its status says so.
  git.stdin.on('error', () => undefined);
  git.stdin.end(ordered.map(({ hash }) => `${hash}\n`).join(''));
  let chunks: Buffer[] = [];
  let missing = 1;
  let next = 0;
  for await (const chunk of git.stdout) {
    chunks.push(chunk);
    missing -= chunk.length;
    if (missing > 0) continue;
    let rest: Buffer = Buffer.concat(chunks);
    let object = takeObject(rest);
    for (; typeof object !== 'number'; object = takeObject(rest)) {
      rest = object.rest;
      const file = ordered[next];
      next += 1;
      if (file && object.content) await writeOne(path.join(root, file.path), object.content, file.isLink);
    }
    chunks = [rest];
    missing = object;
  }
  const status = await ended;
  if (status !== 0) throw new GitError(reasonOf(await stderr, `git cat-file ended with ${status}`));
}

/**
 * Takes the first object from the output of `cat-file --batch`; without `content` if the clone lacks it. Returns how many bytes are
 * missing if it is not complete.
 */
function takeObject(output: Buffer): { content?: Buffer; rest: Buffer } | number {
  const end = output.indexOf('\n');
  if (end < 0) return 1;
  const [, size] = / blob (\d+)$/.exec(output.toString('latin1', 0, end)) ?? [];
  if (size === undefined) return { rest: output.subarray(end + 1) };
  const to = end + 1 + Number(size);
  if (to >= output.length) return to + 1 - output.length;
  return { content: output.subarray(end + 1, to), rest: output.subarray(to + 1) };
}

async function writeOne(file: string, content: Buffer, isLink: boolean): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    if (isLink) await symlink(content.toString('utf8'), file);
    else await writeFile(file, content, { flag: 'wx' });
  } catch (error) {
    // Names that differ only in case, on a file system that ignores it.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}
