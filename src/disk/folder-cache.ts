import { rmSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import { type Cache, type CacheKind, entryName } from './cache.ts';
import { codeHash } from './program.ts';
import { systemProblem } from './system-error.ts';

/** A cache in a folder, which keeps data between processes. */
export interface FolderCache extends Cache {
  /** Number of damaged entries and files that were found and replaced. */
  readonly damaged: number;
  /** Why data cannot be stored, such as a full disk; `undefined` if it can. */
  readonly problem: string | undefined;
}

// Entries are separate from their data, so that listing them does not read it.
const TABLES = `
  PRAGMA page_size = 8192;
  PRAGMA busy_timeout = 5000;
  PRAGMA synchronous = OFF;
  CREATE TABLE IF NOT EXISTS data (id INTEGER PRIMARY KEY, bytes BLOB);
  CREATE TABLE IF NOT EXISTS entries (
    name TEXT PRIMARY KEY, kind TEXT, used INTEGER, size INTEGER, checksum INTEGER, data INTEGER
  ) WITHOUT ROWID;
`;
const FILE = /^[\da-f]{16}\.sqlite(?:-journal)?$/;
// Files of other versions are removed when they have not changed for this long, in milliseconds.
const LONGEST_UNUSED = 7 * 24 * 60 * 60_000;
// Bytes of new data that wait to be stored in one transaction.
const MOST_WAITING = 8_000_000;
// Unused data is kept up to this multiple of the used data, for builds with other options.
const UNUSED_SHARE = 2;
// See https://www.sqlite.org/rescode.html.
const [SQLITE_CORRUPT, SQLITE_NOTADB] = [11, 26];

/**
 * Opens the cache in a folder, which is created if necessary. Each version of the code has a file of its own, a SQLite
 * database: several processes may use it at once, and one that is killed leaves no partial data. A damaged file is replaced.
 * If the folder or the file cannot be used, nothing is stored.
 */
export async function openCache(folder: string): Promise<FolderCache> {
  const store = await openStore(folder);
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
      const bytes = waiting.get(name)?.bytes ?? store.read(name);
      used.set(kind, (used.get(kind) ?? new Set()).add(name));
      if (bytes) return deserialize(bytes) as Data;
      const data = await make();
      if (store.problem === undefined && keep(data)) {
        const made = serialize(data);
        waiting.set(name, { kind, bytes: made });
        size += made.length;
        if (size > MOST_WAITING) flush();
      }
      return data;
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

interface Store {
  readonly damaged: number;
  readonly problem: string | undefined;
  /** Returns the data of an entry; `undefined` if there is none, or if it is damaged. */
  read(name: string): Uint8Array | undefined;
  add(entries: ReadonlyMap<string, { kind: CacheKind; bytes: Uint8Array }>): void;
  /** Marks the entries of a kind that were used, and removes those that were not used for the longest time. */
  prune(kind: CacheKind, used: ReadonlySet<string>): void;
  /** Closes the file; the next call opens it again. */
  close(): void;
}

const UNUSABLE: Omit<Store, 'problem'> = {
  damaged: 0,
  read: () => undefined,
  add: () => undefined,
  prune: () => undefined,
  close: () => undefined,
};

async function openStore(folder: string): Promise<Store> {
  const Database = await importDatabase();
  if (!Database) return { ...UNUSABLE, problem: 'it requires Node 22.13 or later' };
  const file = path.join(folder, `${(await codeHash()).slice(0, 16)}.sqlite`);
  try {
    // Others may not see the documents of an archive.
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await removeOtherVersions(folder, file);
  } catch (error) {
    return { ...UNUSABLE, problem: systemProblem(error, folder) ?? (error as Error).message };
  }
  let database: DatabaseSync | undefined;
  let damaged = 0;
  let problem: string | undefined;
  const open = () => {
    const opened = new Database(file);
    opened.exec(TABLES);
    return opened;
  };
  const close = () => {
    database?.close();
    database = undefined;
  };
  const query = <Result>(work: (database: DatabaseSync) => Result): Result | undefined => {
    if (problem !== undefined) return undefined;
    try {
      database ??= open();
      return work(database);
    } catch (error) {
      const { code, errcode = 0, message } = error as Error & { code?: string; errcode?: number };
      if (code !== 'ERR_SQLITE_ERROR') throw error;
      close();
      if ([SQLITE_CORRUPT, SQLITE_NOTADB].includes(errcode & 0xff)) {
        damaged += 1;
        for (const each of [file, `${file}-journal`]) rmSync(each, { force: true });
      } else {
        problem = `${file}: ${message}`;
      }
      return undefined;
    }
  };
  const transact = (work: (database: DatabaseSync) => void) =>
    query((database) => {
      database.exec('BEGIN IMMEDIATE');
      work(database);
      database.exec('COMMIT');
    });
  return {
    get damaged() {
      return damaged;
    },
    get problem() {
      return problem;
    },
    read(name) {
      const row = query((database) => readRow(database, name));
      if (!row) return undefined;
      if (crc32(row.bytes) === row.checksum) return row.bytes;
      damaged += 1;
      return undefined;
    },
    add: (entries) =>
      transact((database) => {
        const addData = database.prepare('INSERT INTO data (bytes) VALUES (?)');
        const addEntry = database.prepare('INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?)');
        for (const [name, { kind, bytes }] of entries) {
          const { lastInsertRowid } = addData.run(bytes);
          addEntry.run(name, kind, Date.now(), bytes.length, crc32(bytes), lastInsertRowid);
        }
      }),
    prune: (kind, used) => transact((database) => prune(database, kind, used)),
    close,
  };
}

const readers = new WeakMap<DatabaseSync, ReturnType<DatabaseSync['prepare']>>();

function readRow(database: DatabaseSync, name: string): { checksum: number; bytes: Uint8Array } | undefined {
  const reader =
    readers.get(database) ??
    database.prepare('SELECT checksum, bytes FROM entries JOIN data ON data.id = entries.data WHERE name = ?');
  readers.set(database, reader);
  return reader.get(name) as { checksum: number; bytes: Uint8Array } | undefined;
}

function prune(database: DatabaseSync, kind: CacheKind, used: ReadonlySet<string>): void {
  const mark = database.prepare('UPDATE entries SET used = ? WHERE name = ?');
  const now = Date.now();
  for (const name of used) mark.run(now, name);
  const rows = database.prepare('SELECT name, size FROM entries WHERE kind = ? ORDER BY used DESC').all(kind);
  const remove = database.prepare('DELETE FROM entries WHERE name = ?');
  const usedSize = rows.reduce((sum, { name, size }) => sum + (used.has(String(name)) ? Number(size) : 0), 0);
  let left = usedSize * UNUSED_SHARE;
  for (const { name, size } of rows) {
    if (used.has(String(name))) continue;
    left -= Number(size);
    if (left < 0) remove.run(String(name));
  }
  // Includes data of entries that were replaced.
  database.exec('DELETE FROM data WHERE id NOT IN (SELECT data FROM entries)');
}

/** Removes the caches of other versions that no process has used for long. */
async function removeOtherVersions(folder: string, file: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const other = path.join(folder, name);
    if (!FILE.test(name) || other.startsWith(file)) continue;
    // Another process may have removed it.
    const stats = await stat(other).catch(() => undefined);
    if (stats && Date.now() - stats.mtimeMs > LONGEST_UNUSED) await rm(other, { force: true });
  }
}

/** Imports SQLite, without Node's warning that its interface may change; `undefined` if Node does not have it. */
async function importDatabase(): Promise<typeof DatabaseSync | undefined> {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return (await import('node:sqlite')).DatabaseSync;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_UNKNOWN_BUILTIN_MODULE') return undefined;
    throw error;
  } finally {
    process.emitWarning = emitWarning;
  }
}
