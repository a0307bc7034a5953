import { existsSync } from 'node:fs';
import { lstat, readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { ABOUT_LIST, BUILD_LIST } from '../../disk/built-site.ts';
import { codeOf } from '../../disk/read.ts';
import { write } from '../../disk/write.ts';

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
  const cacheProblem =
    beside.cache === undefined ? undefined : await problemOfCache(beside.cache, { out, folder, source });
  if (cacheProblem) return { problem: cacheProblem };
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

/** Why nothing may be kept in the folder that `--cache` names; `folder` and `source` are the site's and the archive's. */
async function problemOfCache(
  cache: string,
  { out, folder, source }: { out: string; folder: string; source: string },
): Promise<string | undefined> {
  if (await isDangling(cache)) return `--cache ${cache} is a link to nothing`;
  const own = await behindLinks(cache);
  if (holds(folder, own) || holds(own, folder)) {
    return `--out ${out} and --cache ${cache} lie in each other; name folders beside each other`;
  }
  if (holds(own, source)) return `--cache ${cache} holds the archive; name a folder beside it`;
  if (holds(source, own) && !isHidden(path.relative(source, own)))
    return `--cache ${cache} lies in the archive; name a folder beside it, or a hidden one such as .cache`;
  return existsSync(own) && !(await stat(own)).isDirectory() ? `--cache ${cache} is not a folder` : undefined;
}

// What some systems put into every folder that a person looks at.
const SYSTEM = ['.DS_Store', 'Thumbs.db'];

const MOVE = 'move it elsewhere, or name an empty or a new folder';
const REMOVE = `name an empty or a new folder; remove this one if it is a build from before there was ${BUILD_LIST}`;

/**
 * Leaves in a finished folder the list by which the next build knows it, and the path for which it was built. The same
 * files give the same list.
 */
export async function writeList(folder: string, base: string): Promise<void> {
  const files: string[] = [];
  for await (const file of filesIn(folder)) files.push(file);
  await write(path.join(folder, BUILD_LIST), `${JSON.stringify({ about: ABOUT_LIST, base, files }, null, 1)}\n`);
}

/** The path for which the site in a folder was built, with `/` at both ends; `/` where it does not say. */
export async function builtBase(folder: string): Promise<string> {
  const base = (await readJson(path.join(folder, BUILD_LIST)))?.base;
  return typeof base === 'string' && /^\/(?:[\w.~-]+\/)*$/.test(base) ? base : '/';
}

/** The files of a list and the list itself; `undefined` where there is none of a build's. */
async function readList(folder: string): Promise<Set<string> | undefined> {
  const files = (await readJson(path.join(folder, BUILD_LIST)))?.files;
  return Array.isArray(files) ? new Set([...files, BUILD_LIST]) : undefined;
}

/** The values of a JSON file by their keys; `undefined` where there is no such file, or where it has none. */
async function readJson(file: string): Promise<Record<string, unknown> | undefined> {
  try {
    const data: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof data === 'object' && data !== null ? { ...data } : undefined;
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

/** A path, whether it exists or not, with the links on its way followed. Throws `ELOOP` where they lead in a circle. */
export async function behindLinks(file: string): Promise<string> {
  const absolute = path.resolve(file);
  try {
    return await realpath(absolute);
  } catch (error) {
    if (codeOf(error) === 'ELOOP') throw error;
  }
  const parent = path.dirname(absolute);
  if (parent === absolute) return absolute;
  const name = path.join(await behindLinks(parent), path.basename(absolute));
  // What is missing may be where a link leads to.
  const target = await readlink(name).catch(() => undefined);
  return target === undefined ? name : behindLinks(path.resolve(path.dirname(name), target));
}

/** Whether there is a link that leads nowhere. */
async function isDangling(file: string): Promise<boolean> {
  return !existsSync(file) && (await lstat(file).catch(() => undefined))?.isSymbolicLink() === true;
}

/** Whether a path leads through a hidden folder, which is no part of an archive. */
function isHidden(way: string): boolean {
  return way.split(path.sep).some((name) => name.startsWith('.'));
}

function holds(outer: string, inner: string): boolean {
  const way = path.relative(outer, inner);
  return !path.isAbsolute(way) && way.split(path.sep)[0] !== '..';
}
