import { existsSync } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import path from 'node:path';
import { ABSENT, codeOf, DENIED, findDocuments } from '../disk/read.ts';
import { findNestedSettings, findSettings, loadSettings, SETTINGS_FILE, withoutExcluded } from '../disk/settings.ts';

/** An archive to look at, or some files of it. */
export interface Selection {
  folder: string;
  /** Path of the archive.yml that applies, or where it would be. */
  settings: string;
  /** Paths of files, as the archive has them, and the names that the user gave them; absent where all are meant. */
  files?: Map<string, string>;
  /** Those of the files that were named one by one. */
  named: Set<string>;
}

/**
 * Sorts named paths by archive: a folder that has an archive.yml is one, and every other folder or file belongs to the
 * nearest folder above it that has one, else a folder to itself and a file to its own. A folder or file in another named
 * folder is part of that one. Returns the problem, as a text, where a path names neither.
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
    const known =
      documents.get(key) ?? new Set(withoutExcluded(await findDocuments(folder), await loadSettings(folder)));
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

/** The folder of the archive that a file or a folder belongs to. */
async function archiveOf(name: string, kind: 'folder' | 'file'): Promise<string> {
  const own = kind === 'file' ? path.dirname(name) : name;
  if (path.basename(name) === SETTINGS_FILE) return own;
  const settings = await findSettings(own);
  const folder = settings === undefined ? own : path.dirname(settings);
  // A hidden folder is part of no archive above it.
  return kind === 'file' || reads(path.resolve(folder), path.resolve(own)) ? folder : own;
}

/** What lies in another folder that is meant as a whole is read there; its own archive.yml, which is not, stays. */
function withoutInner(selections: readonly Selection[]): Selection[] {
  const whole = selections.filter(({ files }) => !files).map(({ folder }) => path.resolve(folder));
  return selections.flatMap((selection): Selection[] => {
    const own = path.resolve(selection.folder);
    if (!whole.some((outer) => outer !== own && reads(outer, own))) return [selection];
    return existsSync(selection.settings) ? [{ ...selection, files: new Map() }] : [];
  });
}

/** Whether the documents of a folder are among those of another; see `findDocuments`. */
function reads(outer: string, inner: string): boolean {
  const way = path.relative(outer, inner).split(path.sep);
  return !path.isAbsolute(way.join(path.sep)) && way.every((name) => !name.startsWith('.') && name !== 'node_modules');
}

async function kindOf(name: string): Promise<'folder' | 'file' | undefined> {
  try {
    // A link to nothing is a file that cannot be read, which the check itself says.
    const stats = await stat(name).catch(() => lstat(name));
    return stats.isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if ([...ABSENT, ...DENIED].includes(codeOf(error))) return undefined;
    throw error;
  }
}
