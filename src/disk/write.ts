import { randomUUID } from 'node:crypto';
import { constants, mkdirSync, writeFileSync } from 'node:fs';
import { access, type FileHandle, open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ChangedFileError } from './failure.ts';
import { codeOf } from './read.ts';

/** Writes a file. Adds the path to errors of Node that lack it, such as after a partial write to a full disk. */
export function write(file: string, content: string | Uint8Array): Promise<void> {
  return named(file, writeFile(file, content));
}

/** Writes many files into a folder. */
export interface FolderWriter {
  /** Returns the path of a file by its path within the folder, with `/`, and creates its parent folder. */
  place(file: string): string;
  /** Writes a file before it returns, which takes less time for thousands of small files. Throws like `write`. */
  write(file: string, content: string | Uint8Array): void;
}

/** Returns a writer that creates each folder once. */
export function folderWriter(folder: string): FolderWriter {
  const created = new Set<string>();
  const place = (file: string) => {
    const target = path.join(folder, ...file.split('/'));
    const parent = path.dirname(target);
    if (!created.has(parent)) mkdirSync(parent, { recursive: true });
    created.add(parent);
    return target;
  };
  return {
    place,
    write(file, content) {
      const target = place(file);
      try {
        writeFileSync(target, content);
      } catch (error) {
        throw withPath(error, target);
      }
    },
  };
}

/** Writes a new file. Rejects with `EEXIST` if it exists; removes a file that could not be written completely. */
export async function writeNew(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await named(file, writeFile(file, content, { flag: 'wx' }));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') await rm(file, { force: true }).catch(() => undefined);
    throw error;
  }
}

/**
 * Replaces the text of a file, which is `before`, by moving a new file into its place: at any time, the file has one text or the
 * other. Keeps its permissions and, for an administrator, its owner; follows links. Throws `ChangedFileError` if it has another text,
 * and the file system's error if it is read-only or its folder is not writable.
 */
export async function replaceText(file: string, before: string, text: string): Promise<void> {
  const target = await realpath(file);
  await access(target, constants.W_OK);
  const { mode, uid, gid } = await stat(target);
  const temporary = path.join(path.dirname(target), `.nevertwice-${randomUUID()}.tmp`);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await fill(handle, text, { mode, uid, gid });
    } finally {
      await handle.close();
    }
    const current = await readFile(target);
    if (!current.equals(Buffer.from(before))) throw new ChangedFileError(file);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function fill(handle: FileHandle, text: string, like: { mode: number; uid: number; gid: number }): Promise<void> {
  await handle.writeFile(text);
  // Others could not read a file of the administrator.
  if (process.getuid?.() === 0) await handle.chown(like.uid, like.gid);
  await handle.chmod(like.mode & 0o7777);
  // Otherwise, a power failure could leave the new name without the new text.
  await handle.sync();
}

async function named(file: string, writing: Promise<void>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    throw withPath(error, file);
  }
}

function withPath(error: unknown, file: string): unknown {
  return error instanceof Error && !('path' in error) ? Object.assign(error, { path: file }) : error;
}
