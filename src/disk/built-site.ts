import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The file in which a build says what it has written: the next one replaces the folder, with all that is in it. */
export const BUILD_LIST = 'build.json';

/** What that file says of itself. */
export const ABOUT_LIST =
  'Files that `nevertwice build` has written. It replaces this folder only while there is no other in it.';

/** Names of the folders beside a site in which builds work: `<site>.new-<machine>-<process>`. */
export const STAGING = /\.new-([\da-f]{8})-(\d+)$/;

/** Whether a folder is the site that a build has written, or that a build is writing. */
export async function isBuiltSite(folder: string, names: readonly string[]): Promise<boolean> {
  if (STAGING.test(path.basename(folder))) return true;
  if (!names.includes(BUILD_LIST)) return false;
  // Whoever cannot read it has another way to learn so.
  const text = await readFile(path.join(folder, BUILD_LIST), 'utf8').catch(() => '');
  return text.includes(`"about": ${JSON.stringify(ABOUT_LIST)}`);
}
