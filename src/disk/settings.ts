import { existsSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { excludingPattern } from '../archive/passed-over.ts';
import { type ParsedSettings, parseSettings, unknownSettings } from '../archive/settings.ts';
import { codeOf, DENIED, findDocuments, findFiles, readSource } from './read.ts';
import { relativePath } from './relative-path.ts';

export const SETTINGS_FILE = 'archive.yml';

/**
 * Returns the path of the archive.yml that applies to a folder: its own, or that of the nearest parent folder within
 * the repository. `undefined` if there is none.
 */
export async function findSettings(folder: string): Promise<string | undefined> {
  const file = path.join(folder, SETTINGS_FILE);
  if (await exists(file)) return file;
  const isTop = path.dirname(path.resolve(folder)) === path.resolve(folder);
  return isTop || existsSync(path.join(folder, '.git')) ? undefined : findSettings(path.join(folder, '..'));
}

/** Returns the paths of archive.yml files in subfolders, which are ignored. */
export async function findNestedSettings(folder: string): Promise<string[]> {
  const files = await findFiles(folder, (name) => name === SETTINGS_FILE);
  const own = path.join(folder, SETTINGS_FILE);
  return files.filter((file) => file !== own && path.basename(file) === SETTINGS_FILE);
}

/** Returns the paths of files whose names resemble archive.yml, such as archive.yaml, which are ignored. */
export async function findMisnamedSettings(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => /^archive\.ya?ml$/i.test(name) && name !== SETTINGS_FILE);
  // On case-insensitive file systems, both names refer to one file.
  const isRead = await exists(path.join(folder, SETTINGS_FILE));
  return names
    .filter((name) => !(isRead && name.toLowerCase() === SETTINGS_FILE))
    .sort()
    .map((name) => path.join(folder, name));
}

/** The archive.yml of a folder. */
export interface LoadedSettings extends ParsedSettings {
  /** Path joined to the folder that the user named, even if the file does not exist. */
  file: string;
  exists: boolean;
  /** Empty if the file does not exist or cannot be read. */
  text: string;
}

/** Reads the archive.yml that applies to a folder; without one, all settings have their defaults. */
export async function loadSettings(folder: string): Promise<LoadedSettings> {
  const file = await findSettings(folder);
  if (file === undefined) {
    const absent = path.join(folder, SETTINGS_FILE);
    return { file: absent, exists: false, text: '', ...parseSettings('', absent) };
  }
  const read = readSource(file, path.dirname(file));
  if ('diagnostic' in read)
    return { file, exists: true, text: '', ...unknownSettings(), diagnostics: [read.diagnostic] };
  return { file, exists: true, text: read.text, ...parseSettings(read.text, file) };
}

/**
 * Returns the settings of an archive and its documents, as named by `findDocuments`, without those that archive.yml excludes. Throws
 * `MissingFolderError` if the folder cannot be read.
 */
export async function findArchive(folder: string): Promise<{ settingsFile: LoadedSettings; files: string[] }> {
  const listed = await findDocuments(folder);
  const settingsFile = await loadSettings(folder);
  return { settingsFile, files: withoutExcluded(listed, settingsFile) };
}

/** Removes the home text, and the files that `exclude` in archive.yml matches; paths are joined to the folder that the user named. */
export function withoutExcluded(files: readonly string[], { file, valid }: LoadedSettings): string[] {
  const { exclude, theme } = valid;
  const root = path.dirname(file);
  const pathOf = (each: string) => relativePath(root, each);
  return files.filter((each) => {
    return pathOf(each) !== theme.home && excludingPattern(pathOf(each), exclude) === undefined;
  });
}

async function exists(file: string): Promise<boolean> {
  try {
    // Checks the link itself, as a broken link is a mistake rather than an absent file.
    return Boolean(await lstat(file));
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    // Reading the file will report the reason.
    if (DENIED.includes(code)) return true;
    throw error;
  }
}
