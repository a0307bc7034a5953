import { constants } from 'node:fs';
import { access, lstat, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { isPassedOver } from '../../archive/passed-over.ts';
import { ABSENT, codeOf, DENIED, findFiles, isInside } from '../../disk/read.ts';
import { kindOfFile, type SourceFile } from '../../import/convert/convert.ts';

/** A file to import, as the user named it, or joined to the folder that the user named. */
export interface Source {
  file: string;
  /** The folder that images may be read from. */
  folder: string;
  /** Why the file is not read, if so. `isUsual` if nobody expects it to be imported. */
  skipped?: { reason: string; isUsual: boolean };
}

/** Bytes of a file: images in documents count, the text has its own limit. */
const MAX_BYTES = 50_000_000;

/**
 * Returns the files to import: named ones, and those of named folders without those in `target`, each once and in order. Returns
 * a message if one cannot be read.
 */
export async function findSources(named: readonly string[], target: string): Promise<Source[] | string> {
  const found = new Map<string, Source>();
  const into = path.resolve(target);
  for (const each of named) {
    const stats = await stat(each).catch((error) => codeOf(error));
    if (typeof stats === 'string') return `${each} cannot be read: ${reasonOf(stats)}`;
    if (!stats.isDirectory()) {
      found.set(path.resolve(each), { file: each, folder: path.dirname(each), ...skip(each, false) });
      continue;
    }
    for (const file of await findFiles(each, () => true)) {
      const absolute = path.resolve(file);
      const isTarget = absolute.startsWith(into + path.sep) && path.resolve(each) !== into;
      if (isTarget || found.has(absolute) || (await isReadFolder(file))) continue;
      found.set(absolute, { file, folder: each, ...skip(file, true) });
    }
  }
  return [...found.values()];
}

/** Whether a path is a folder whose files are found by themselves; not one without permission, or a link. */
async function isReadFolder(file: string): Promise<boolean> {
  if (!(await lstat(file)).isDirectory()) return false;
  return access(file, constants.R_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
}

function reasonOf(code: string): string {
  if (DENIED.includes(code)) return 'no permission';
  return ABSENT.includes(code) ? 'it does not exist' : code;
}

function skip(file: string, isInFolder: boolean): Pick<Source, 'skipped'> {
  const name = path.basename(file);
  const kind = kindOfFile(name);
  if (kind === undefined) {
    return { skipped: { reason: 'files of this kind cannot be imported', isUsual: isInFolder } };
  }
  const bare = name.replace(/\.(?:txt|markdown|html?)$/i, '.md');
  const isAbout = isPassedOver(bare) || isPassedOver(`${name}.md`) || /\btemplate\b/i.test(name);
  return isInFolder && isAbout ? { skipped: { reason: 'by its name it is no postmortem', isUsual: true } } : {};
}

/** Reads a file. Returns why it cannot be, if so. */
export async function readSourceFile({ file, folder }: Source): Promise<SourceFile | { reason: string }> {
  try {
    const stats = await stat(file);
    // Reading from a pipe would block forever.
    if (stats.isDirectory()) {
      return { reason: (await lstat(file)).isSymbolicLink() ? 'it is a link to a folder' : 'no permission' };
    }
    if (!stats.isFile()) return { reason: 'it is no file' };
    if (stats.size > MAX_BYTES) return { reason: `it has ${stats.size} bytes, more than ${MAX_BYTES}` };
    const bytes = await readFile(file);
    return { name: path.basename(file), bytes, readImage: (address) => readImage(address, file, folder) };
  } catch (error) {
    const code = codeOf(error);
    if (DENIED.includes(code) || ABSENT.includes(code)) return { reason: reasonOf(code) };
    throw error;
  }
}

/** Reads an image by its address in a document. Only files in the folder that the user named are read. */
async function readImage(address: string, document: string, folder: string): Promise<Uint8Array | undefined> {
  const relative = address.split(/[?#]/, 1)[0] ?? '';
  const file = relative.startsWith('/') ? path.join(folder, relative) : path.join(path.dirname(document), relative);
  try {
    if (!(await isInside(file, await realpath(folder)))) return undefined;
    const stats = await stat(file);
    return stats.isFile() && stats.size <= MAX_BYTES ? await readFile(file) : undefined;
  } catch (error) {
    // The address stays as it is, and `check` reports it.
    if ([...DENIED, ...ABSENT].includes(codeOf(error))) return undefined;
    throw error;
  }
}
