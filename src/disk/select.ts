import { existsSync } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import path from 'node:path';
import { ABSENT, codeOf, DENIED, findDocuments } from './read.ts';
import { SETTINGS_FILE } from './settings.ts';

/** An archive to look at, or some files of it. */
export interface Selection {
  folder: string;
  /** Path of its archive.yml, whether there is one or not. */
  settings: string;
  /** Paths of documents, as the archive has them, and the names that the user gave them; absent where all are meant. */
  files?: Map<string, string>;
}

/**
 * Sorts named paths by archive: a folder is one, and a file belongs to the nearest folder above it that has an
 * archive.yml, else to its own. A folder or file in another named folder is part of that one. Returns the problem, as a
 * text, where a path names neither.
 */
export async function selectArchives(names: readonly string[]): Promise<Selection[] | string> {
  const selections = new Map<string, Selection>();
  const documents = new Map<string, Set<string>>();
  for (const given of names) {
    const name = path.normalize(given);
    const kind = await kindOf(name);
    if (!kind) return `there is no file or folder ${given}`;
    if (kind === 'folder') {
      const folder = path.join(name);
      selections.set(path.resolve(folder), { folder, settings: path.join(folder, SETTINGS_FILE) });
      continue;
    }
    const isSettings = path.basename(name) === SETTINGS_FILE;
    if (!isSettings && !name.endsWith('.md')) return `${given} is neither a postmortem (.md) nor ${SETTINGS_FILE}`;
    const folder = isSettings ? path.dirname(name) : archiveOf(name);
    const key = path.resolve(folder);
    const selection = selections.get(key) ?? { folder, settings: path.join(folder, SETTINGS_FILE), files: new Map() };
    selections.set(key, selection);
    if (isSettings || !selection.files) continue;
    const file = path.join(folder, path.relative(folder, name));
    const known = documents.get(key) ?? new Set(await findDocuments(folder));
    documents.set(key, known);
    if (!known.has(file)) return `${given} is not read as a document of ${folder}`;
    selection.files.set(file, name);
  }
  return withoutInner([...selections.values()]);
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

function archiveOf(file: string): string {
  const own = path.dirname(file);
  let folder = own;
  while (!existsSync(path.join(folder, SETTINGS_FILE))) {
    if (path.dirname(path.resolve(folder)) === path.resolve(folder)) return own;
    folder = path.join(folder, '..');
  }
  return folder;
}
