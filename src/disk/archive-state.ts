import { stat } from 'node:fs/promises';
import { findDocuments } from './read.ts';
import { findSettings } from './settings.ts';

/**
 * Returns a text that changes when the documents or the archive.yml of a folder are edited, added, renamed or removed. It reads
 * no file, so that it takes little time. Throws `MissingFolderError` if the folder cannot be read.
 */
export async function archiveState(folder: string): Promise<string> {
  const settings = await findSettings(folder);
  const files = [...(await findDocuments(folder)), ...(settings === undefined ? [] : [settings])];
  const states = files.map(async (file) => {
    // A broken link, or a file that was removed meanwhile, is a state, too.
    const { ctimeMs, mtimeMs, size } = await stat(file).catch(() => ({ ctimeMs: 0, mtimeMs: 0, size: 0 }));
    return [file, ctimeMs, mtimeMs, size];
  });
  return JSON.stringify(await Promise.all(states));
}
