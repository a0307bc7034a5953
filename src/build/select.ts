import { existsSync } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import path from 'node:path';
import { ABSENT, codeOf, DENIED } from '../disk/read.ts';
import { findArchive, findNestedSettings, findSettings, SETTINGS_FILE } from '../disk/settings.ts';

/** An archive to read, or some of its files. */
export interface Selection {
  folder: string;
  /** Path of the archive.yml that applies, even if it does not exist. */
  settings: string;
  /**
   * Paths of the selected files within the archive, with the names that the user gave them; absent if all are selected.
   */
  files?: Map<string, string>;
  /** The files that were named one by one. */
  named: Set<string>;
}

/**
 * Groups named paths by archive. A folder with an archive.yml is an archive; any other path belongs to the nearest
 * folder above it that has one, otherwise a folder is its own archive and a file belongs to its folder. A path inside
 * another named folder is part of that one. Returns a problem as text if a path does not exist or is not part of an
 * archive.
 */
export async function selectArchives(names: readonly string[]): Promise<Selection[] | string> {
  const selections = new Map<string, Selection>();
  const documents = new Map<string, Set<string>>();
  for (const given of names) {
    const name = path.normalize(given);
    const kind = await kindOf(name);
    if (!kind) return `there is no file or folder ${given}`;
    const isSettings = path.basename(name) === SETTINGS_FILE;
    if (kind === 'file' && !isSettings && !name.endsWith('.md'))
      return `${given} is neither a postmortem (.md) nor ${SETTINGS_FILE}`;
    const folder = await archiveOf(name, kind);
    const key = path.resolve(folder);
    const settings = (await findSettings(folder)) ?? path.join(folder, SETTINGS_FILE);
    if (kind === 'folder' && key === path.resolve(name)) {
      selections.set(key, { folder, settings, named: new Set() });
      continue;
    }
    const selection = selections.get(key) ?? { folder, settings, files: new Map(), named: new Set() };
    selections.set(key, selection);
    if (!selection.files || (kind === 'file' && isSettings)) continue;
    const file = path.join(folder, path.relative(folder, name));
    const known = documents.get(key) ?? new Set((await findArchive(folder)).files);
    documents.set(key, known);
    if (kind === 'folder') {
      for (const inner of [...known, ...(await findNestedSettings(folder))]) {
        if (inner.startsWith(file + path.sep)) selection.files.set(inner, path.join(name, path.relative(file, inner)));
      }
    } else if (known.has(file)) {
      selection.files.set(file, name);
      selection.named.add(file);
    } else {
      return `${given} is not read as a document of ${folder}`;
    }
  }
  return withoutInner([...selections.values()]);
}

/** Returns the folder of the archive that a file or folder belongs to. */
async function archiveOf(name: string, kind: 'folder' | 'file'): Promise<string> {
  const own = kind === 'file' ? path.dirname(name) : name;
  if (path.basename(name) === SETTINGS_FILE) return own;
  const settings = await findSettings(own);
  const folder = settings === undefined ? own : path.dirname(settings);
  // Archives ignore hidden folders, so a hidden folder is an archive of its own.
  return kind === 'file' || contains(path.resolve(folder), path.resolve(own)) ? folder : own;
}

/**
 * Drops selections inside a folder that is selected as a whole, but keeps their own archive.yml, which that folder does
 * not read.
 */
function withoutInner(selections: readonly Selection[]): Selection[] {
  const whole = selections.filter(({ files }) => !files).map(({ folder }) => path.resolve(folder));
  return selections.flatMap((selection): Selection[] => {
    const own = path.resolve(selection.folder);
    if (!whole.some((outer) => outer !== own && contains(outer, own))) return [selection];
    return existsSync(selection.settings) ? [{ ...selection, files: new Map() }] : [];
  });
}

/** Returns whether the documents of `inner` are among those of `outer`; see `findDocuments`. */
function contains(outer: string, inner: string): boolean {
  const parts = path.relative(outer, inner).split(path.sep);
  return (
    !path.isAbsolute(parts.join(path.sep)) && parts.every((name) => !name.startsWith('.') && name !== 'node_modules')
  );
}

async function kindOf(name: string): Promise<'folder' | 'file' | undefined> {
  try {
    // A broken link counts as a file that cannot be read, which the check reports.
    const stats = await stat(name).catch(() => lstat(name));
    return stats.isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if ([...ABSENT, ...DENIED].includes(codeOf(error))) return undefined;
    throw error;
  }
}
