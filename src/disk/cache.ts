import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { codeHash } from './program.ts';
import { codeOf } from './read.ts';
import { write } from './write.ts';

/** Results that later builds reuse: plain data, by a key that contains everything it was made from. */
export interface Cache {
  /**
   * Returns the data for a key; calls `make` and stores the result if there is none of this shape. Errors are not
   * stored.
   */
  get<Data>(key: readonly unknown[], shape: z.ZodType<Data>, make: () => Promise<Data>): Promise<Data>;
  /** Removes the entries that were not requested since the cache was opened. */
  prune(): Promise<void>;
}

/** A cache in a folder. */
export interface FolderCache extends Cache {
  /** Number of invalid entries that were found and replaced. */
  readonly damaged: number;
}

/** A cache that stores nothing. */
export const NO_CACHE: Cache = { get: (_key, _shape, make) => make(), prune: async () => undefined };

/** Creates a cache in memory, for a process that reads the same folder repeatedly. */
export function memoryCache(): Cache {
  let previous = new Map<string, Promise<unknown>>();
  let used = new Map<string, Promise<unknown>>();
  return {
    get<Data>(key: readonly unknown[], _shape: z.ZodType<Data>, make: () => Promise<Data>) {
      const name = createHash('sha256').update(JSON.stringify(key)).digest('hex');
      const data = used.get(name) ?? previous.get(name) ?? make();
      used.set(name, data);
      // A failure may be temporary.
      data.catch(() => used.delete(name));
      return data as Promise<Data>;
    },
    async prune() {
      previous = used;
      used = new Map();
    },
  };
}

// Entries younger than this, in milliseconds, may belong to another running build.
const RECENT = 60 * 60_000;

/**
 * Opens the cache in a folder, which is created if necessary. Keys contain a hash of the parser's sources and the
 * locked dependencies, entries have a checksum, and data is validated against the requested shape. Several builds may
 * use the folder at once.
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
      const stored = text === undefined ? undefined : unpack(name, text, shape);
      if (stored) return stored.data;
      const data = await make();
      if (text !== undefined) {
        damaged += 1;
        // A folder with this name would block the new file.
        await rm(file, { recursive: true, force: true });
      }
      await writeEntry(file, pack(name, data));
      return data;
    },
    async prune() {
      // Only removes files named like entries, in case the folder was given by mistake.
      const stale = (await readdir(entries)).filter((name) => ENTRY_NAME.test(name) && !used.has(name));
      for (const name of stale) {
        const file = path.join(entries, name);
        // Another build may have removed the entry.
        const stats = await stat(file).catch(() => undefined);
        if (stats && Date.now() - stats.mtimeMs > RECENT) await rm(file, { recursive: true, force: true });
      }
    },
  };
}

/** Formats an entry: a checksum of name and data, then the data as JSON on the next line. */
function pack(name: string, data: unknown): string {
  const text = JSON.stringify(data);
  return `${hashOf(name + text)}\n${text}`;
}

/** Parses an entry; `undefined` if it is damaged, of another name, or of another shape. */
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

/** Writes to a temporary file and renames it, so that interrupted and concurrent builds leave no partial entries. */
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

/** Returns the text of an entry, empty if it cannot be read; `undefined` if it does not exist. */
async function readEntry(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error) => (codeOf(error) === 'ENOENT' ? undefined : ''));
}

const ENTRY_NAME = /^[\da-f]{64}(?:\.[\da-f-]+)?$/;
