import { writeFile } from 'node:fs/promises';

/** Writes a file; an error names it, as Node's own does not where only a part could be written, such as on a full disk. */
export async function write(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (error) {
    throw error instanceof Error && !('path' in error) ? Object.assign(error, { path: file }) : error;
  }
}
