import { createHash } from 'node:crypto';

/** Results that are reused: plain data, by a key that names everything it was made from. */
export interface Cache {
  /**
   * Returns the data for a key; calls `make` and stores the result if there is none. Neither errors nor data that `keep`
   * rejects are stored.
   */
  get<Data>(
    kind: CacheKind,
    key: readonly unknown[],
    make: () => Promise<Data>,
    keep?: (data: Data) => boolean,
  ): Promise<Data>;
  /** Returns what was stored last with `put` under a key; `undefined` if there is nothing. */
  last<Data>(kind: CacheKind, key: readonly unknown[]): Promise<Data | undefined>;
  /** Stores data under a key in place of what was stored before. */
  put<Data>(kind: CacheKind, key: readonly unknown[], data: Data): Promise<void>;
  /** Ends a use of the cache: stores new data, and forgets what has not been asked for during some uses. */
  save(): Promise<void>;
}

/** What is stored together. A use that asks for no data of a kind does not forget any of it. */
export type CacheKind = 'documents' | 'html' | 'history' | 'pages' | 'index' | 'stems' | 'cards';

/** A cache that stores nothing. */
export const NO_CACHE: Cache = {
  get: (_kind, _key, make) => make(),
  last: async () => undefined,
  put: async () => undefined,
  save: async () => undefined,
};

/**
 * Creates a cache in memory, for a process that reads the same folder repeatedly. It forgets data that was not asked for
 * between two calls of `save`. Asks `other` for what it does not have.
 */
export function memoryCache(other: Cache = NO_CACHE): Cache {
  let previous = new Map<string, Promise<unknown>>();
  let used = new Map<string, Promise<unknown>>();
  return {
    async get<Data>(
      kind: CacheKind,
      key: readonly unknown[],
      make: () => Promise<Data>,
      keep: (data: Data) => boolean = () => true,
    ) {
      const name = entryName(kind, key);
      const known = (used.get(name) ?? previous.get(name)) as Promise<Data> | undefined;
      const data = known ?? other.get(kind, key, make, keep);
      used.set(name, data);
      // A failure may be temporary.
      const forget = () => used.delete(name);
      data.then((made) => keep(made) || forget(), forget);
      return data;
    },
    last: (kind, key) => other.last(kind, key),
    put: (kind, key, data) => other.put(kind, key, data),
    async save() {
      previous = used;
      used = new Map();
      await other.save();
    },
  };
}

/** Returns the name of an entry: a hash of its key. */
export function entryName(kind: CacheKind, key: readonly unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, ...key]))
    .digest('base64url')
    .slice(0, 24);
}
