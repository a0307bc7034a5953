import { rm, writeFile } from 'node:fs/promises';
import { codeOf } from './read.ts';

/** Writes a file; an error names it, as Node's own does not where only a part could be written, such as on a full disk. */
export function write(file: string, content: string | Uint8Array): Promise<void> {
  return named(file, writeFile(file, content));
}

/** The same for a file that is not there yet: where it is, `EEXIST` is thrown. Nothing stays of one that cannot be written whole. */
export async function writeNew(file: string, content: string): Promise<void> {
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
    throw error instanceof Error && !('path' in error) ? Object.assign(error, { path: file }) : error;
  }
}
