import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { type ParsedSettings, parseSettings, unknownSettings } from '../archive/settings.ts';
import { codeOf, DENIED, readSource } from './read.ts';

export const SETTINGS_FILE = 'archive.yml';

/** archive.yml as it lies on the disk. */
export interface LoadedSettings extends ParsedSettings {
  /** Path joined to the folder that the user named. */
  file: string;
  /** Empty where there is no such file, or none that can be read. */
  text: string;
}

/** Reads a folder's archive.yml; without one, or without the folder, every setting has its default. */
export async function loadSettings(folder: string): Promise<LoadedSettings> {
  const file = path.join(folder, SETTINGS_FILE);
  if (!(await exists(file))) return { file, text: '', ...parseSettings('', file) };
  const read = await readSource(file, folder);
  if ('diagnostic' in read) return { file, text: '', ...unknownSettings(), diagnostics: [read.diagnostic] };
  return { file, text: read.text, ...parseSettings(read.text, file) };
}

async function exists(file: string): Promise<boolean> {
  try {
    // Of the link itself: one to nothing is a mistake, not an absent file.
    return Boolean(await lstat(file));
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    // Where nobody can tell, reading it says why.
    if (DENIED.includes(code)) return true;
    throw error;
  }
}
