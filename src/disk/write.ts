import { cp, rename, rm, writeFile } from 'node:fs/promises';
import { codeOf } from './read.ts';

/** Writes a file. Adds the path to errors of Node that lack it, such as after a partial write to a full disk. */
export async function write(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    throw error instanceof Error && !('path' in error) ? Object.assign(error, { path: file }) : error;
  }
}

/** Moves a folder to a path that does not exist, also across file systems. */
export async function moveFolder(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error;
    await cp(from, to, { recursive: true });
    await rm(from, { recursive: true });
  }
}
