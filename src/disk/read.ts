import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { isPassedOver } from '../archive/passed-over.ts';
import { controlIn } from '../diagnostics/control.ts';
import { type Diagnostic, type Place, START } from '../diagnostics/diagnostic.ts';
import { diagnose, type Finding } from '../diagnostics/rules.ts';
import { LIMITS } from '../postmortem/limits/limits.ts';
import { isBuiltSite } from './built-site.ts';
import { MissingFolderError } from './failure.ts';

/** A file's path, joined to the folder that the user named, and its text; or the diagnostic that says why there is none. */
export type Source = { file: string; text: string } | { file: string; diagnostic: Diagnostic };

/**
 * Paths of all `.md` files under a folder, in code-unit order, without hidden and `node_modules` folders, built sites, and
 * files of names that postmortems never have. Links to
 * folders, and folders that may not be read, are among the paths, so that `readSource` says so: no link is followed.
 * Throws `MissingFolderError` where the folder itself cannot be read.
 */
export function findDocuments(folder: string): Promise<string[]> {
  return findFiles(folder, (name) => name.endsWith('.md') && !isPassedOver(name));
}

/** The same for all files whose names are wanted. */
export async function findFiles(folder: string, isWanted: (name: string) => boolean): Promise<string[]> {
  const entries = await list(folder).catch((error) => {
    throw MISSING.includes(codeOf(error)) ? new MissingFolderError(folder, error) : error;
  });
  return [...new Set(await filesAmong(entries, folder, isWanted))].sort();
}

/** Paths of the wanted files among the entries of a folder and in the folders among them. */
async function filesAmong(
  entries: readonly Dirent[],
  folder: string,
  isWanted: (name: string) => boolean,
): Promise<string[]> {
  const found = entries.map(async (entry): Promise<string[]> => {
    const { name } = entry;
    const file = path.join(folder, name);
    const own = isWanted(name) ? [file] : [];
    if (name.startsWith('.') || name === 'node_modules') return [];
    if (entry.isSymbolicLink()) return own.length === 0 && (await isFolder(file)) ? [file] : own;
    if (!entry.isDirectory()) return own;
    try {
      const inner = await list(file);
      const names = inner.map((each) => each.name);
      return (await isBuiltSite(file, names)) ? own : [...own, ...(await filesAmong(inner, file, isWanted))];
    } catch (error) {
      const code = codeOf(error);
      if (DENIED.includes(code)) return [...own, file];
      // Deleted since its own folder was listed.
      if (code === 'ENOENT') return own;
      throw error;
    }
  });
  return (await Promise.all(found)).flat();
}

function list(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true });
}

/** Codes of the file system's errors where the permissions are in the way. */
export const DENIED: readonly string[] = ['EACCES', 'EPERM'];

/** Codes of the file system's errors where a path leads to nothing. */
export const ABSENT: readonly string[] = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'];

const MISSING = [...DENIED, ...ABSENT];

/** The code of an error of the file system, such as `ENOENT`. */
export function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code);
}

/** Whether a file, whatever links lead to it, lies in a folder. Throws the file system's error where it does not exist. */
export async function isInside(file: string, folder: string): Promise<boolean> {
  const [inner, outer] = await Promise.all([realpath(file), realpath(folder)]);
  return inner.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);
}

/** Reads one file of an archive's folder as UTF-8; whatever is in its way becomes a diagnostic of the rule `unreadable-file`. */
export async function readSource(file: string, folder: string): Promise<Source> {
  const fail = (
    message: string,
    help: string,
    place: Place = START,
    rule: Finding['rule'] = 'unreadable-file',
  ): Source => ({
    file,
    diagnostic: diagnose(file, { rule, place, message, help }),
  });
  try {
    const stats = await stat(file);
    if (stats.isDirectory()) {
      const isLink = (await lstat(file)).isSymbolicLink();
      if (isLink) return fail('Unexpected link to a folder, expected the folder itself', 'Move the folder here.');
      if (!/\.(?:md|yml)$/.test(file)) return fail('The folder may not be read', 'Change its permissions.');
      return fail('Unexpected folder, expected a file', 'Rename the folder.');
    }
    // Reading from a pipe would wait for ever.
    if (!stats.isFile()) return fail('Unexpected pipe or device, expected a file', 'Remove it.');
    if (!(await isInside(file, folder))) {
      return fail('Unexpected link to a file outside the archive', 'Copy the file into the archive.');
    }
    if (stats.size > LIMITS.bytes) {
      const message = `Unexpected size of ${stats.size} bytes, expected up to ${LIMITS.bytes}`;
      return fail(message, 'Link to files of long logs.', START, 'over-limit');
    }
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file));
    // Columns count without the byte order mark, as everywhere.
    const shown = text.replace(/^\uFEFF/, '');
    const control = controlIn(shown);
    if (!control) return { file, text };
    const place = placeIn(shown, control.index);
    return fail(`Unexpected control character ${control.name}, expected text`, 'Remove it.', place);
  } catch (error) {
    if (error instanceof TypeError) return fail('Unexpected bytes, expected UTF-8', 'Save the file as UTF-8 text.');
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return fail('The file, or what the link points to, does not exist', 'Remove or mend the link.');
    }
    if (code === 'ELOOP') return fail('The link points to itself', 'Remove or mend the link.');
    if (DENIED.includes(code)) return fail('The file may not be read', 'Change its permissions.');
    throw error;
  }
}

function placeIn(text: string, index: number): Place {
  const lines = text.slice(0, index).split('\n');
  const [line, column] = [lines.length, (lines.at(-1) ?? '').length + 1];
  return { line, column, endLine: line, endColumn: column + 1 };
}

async function isFolder(file: string): Promise<boolean> {
  return stat(file).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
