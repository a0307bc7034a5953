import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { type Cache, type CacheKind, entryName } from './cache.ts';
import { openStore } from './cache-store.ts';
import { codeHash } from './program.ts';

/** A cache in a folder, which keeps data between processes. */
export interface FolderCache extends Cache {
  /** Number of damaged entries and files that were found and replaced. */
  readonly damaged: number;
  /** Why data cannot be stored, such as a full disk; `undefined` if it can. */
  readonly problem: string | undefined;
}

// Bytes of new data that wait to be stored in one transaction.
const MOST_WAITING = 8_000_000;

/**
 * Opens the cache in a folder, which is created if necessary. Each version of the code, each version of Node and each `name`
 * has a file of its own, a SQLite database: several processes may use it at once, and one that is killed leaves no partial
 * data. A damaged file is replaced. If the folder or the file cannot be used, nothing is stored.
 */
export async function openCache(folder: string, name = ''): Promise<FolderCache> {
  const store = await openStore(folder, await fileName(name));
  const used = new Map<CacheKind, Set<string>>();
  let waiting = new Map<string, { kind: CacheKind; bytes: Uint8Array }>();
  let size = 0;
  let hasAdded = false;
  const flush = () => {
    if (waiting.size === 0) return;
    store.add(waiting);
    hasAdded = true;
    waiting = new Map();
    size = 0;
  };
  const use = (kind: CacheKind, name: string) => used.set(kind, (used.get(kind) ?? new Set()).add(name));
  const find = (kind: CacheKind, name: string) => {
    use(kind, name);
    return waiting.get(name)?.bytes ?? store.read(name);
  };
  const add = (kind: CacheKind, name: string, data: unknown) => {
    const bytes = serialize(data);
    waiting.set(name, { kind, bytes });
    size += bytes.length;
    if (size > MOST_WAITING) flush();
  };
  return {
    get damaged() {
      return store.damaged;
    },
    get problem() {
      return store.problem;
    },
    async get<Data>(
      kind: CacheKind,
      key: readonly unknown[],
      make: () => Promise<Data>,
      keep: (data: Data) => boolean = () => true,
    ) {
      const name = entryName(kind, key);
      const bytes = find(kind, name);
      if (bytes) return deserialize(bytes) as Data;
      const data = await make();
      if (store.problem === undefined && keep(data)) add(kind, name, data);
      return data;
    },
    async last<Data>(kind: CacheKind, key: readonly unknown[]) {
      const bytes = find(kind, entryName(kind, key));
      return bytes && (deserialize(bytes) as Data);
    },
    async put(kind, key, data) {
      const name = entryName(kind, key);
      use(kind, name);
      if (store.problem === undefined) add(kind, name, data);
    },
    async save() {
      flush();
      if (hasAdded) for (const [kind, names] of used) store.prune(kind, names);
      hasAdded = false;
      used.clear();
      store.close();
    },
  };
}

/** Returns the name of a file. Node determines the rules of time zones and of Unicode, and the format of the data. */
async function fileName(name: string): Promise<string> {
  const parts = [await codeHash(), process.version, name];
  return `${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)}.sqlite`;
}
