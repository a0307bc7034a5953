import { existsSync } from 'node:fs';
import { lstat, readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { ABOUT_LIST, BUILD_LIST } from '../../disk/built-site.ts';
import { codeOf } from '../../disk/read.ts';
import { write } from '../../disk/write.ts';

/** Folders that must not overlap with the output folder. */
export interface InputFolders {
  archive: string;
  /** Absent if no cache is used. */
  cache?: string | undefined;
}

/**
 * Returns the absolute path, with links resolved, of the folder that `--out` names if it is new, empty or an earlier
 * build; otherwise the reason why it cannot be written.
 */
export async function checkOut(out: string, inputs: InputFolders): Promise<{ folder: string } | { problem: string }> {
  if (await isBrokenLink(out)) return { problem: `--out ${out} is a broken link` };
  const [folder, source] = [await resolveLinks(out), await resolveLinks(inputs.archive)];
  if (contains(folder, source)) return { problem: `--out ${out} contains the archive` };
  const cacheProblem =
    inputs.cache === undefined ? undefined : await cacheProblemOf(inputs.cache, { out, folder, source });
  if (cacheProblem) return { problem: cacheProblem };
  let foreign: string | undefined;
  try {
    const written = await readList(folder);
    for await (const file of filesIn(folder)) {
      if (SYSTEM_FILES.includes(path.basename(file)) || written?.has(file)) continue;
      foreign = `${file}, which no build wrote: ${written ? MOVE : REMOVE}`;
      break;
    }
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOTDIR') return { problem: `--out ${out} is not a folder` };
    if (code !== 'ENOENT') throw error;
  }
  return foreign === undefined ? { folder } : { problem: `--out ${out} contains ${foreign}` };
}

/**
 * Returns why the folder that `--cache` names cannot be used, if so; `folder` is the output folder and `source` the
 * archive.
 */
async function cacheProblemOf(
  cache: string,
  { out, folder, source }: { out: string; folder: string; source: string },
): Promise<string | undefined> {
  if (await isBrokenLink(cache)) return `--cache ${cache} is a broken link`;
  const own = await resolveLinks(cache);
  if (contains(folder, own) || contains(own, folder)) {
    return `--out ${out} and --cache ${cache} overlap; choose separate folders`;
  }
  if (contains(own, source)) return `--cache ${cache} contains the archive; choose a folder outside it`;
  if (contains(source, own) && !isHidden(path.relative(source, own)))
    return `--cache ${cache} is inside the archive; choose a folder outside it, or a hidden one such as .cache`;
  return existsSync(own) && !(await stat(own)).isDirectory() ? `--cache ${cache} is not a folder` : undefined;
}

// Files that operating systems add to folders on their own.
const SYSTEM_FILES = ['.DS_Store', 'Thumbs.db'];

const MOVE = 'move it elsewhere, or choose an empty or new folder';
const REMOVE = `choose an empty or new folder; if this is a build from before ${BUILD_LIST} existed, remove it`;

/**
 * Writes the list by which the next build recognizes a finished folder, with the path the site was built for. The same
 * files always give the same list.
 */
export async function writeList(folder: string, base: string): Promise<void> {
  const files: string[] = [];
  for await (const file of filesIn(folder)) files.push(file);
  await write(path.join(folder, BUILD_LIST), `${JSON.stringify({ about: ABOUT_LIST, base, files }, null, 1)}\n`);
}

/** Returns the path for which the site in a folder was built, with `/` at both ends; `/` if unknown. */
export async function builtBase(folder: string): Promise<string> {
  const base = (await readJson(path.join(folder, BUILD_LIST)))?.base;
  return typeof base === 'string' && /^\/(?:[\w.~-]+\/)*$/.test(base) ? base : '/';
}

/** Returns the listed files and the list itself; `undefined` if there is no valid list. */
async function readList(folder: string): Promise<Set<string> | undefined> {
  const files = (await readJson(path.join(folder, BUILD_LIST)))?.files;
  return Array.isArray(files) ? new Set([...files, BUILD_LIST]) : undefined;
}

/** Returns the content of a JSON file; `undefined` if there is no such file or it does not contain an object. */
async function readJson(file: string): Promise<Record<string, unknown> | undefined> {
  try {
    const data: unknown = JSON.parse(await readFile(file, 'utf8'));
    return typeof data === 'object' && data !== null ? { ...data } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || ['ENOENT', 'EISDIR'].includes(codeOf(error))) return undefined;
    throw error;
  }
}

/** Yields the paths, with `/`, of all files and links in a folder in a stable order, without following links. */
async function* filesIn(folder: string, prefix = ''): AsyncGenerator<string> {
  const entries = await readdir(path.join(folder, prefix), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory()) yield* filesIn(folder, `${prefix}${entry.name}/`);
    else yield prefix + entry.name;
  }
}

/** Returns the absolute path with links resolved, even if it does not exist. Throws `ELOOP` for circular links. */
export async function resolveLinks(file: string): Promise<string> {
  const absolute = path.resolve(file);
  try {
    return await realpath(absolute);
  } catch (error) {
    if (codeOf(error) === 'ELOOP') throw error;
  }
  const parent = path.dirname(absolute);
  if (parent === absolute) return absolute;
  const name = path.join(await resolveLinks(parent), path.basename(absolute));
  // The missing name may be a broken link.
  const target = await readlink(name).catch(() => undefined);
  return target === undefined ? name : resolveLinks(path.resolve(path.dirname(name), target));
}

/** Returns whether the path is a link to something that does not exist. */
async function isBrokenLink(file: string): Promise<boolean> {
  return !existsSync(file) && (await lstat(file).catch(() => undefined))?.isSymbolicLink() === true;
}

/** Returns whether a relative path leads through a hidden folder, which is not part of an archive. */
function isHidden(relative: string): boolean {
  return relative.split(path.sep).some((name) => name.startsWith('.'));
}

function contains(outer: string, inner: string): boolean {
  const relative = path.relative(outer, inner);
  return !path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..';
}
