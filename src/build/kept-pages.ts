import { linkSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import type { Cache } from '../disk/cache.ts';
import { codeOf } from '../disk/read.ts';

/** The pages of the last build into a folder, which the next one takes over if they are made from the same. */
export interface KeptPages {
  /**
   * Links a page of the last build to `target` in the new site, if it has the same key and was not changed since. Returns
   * whether it did. `file` is its path within the site.
   */
  take(file: string, target: string, key: string): boolean;
  /** Notes the key of a page that was written into the new site, as `target`. */
  add(file: string, target: string, key: string): void;
  /** Stores the keys, once the new site is in place of the last one. */
  save(): Promise<void>;
}

/** A page: its key, and what identifies the state of its file. */
interface Page {
  key: string;
  size: number;
  modified: number;
  inode: number;
}

/**
 * Opens the pages of the last build into `out`, an absolute path with links resolved. The new site is on the same file system.
 * The key of a page names everything that the page is made from, besides `code`, which renders it.
 */
export async function keptPages(out: string, code: string, cache: Cache): Promise<KeptPages> {
  const former = (await cache.last<Map<string, Page>>('pages', [out, code])) ?? new Map<string, Page>();
  const pages = new Map<string, Page>();
  const note = (file: string, key: string, { size, mtimeMs, ino }: Stats) =>
    pages.set(file, { key, size, modified: mtimeMs, inode: ino });
  return {
    take(file, target, key) {
      const known = former.get(file);
      if (known?.key !== key) return false;
      const from = path.join(out, file);
      try {
        const stats = statSync(from);
        if (stats.size !== known.size || stats.mtimeMs !== known.modified || stats.ino !== known.inode) return false;
        linkSync(from, target);
        note(file, key, stats);
        return true;
      } catch (error) {
        if (!UNUSABLE.includes(codeOf(error))) throw error;
        return false;
      }
    },
    add: (file, target, key) => note(file, key, statSync(target)),
    save: () => cache.put('pages', [out, code], pages),
  };
}

// The last site was removed or replaced in the meantime, or the file system has no links.
const UNUSABLE = ['ENOENT', 'ENOTDIR', 'EPERM', 'EACCES', 'EMLINK', 'EXDEV', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'];
