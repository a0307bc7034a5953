import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { codeHash } from './program.ts';
import { codeOf } from './read.ts';
import { write } from './write.ts';

/** What earlier builds made and later ones may take: plain data by a key that names everything it was made from. */
export interface Cache {
  /** The data for a key; made, and kept, where the cache has none of that shape. What cannot be made is not kept. */
  get<Data>(key: readonly unknown[], shape: z.ZodType<Data>, make: () => Promise<Data>): Promise<Data>;
  /** Removes what has not been asked for since the cache was opened. */
  prune(): Promise<void>;
}

/** A cache in a folder. */
export interface FolderCache extends Cache {
  /** Number of entries that were there, but not as a cache has written them, and were made anew. */
  readonly damaged: number;
}

/** A cache that keeps nothing. */
export const NO_CACHE: Cache = { get: (_key, _shape, make) => make(), prune: async () => undefined };

/** A cache in memory, for one process that reads the same folder again and again. */
export function memoryCache(): Cache {
  let kept = new Map<string, Promise<unknown>>();
  let used = new Map<string, Promise<unknown>>();
  return {
    get<Data>(key: readonly unknown[], _shape: z.ZodType<Data>, make: () => Promise<Data>) {
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

// What is younger may be of another build that uses the same cache just now.
const RECENT = 60 * 60_000;

/**
 * Opens the cache in a folder, which is made where it does not exist. Nothing in it is trusted blindly: the sources of the
 * parser and the locked dependencies are part of every key, an entry has a checksum, and its data the shape that is asked for.
 * Several builds may use it at once.
 */
export async function openCache(folder: string): Promise<FolderCache> {
  const entries = path.join(folder, 'rendered');
  await mkdir(entries, { recursive: true });
  const code = await codeHash();
  const used = new Set<string>();
  let damaged = 0;
  return {
    get damaged() {
      return damaged;
    },
    async get<Data>(key: readonly unknown[], shape: z.ZodType<Data>, make: () => Promise<Data>) {
      const name = hashOf(JSON.stringify([code, ...key]));
      used.add(name);
      const file = path.join(entries, name);
      const text = await readEntry(file);
      const kept = text === undefined ? undefined : unpack(name, text, shape);
      if (kept) return kept.data;
      const data = await make();
      if (text !== undefined) {
        damaged += 1;
        // It may be a folder, which no file replaces.
        await rm(file, { recursive: true, force: true });
      }
      await writeEntry(file, pack(name, data));
      return data;
    },
    async prune() {
      // Of the folder's files only those that a cache has made: it may have been named by mistake.
      const stale = (await readdir(entries)).filter((name) => OWN.test(name) && !used.has(name));
      for (const name of stale) {
        const file = path.join(entries, name);
        // Another build may remove the same.
        const stats = await stat(file).catch(() => undefined);
        if (stats && Date.now() - stats.mtimeMs > RECENT) await rm(file, { recursive: true, force: true });
      }
    },
  };
}

/** An entry as it is written: a checksum of its name and data, and the data as JSON in the next line. */
function pack(name: string, data: unknown): string {
  const text = JSON.stringify(data);
  return `${hashOf(name + text)}\n${text}`;
}

/** The data of an entry; `undefined` where it is not whole, of another name, or not of the shape. */
function unpack<Data>(name: string, entry: string, shape: z.ZodType<Data>): { data: Data } | undefined {
  const [checksum = ''] = entry.split('\n', 1);
  const text = entry.slice(checksum.length + 1);
  if (checksum !== hashOf(name + text)) return undefined;
  try {
    const result = shape.safeParse(JSON.parse(text));
    return result.success ? { data: result.data } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Written beside and moved, so that neither an interrupted build nor one at the same time leaves half of it. */
async function writeEntry(file: string, text: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}`;
  try {
    await write(temporary, text);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The text of an entry, the empty one where it cannot be read; `undefined` where there is none. */
async function readEntry(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error) => (codeOf(error) === 'ENOENT' ? undefined : ''));
}

const OWN = /^[\da-f]{64}(?:\.[\da-f-]+)?$/;
