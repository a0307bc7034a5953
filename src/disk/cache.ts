import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What earlier builds made and later ones may take: plain data by a key that names everything it was made from. */
export interface Cache {
  /** The data for a key; made, and kept, where the cache has none. */
  get<Data>(key: readonly unknown[], make: () => Promise<Data>): Promise<Data>;
  /** Removes what has not been asked for since the cache was opened. */
  prune(): Promise<void>;
}

/** A cache that keeps nothing. */
export const NO_CACHE: Cache = { get: (_key, make) => make(), prune: async () => undefined };

/** A cache in memory, for one process that reads the same folder again and again. */
export function memoryCache(): Cache {
  let kept = new Map<string, Promise<unknown>>();
  let used = new Map<string, Promise<unknown>>();
  return {
    get<Data>(key: readonly unknown[], make: () => Promise<Data>) {
      const name = createHash('sha256').update(JSON.stringify(key)).digest('hex');
      const data = used.get(name) ?? kept.get(name) ?? make();
      used.set(name, data);
      // What failed may succeed the next time.
      data.catch(() => used.delete(name));
      return data as Promise<Data>;
    },
    async prune() {
      kept = used;
      used = new Map();
    },
  };
}

/**
 * Opens the cache in a folder, which is made where it does not exist. What other code has put there is never taken: the
 * sources of the parser and the locked dependencies are part of every key.
 */
export async function openCache(folder: string): Promise<Cache> {
  const entries = path.join(folder, 'rendered');
  await mkdir(entries, { recursive: true });
  const code = await codeHash(ROOT);
  const used = new Set<string>();
  return {
    async get<Data>(key: readonly unknown[], make: () => Promise<Data>) {
      const name = createHash('sha256')
        .update(JSON.stringify([code, ...key]))
        .digest('hex');
      used.add(name);
      const file = path.join(entries, name);
      const kept = await readKept<Data>(file);
      if (kept !== undefined) return kept;
      const data = await make();
      // Written beside and moved, so that an interrupted build leaves no half of it.
      await writeFile(`${file}.${process.pid}`, JSON.stringify(data));
      await rename(`${file}.${process.pid}`, file);
      return data;
    },
    async prune() {
      // Of the folder's files only those that a cache has made: it may have been named by mistake.
      const stale = (await readdir(entries)).filter((name) => OWN.test(name) && !used.has(name));
      await Promise.all(stale.map((name) => rm(path.join(entries, name), { force: true })));
    },
  };
}

const OWN = /^[\da-f]{64}(?:\.\d+)?$/;

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

// Where what is kept is made.
const CODE = ['src/archive', 'src/diagnostics', 'src/disk', 'src/postmortem'];

/** A hash, in hex, of all in a project's folder on which what is kept depends: code, dependencies and their locked versions. */
export async function codeHash(root: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(path.join(root, 'package.json')));
  const lock = path.join(root, 'package-lock.json');
  // Only a clone has it.
  if (existsSync(lock)) hash.update(await readFile(lock));
  for (const folder of CODE) {
    const names = await readdir(path.join(root, folder), { recursive: true });
    for (const name of names.filter((each) => each.endsWith('.ts')).sort()) {
      hash.update(await readFile(path.join(root, folder, name)));
    }
  }
  return hash.digest('hex');
}

/** `undefined` where there is no such file, or none that has come through whole. */
async function readKept<Data>(file: string): Promise<Data | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Data;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
