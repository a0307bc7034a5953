import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The file in which a build lists what it has written, so that the next build may replace the folder. */
export const BUILD_LIST = 'build.json';

/** Explanation within that file, which also identifies it. */
export const ABOUT_LIST =
  'Files that `nevertwice build` has written. It replaces this folder only while there is no other in it.';

/** Matches the names of staging folders, in which builds work: `<site>.new-<machine>-<process>`. */
export const STAGING = /\.new-([\da-f]{8})-(\d+)$/;

/** Returns whether a folder is a finished build or the staging folder of one. */
export async function isBuiltSite(folder: string, names: readonly string[]): Promise<boolean> {
  if (STAGING.test(path.basename(folder))) return true;
  if (!names.includes(BUILD_LIST)) return false;
  // A missing permission is reported elsewhere.
  const text = await readFile(path.join(folder, BUILD_LIST), 'utf8').catch(() => '');
  return text.includes(`"about": ${JSON.stringify(ABOUT_LIST)}`);
}
