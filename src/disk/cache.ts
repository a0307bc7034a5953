import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** What earlier builds made and later ones may take: texts by a key that names everything they were made from. */
export interface Cache {
  /** The text for a key; made, and kept, where the cache has none. */
  get(key: readonly unknown[], make: () => Promise<string>): Promise<string>;
  /** Removes what has not been asked for since the cache was opened. */
  prune(): Promise<void>;
}

/** A cache that keeps nothing. */
export const NO_CACHE: Cache = { get: (_key, make) => make(), prune: async () => undefined };

/** A cache in memory, for one process that reads the same folder again and again. */
export function memoryCache(): Cache {
  let kept = new Map<string, Promise<string>>();
  let used = new Map<string, Promise<string>>();
  return {
    get(key, make) {
      const name = createHash('sha256').update(JSON.stringify(key)).digest('hex');
      const text = used.get(name) ?? kept.get(name) ?? make();
      used.set(name, text);
      // What failed may succeed the next time.
      text.catch(() => used.delete(name));
      return text;
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
  const texts = path.join(folder, 'rendered');
  await mkdir(texts, { recursive: true });
  const code = await codeHash();
  const used = new Set<string>();
  return {
    async get(key, make) {
      const name = createHash('sha256')
        .update(JSON.stringify([code, ...key]))
        .digest('hex');
      used.add(name);
      const file = path.join(texts, name);
      const kept = await readFile(file, 'utf8').catch(absent);
      if (kept !== undefined) return kept;
      const text = await make();
      // Written beside and moved, so that an interrupted build leaves no half of a text.
      await writeFile(`${file}.${process.pid}`, text);
      await rename(`${file}.${process.pid}`, file);
      return text;
    },
    async prune() {
      const stale = (await readdir(texts)).filter((name) => !used.has(name));
      await Promise.all(stale.map((name) => rm(path.join(texts, name), { force: true })));
    },
  };
}

// Where what is kept is made.
const MAKERS = /^(?:postmortem|archive|disk)[\\/].*\.ts$/;
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

async function codeHash(): Promise<string> {
  const folder = path.join(ROOT, 'src');
  const sources = (await readdir(folder, { recursive: true })).filter((name) => MAKERS.test(name)).sort();
  const hash = createHash('sha256');
  const files = [path.join(ROOT, 'package.json'), ...sources.map((name) => path.join(folder, name))];
  for (const file of files) hash.update(await readFile(file));
  return hash.digest('hex');
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
