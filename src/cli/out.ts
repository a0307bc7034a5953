import { existsSync } from 'node:fs';
import { lstat, readdir, readFile, realpath, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '../disk/read.ts';

/** What `--out` names must be kept apart from. */
export interface Beside {
  archive: string;
  /** Absent where nothing is kept. */
  cache?: string | undefined;
}

/**
 * The absolute path of the folder that `--out` names, behind all links, where it is new, empty or an earlier build;
 * else why nothing may be written there.
 */
export async function checkOut(out: string, beside: Beside): Promise<{ folder: string } | { problem: string }> {
  if (await isDangling(out)) return { problem: `--out ${out} is a link to nothing` };
  const [folder, source] = [await behindLinks(out), await behindLinks(beside.archive)];
  if (holds(folder, source)) return { problem: `--out ${out} holds the archive itself` };
  if (holds(source, folder)) return { problem: `--out ${out} lies in the archive; name a folder beside it` };
  const cache = beside.cache === undefined ? undefined : await behindLinks(beside.cache);
  if (cache !== undefined && (holds(folder, cache) || holds(cache, folder))) {
    return { problem: `--out ${out} and --cache ${beside.cache} lie in each other; name folders beside each other` };
  }
  let foreign: string | undefined;
  try {
    const written = await readList(folder);
    for await (const file of filesIn(folder)) {
      if (SYSTEM.includes(path.basename(file)) || written?.has(file)) continue;
      foreign = `${file}, which no build has written: ${written ? MOVE : REMOVE}`;
      break;
    }
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOTDIR') return { problem: `--out ${out} is not a folder` };
    if (code !== 'ENOENT') throw error;
  }
  return foreign === undefined ? { folder } : { problem: `--out ${out} holds ${foreign}` };
}

// What some systems put into every folder that a person looks at.
const SYSTEM = ['.DS_Store', 'Thumbs.db'];

/** The file in which a build says what it has written: the next one replaces the folder, with all that is in it. */
const LIST = 'build.json';

const MOVE = 'move it elsewhere, or name an empty or a new folder';
const REMOVE = `name an empty or a new folder; remove this one if it is a build from before there was ${LIST}`;

const ABOUT = 'Files that `nevertwice build` has written. It replaces this folder only while there is no other in it.';

/** Leaves in a finished folder the list by which the next build knows it. The same files give the same list. */
export async function writeList(folder: string): Promise<void> {
  const files: string[] = [];
  for await (const file of filesIn(folder)) files.push(file);
  await writeFile(path.join(folder, LIST), `${JSON.stringify({ about: ABOUT, files }, null, 1)}\n`);
}

/** The files of a list and the list itself; `undefined` where there is none of a build's. */
async function readList(folder: string): Promise<Set<string> | undefined> {
  try {
    const list: unknown = JSON.parse(await readFile(path.join(folder, LIST), 'utf8'));
    const files = typeof list === 'object' && list !== null && 'files' in list ? list.files : undefined;
    return Array.isArray(files) ? new Set([...files, LIST]) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || ['ENOENT', 'EISDIR'].includes(codeOf(error))) return undefined;
    throw error;
  }
}

/** Paths, with `/`, of all that lies in a folder and is no folder, always in the same order; links are not followed. */
async function* filesIn(folder: string, prefix = ''): AsyncGenerator<string> {
  const entries = await readdir(path.join(folder, prefix), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory()) yield* filesIn(folder, `${prefix}${entry.name}/`);
    else yield prefix + entry.name;
  }
}

/** Puts a finished folder in the place of another, which is moved to `old`, or stays where that fails. All lie on one disk. */
export async function replaceFolder(folder: string, finished: string, old: string): Promise<void> {
  const replaces = existsSync(folder);
  if (replaces) await rename(folder, old);
  try {
    await rename(finished, folder);
  } catch (error) {
    if (replaces) await rename(old, folder);
    throw error;
  }
}

/** A path, whether it exists or not, with the links on its way followed. */
async function behindLinks(file: string): Promise<string> {
  const absolute = path.resolve(file);
  if (existsSync(absolute)) return realpath(absolute);
  const parent = path.dirname(absolute);
  return parent === absolute ? absolute : path.join(await behindLinks(parent), path.basename(absolute));
}

/** Whether there is a link that leads nowhere. */
async function isDangling(file: string): Promise<boolean> {
  return !existsSync(file) && (await lstat(file).catch(() => undefined))?.isSymbolicLink() === true;
}

function holds(outer: string, inner: string): boolean {
  const way = path.relative(outer, inner);
  return !path.isAbsolute(way) && way.split(path.sep)[0] !== '..';
}
