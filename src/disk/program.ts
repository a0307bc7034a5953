import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Hash of the sources; `tools/build-package.ts` defines it in compiled code. */
declare const COMPILED_CODE: string | undefined;

/** Hash of the sources from which a package was compiled; `undefined` in a clone, which runs its sources. */
export const PACKAGED_CODE: string | undefined = typeof COMPILED_CODE === 'undefined' ? undefined : COMPILED_CODE;

/** Folder of the clone or the package. Compiled files are at the same depth as sources. */
export const ROOT: string = fileURLToPath(new URL('../../', import.meta.url));

// The code that determines the content of the cache.
const CODE = ['src/archive', 'src/build', 'src/diagnostics', 'src/disk', 'src/postmortem', 'src/search'];

/** Returns the hash of the running code: computed at build time in a package, from the sources in a clone. */
export async function codeHash(folders?: readonly string[]): Promise<string> {
  return PACKAGED_CODE ?? hashOfSources(ROOT, folders);
}

/** Returns a hash, in hex, of folders of a project, its package.json and its lock file. */
export async function hashOfSources(root: string, folders: readonly string[] = CODE): Promise<string> {
  const hash = createHash('sha256').update(await readFile(path.join(root, 'package.json')));
  const lock = path.join(root, 'package-lock.json');
  // Absent when installed as a package.
  if (existsSync(lock)) hash.update(await readFile(lock));
  for (const folder of folders) {
    const entries = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    for (const file of files.sort()) hash.update(`${path.relative(root, file)}\0`).update(await readFile(file));
  }
  return hash.digest('hex');
}
