import { type Dirent, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { isPassedOver } from '../archive/passed-over.ts';
import { findControlCharacter } from '../diagnostics/control-characters.ts';
import { type Diagnostic, type Place, START } from '../diagnostics/diagnostic.ts';
import { diagnose, type Finding } from '../diagnostics/rules.ts';
import { LIMITS } from '../postmortem/limits/limits.ts';
import { isBuiltSite } from './built-site.ts';
import { MissingFolderError } from './failure.ts';

/** The path of a file, joined to the folder that the user named, and its text, or a diagnostic if it cannot be read. */
export type Source = { file: string; text: string } | { file: string; diagnostic: Diagnostic };

/**
 * Returns the paths of all `.md` files under a folder, in code-unit order, without hidden and `node_modules` folders, built
 * sites, and files with names that postmortems never have.
 * Does not follow links: links to folders, and folders without permission, are returned too, so that `readSource`
 * reports them. Throws `MissingFolderError` if the folder itself cannot be read.
 */
export function findDocuments(folder: string): Promise<string[]> {
  return findFiles(folder, (name) => name.endsWith('.md') && !isPassedOver(name));
}

/** Returns the paths of all files whose names are accepted, like `findDocuments`. */
export async function findFiles(folder: string, accepts: (name: string) => boolean): Promise<string[]> {
  const entries = await list(folder).catch((error) => {
    throw MISSING.includes(codeOf(error)) ? new MissingFolderError(folder, error) : error;
  });
  return [...new Set(await filesAmong(entries, folder, accepts))].sort();
}

/** Returns the accepted files among the entries of a folder and in its subfolders. */
async function filesAmong(
  entries: readonly Dirent[],
  folder: string,
  accepts: (name: string) => boolean,
): Promise<string[]> {
  const found = entries.map(async (entry): Promise<string[]> => {
    const { name } = entry;
    const file = path.join(folder, name);
    const own = accepts(name) ? [file] : [];
    if (name.startsWith('.') || name === 'node_modules') return [];
    if (entry.isSymbolicLink()) return own.length === 0 && (await isFolder(file)) ? [file] : own;
    if (!entry.isDirectory()) return own;
    try {
      const inner = await list(file);
      const names = inner.map((each) => each.name);
      return (await isBuiltSite(file, names)) ? own : [...own, ...(await filesAmong(inner, file, accepts))];
    } catch (error) {
      const code = codeOf(error);
      if (DENIED.includes(code)) return [...own, file];
      // Deleted after its parent folder was listed.
      if (code === 'ENOENT') return own;
      throw error;
    }
  });
  return (await Promise.all(found)).flat();
}

function list(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true });
}

/** Error codes for missing permissions. */
export const DENIED: readonly string[] = ['EACCES', 'EPERM'];

/** Error codes for paths that do not exist. */
export const ABSENT: readonly string[] = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'];

const MISSING = [...DENIED, ...ABSENT];

/** Returns the code of a file system error, such as `ENOENT`. */
export function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code);
}

/** Returns whether a file is in a folder after resolving links. Throws the file system's error if it does not exist. */
export async function isInside(file: string, folder: string): Promise<boolean> {
  const [inner, outer] = await Promise.all([realpath(file), realpath(folder)]);
  return isBelow(inner, outer);
}

function isBelow(file: string, folder: string): boolean {
  return file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);
}

/**
 * Reads one file of an archive as UTF-8; problems become a diagnostic of the rule `unreadable-file`. Synchronous, which takes a
 * fraction of the time for thousands of small files.
 */
export function readSource(file: string, folder: string): Source {
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
    const stats = statSync(file);
    if (stats.isDirectory()) {
      const isLink = lstatSync(file).isSymbolicLink();
      if (isLink) return fail('Unexpected link to a folder, expected the folder itself', 'Move the folder here.');
      if (!/\.(?:md|yml)$/.test(file)) return fail('No permission to read the folder', 'Change its permissions.');
      return fail('Unexpected folder, expected a file', 'Rename the folder.');
    }
    // Reading from a pipe would block forever.
    if (!stats.isFile()) return fail('Unexpected pipe or device, expected a file', 'Remove it.');
    if (!isBelow(realpathSync.native(file), realpathSync.native(folder))) {
      return fail('Unexpected link to a file outside the archive', 'Copy the file into the archive.');
    }
    if (stats.size > LIMITS.bytes) {
      const message = `Unexpected size of ${stats.size} bytes, expected up to ${LIMITS.bytes}`;
      return fail(message, 'Move long logs to files and link to them.', START, 'over-limit');
    }
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
    // Columns do not count the byte order mark.
    const shown = text.replace(/^\uFEFF/, '');
    const control = findControlCharacter(shown);
    if (!control) return { file, text };
    const place = placeIn(shown, control.index);
    return fail(`Unexpected control character ${control.name}, expected text`, 'Remove it.', place);
  } catch (error) {
    if (error instanceof TypeError) return fail('Unexpected bytes, expected UTF-8', 'Save the file as UTF-8 text.');
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return fail('The file, or the target of the link, does not exist', 'Remove or fix the link.');
    }
    if (code === 'ELOOP') return fail('The link points to itself', 'Remove or fix the link.');
    if (DENIED.includes(code)) return fail('No permission to read the file', 'Change its permissions.');
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
