import { existsSync } from 'node:fs';
import path from 'node:path';
import { countOf } from '../diagnostics/count.ts';
import { type Cache, NO_CACHE } from '../disk/cache.ts';
import { type FolderCache, openCache } from '../disk/folder-cache.ts';
import { codeOf } from '../disk/read.ts';
import { print } from './print.ts';

/** The folder that `--cache` names, or `false` for `--no-cache`. */
export type CacheOption = string | false | undefined;

/** Runs work with the cache of an archive, stores what is new, and prints notes on problems with the cache. */
export async function withCache<Result>(
  folder: string,
  option: CacheOption,
  work: (cache: Cache) => Promise<Result>,
): Promise<Result> {
  const cache = await openArchiveCache(folder, option);
  const result = await work(cache);
  await cache.save();
  printCacheNotes(cache, option);
  return result;
}

/** Opens the cache of an archive: in the folder that `--cache` names, or in the first of the usual ones that can be used. */
export async function openArchiveCache(folder: string, option: CacheOption): Promise<FolderCache> {
  const none: FolderCache = { ...NO_CACHE, damaged: 0, problem: undefined };
  if (option === false) return none;
  if (option !== undefined) return openCache(option);
  const archive = path.resolve(folder);
  for (const find of [packagesCache, userCache]) {
    const caches = await find(archive);
    // Each cache forgets what is no longer used, so that archives have separate ones.
    const cache = caches && (await openCache(caches, archive));
    if (cache && cache.problem === undefined) return cache;
  }
  return none;
}

/** Prints notes on damaged entries and, if the user has named the folder, on the reason why nothing can be stored. */
export function printCacheNotes({ damaged, problem }: FolderCache, option: CacheOption): void {
  if (damaged > 0) print.note(`${countOf(damaged, 'damaged entry', 'damaged entries')} of the cache replaced`);
  if (problem !== undefined && option !== undefined) print.note(`the cache is not used: ${problem}`);
}

/** Returns the folder for caches in the nearest `node_modules`, as other tools use it, if there is one. */
async function packagesCache(archive: string): Promise<string | undefined> {
  const packages = parentsOf(archive)
    .map((parent) => path.join(parent, 'node_modules'))
    .find((each) => existsSync(each));
  return packages && path.join(packages, '.cache', 'nevertwice');
}

/** Returns the user's folder for caches; `undefined` if the user has no home folder, as in some containers. */
async function userCache(): Promise<string | undefined> {
  try {
    // It asks for the home folder when it is loaded.
    const { default: envPaths } = await import('env-paths');
    return envPaths('nevertwice', { suffix: '' }).cache;
  } catch (error) {
    if (codeOf(error) === 'ERR_SYSTEM_ERROR') return undefined;
    throw error;
  }
}

function parentsOf(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...parentsOf(parent)];
}
