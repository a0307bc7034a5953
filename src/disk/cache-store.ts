import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import type { CacheKind } from './cache.ts';
import { systemProblem } from './system-error.ts';

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
// Other files are removed when they have not been used for this long, in milliseconds.
const LONGEST_UNUSED = 7 * 24 * 60 * 60_000;
// Unused data is kept up to this multiple of the used data, for builds with other options.
const UNUSED_SHARE = 2;
// See https://www.sqlite.org/rescode.html.
const [SQLITE_CORRUPT, SQLITE_NOTADB] = [11, 26];

/** The file of a cache. */
export interface Store {
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

/** Opens the file of a cache, which is created if necessary with its folder. If it cannot be used, `problem` says why. */
export async function openStore(folder: string, name: string): Promise<Store> {
  const Database = await importDatabase();
  if (!Database) return { ...UNUSABLE, problem: 'it requires Node 22.13 or later' };
  const file = path.join(folder, name);
  let database: DatabaseSync | undefined;
  let damaged = 0;
  let problem: string | undefined;
  const open = () => {
    // Others may not see the documents of an archive. SQLite would let them read the file.
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
    database = new Database(file);
    database.exec(TABLES);
    return database;
  };
  const close = () => {
    database?.close();
    database = undefined;
  };
  const query = <Result>(work: (database: DatabaseSync) => Result): Result | undefined => {
    if (problem !== undefined) return undefined;
    try {
      return work(database ?? open());
    } catch (error) {
      close();
      if (isDamage(error)) {
        problem = removeDatabase(file);
        if (problem === undefined) damaged += 1;
      } else {
        problem = problemOf(error, file);
      }
      return undefined;
    }
  };
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await removeUnused(folder, file);
    query(() => undefined);
    // Tells other versions that it is in use. The file may belong to another user.
    await utimes(file, new Date(), new Date()).catch(() => undefined);
  } catch (error) {
    return { ...UNUSABLE, problem: problemOf(error, folder) };
  }
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

/** Returns whether SQLite reports that a file is damaged. */
function isDamage(error: unknown): boolean {
  const { code, errcode = 0 } = error as { code?: string; errcode?: number };
  return code === 'ERR_SQLITE_ERROR' && [SQLITE_CORRUPT, SQLITE_NOTADB].includes(errcode & 0xff);
}

/** Describes an error of SQLite or of the operating system in one line. Throws other errors. */
function problemOf(error: unknown, place: string): string {
  const { code, message } = error as Error & { code?: string };
  const problem = code === 'ERR_SQLITE_ERROR' ? `${place}: ${message}` : systemProblem(error, place);
  if (problem === undefined) throw error;
  return problem;
}

/** Removes a database; returns the reason if it cannot be removed, such as a read-only folder. */
function removeDatabase(file: string): string | undefined {
  try {
    for (const each of [file, `${file}-journal`]) rmSync(each, { force: true });
    return undefined;
  } catch (error) {
    return problemOf(error, file);
  }
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

/** Removes the other files that no process has used for long: those of former versions and of archives that are gone. */
async function removeUnused(folder: string, file: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const other = path.join(folder, name);
    if (!FILE.test(name) || other.startsWith(file)) continue;
    // Another process may have removed it, or it may belong to another user.
    const stats = await stat(other).catch(() => undefined);
    if (stats && Date.now() - stats.mtimeMs > LONGEST_UNUSED) await rm(other, { force: true }).catch(() => undefined);
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
