import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseSettings, type Settings } from '../archive/settings.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** archive.yml as it lies on the disk. */
export interface LoadedSettings {
  /** Path joined to the folder that the user named. */
  file: string;
  /** Empty where there is no such file. */
  text: string;
  /** Absent where the file is not valid. */
  settings?: Settings;
  diagnostics: Diagnostic[];
}

/** Reads a folder's archive.yml; without one, or without the folder, every setting has its default. */
export async function loadSettings(folder: string): Promise<LoadedSettings> {
  const file = path.join(folder, 'archive.yml');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return '';
    throw error;
  });
  return { file, text, ...parseSettings(text, file) };
}
