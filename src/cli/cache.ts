import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import envPaths from 'env-paths';
import { countOf } from '../diagnostics/count.ts';
import { type Cache, NO_CACHE } from '../disk/cache.ts';
import { type FolderCache, openCache } from '../disk/folder-cache.ts';
import { print } from './print.ts';

/** The folder that `--cache` names, or `false` for `--no-cache`. */
export type CacheOption = string | false | undefined;

/** Runs work with the cache of an archive, stores what is new, and prints notes on problems with the cache. */
export async function withCache<Result>(
  folder: string,
  option: CacheOption,
  work: (cache: Cache) => Promise<Result>,
): Promise<Result> {
  if (option === false) return work(NO_CACHE);
  const cache = await openArchiveCache(folder, option);
  const result = await work(cache);
  await cache.save();
  printCacheNotes(cache, option);
  return result;
}

/** Opens the cache of an archive: in the folder that `--cache` names, or in the usual one. */
export function openArchiveCache(folder: string, option: string | undefined): Promise<FolderCache> {
  return openCache(option ?? defaultFolder(folder));
}

/** Prints notes on damaged entries and, if the user has named the folder, on the reason why nothing can be stored. */
export function printCacheNotes({ damaged, problem }: FolderCache, option: string | undefined): void {
  if (damaged > 0) print.note(`${countOf(damaged, 'damaged entry', 'damaged entries')} of the cache replaced`);
  if (problem !== undefined && option !== undefined) print.note(`the cache is not used: ${problem}`);
}

/**
 * Returns the usual folder for the cache of an archive: in the nearest `node_modules`, as with other tools, or else in the
 * user's folder for caches. Archives have separate folders, as each cache forgets what is no longer used.
 */
function defaultFolder(folder: string): string {
  const archive = path.resolve(folder);
  const packages = parentsOf(archive)
    .map((parent) => path.join(parent, 'node_modules'))
    .find((each) => existsSync(each));
  const caches = packages ? path.join(packages, '.cache', 'nevertwice') : envPaths('nevertwice', { suffix: '' }).cache;
  return path.join(caches, createHash('sha256').update(archive).digest('hex').slice(0, 16));
}

function parentsOf(folder: string): string[] {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...parentsOf(parent)];
}
