import { writeFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { codeOf } from './read.ts';

/** Writes a file. Adds the path to errors of Node that lack it, such as after a partial write to a full disk. */
export function write(file: string, content: string | Uint8Array): Promise<void> {
  return named(file, writeFile(file, content));
}

/** Writes a file before it returns, which takes less time for thousands of small files. Throws like `write`. */
export function writeSync(file: string, content: string | Uint8Array): void {
  try {
    writeFileSync(file, content);
  } catch (error) {
    throw withPath(error, file);
  }
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
