import { writeFile } from 'node:fs/promises';

/** Writes a file. Adds the path to errors of Node that lack it, such as after a partial write to a full disk. */
export async function write(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    throw error instanceof Error && !('path' in error) ? Object.assign(error, { path: file }) : error;
  }
}
