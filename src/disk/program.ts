import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Hash of the sources, where `tools/build-package.ts` has put it into compiled code. */
declare const COMPILED_CODE: string | undefined;

/** The hash of the sources that a package was compiled from; `undefined` in a clone, which runs the sources themselves. */
export const PACKAGED_CODE: string | undefined = typeof COMPILED_CODE === 'undefined' ? undefined : COMPILED_CODE;

/** The folder of the clone or the package: compiled files lie as deep in it as sources. */
export const ROOT: string = fileURLToPath(new URL('../../', import.meta.url));

// Where what is kept between builds is made.
const CODE = ['src/archive', 'src/build', 'src/diagnostics', 'src/disk', 'src/postmortem'];

/** Returns what names the code that runs: in a package the hash made when it was built, in a clone that of the sources. */
export async function codeHash(folders?: readonly string[]): Promise<string> {
  return PACKAGED_CODE ?? hashOfSources(ROOT, folders);
}

/** Returns a hash, in hex, of folders of a project, its dependencies and their locked versions. */
export async function hashOfSources(root: string, folders: readonly string[] = CODE): Promise<string> {
  const hash = createHash('sha256').update(await readFile(path.join(root, 'package.json')));
  const lock = path.join(root, 'package-lock.json');
  // Only a clone has it.
  if (existsSync(lock)) hash.update(await readFile(lock));
  for (const folder of folders) {
    const entries = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
    for (const file of files.sort()) hash.update(`${path.relative(root, file)}\0`).update(await readFile(file));
  }
  return hash.digest('hex');
}
