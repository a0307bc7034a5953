import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Diagnostic, START } from '../diagnostics/diagnostic.ts';

/** A file's path, joined to the folder that the user named, and its text; or the diagnostic that says why there is none. */
export type Source = { file: string; text: string } | { file: string; diagnostic: Diagnostic };

/**
 * Paths of all `.md` files under a folder, in code-unit order, without hidden and `node_modules` folders.
 * Throws the file system's error where the folder itself cannot be read.
 */
export async function findDocuments(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries
    .filter((entry) => entry.endsWith('.md'))
    .filter((entry) => !entry.split(path.sep).some((part) => part.startsWith('.') || part === 'node_modules'))
    .map((entry) => path.join(folder, entry))
    .sort();
}

// A postmortem is prose: what is larger was put there by mistake and would only stall the build.
const MAX_BYTES = 2 * 1024 * 1024;

/** Whether a file, whatever links lead to it, lies in a folder. Throws the file system's error where it does not exist. */
export async function isInside(file: string, folder: string): Promise<boolean> {
  const [inner, outer] = await Promise.all([realpath(file), realpath(folder)]);
  return inner.startsWith(outer + path.sep);
}

/** Reads one document of an archive's folder as UTF-8; whatever is in its way becomes a diagnostic of the rule `unreadable-file`. */
export async function readSource(file: string, folder: string): Promise<Source> {
  const fail = (message: string, help: string): Source => ({
    file,
    diagnostic: { file, ...START, severity: 'error', rule: 'unreadable-file', message, help },
  });
  try {
    if (!(await isInside(file, folder))) {
      return fail('Unexpected link to a file outside the archive', 'Copy the file into the archive.');
    }
    const { size } = await stat(file);
    if (size > MAX_BYTES)
      return fail(`Unexpected size of ${size} bytes, expected up to ${MAX_BYTES}`, 'Link to large logs.');
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file));
    if (text.includes('\0')) return fail('Unexpected NUL byte, expected text', 'Save the file as UTF-8 text.');
    return { file, text };
  } catch (error) {
    if (error instanceof TypeError) return fail('Unexpected bytes, expected UTF-8', 'Save the file as UTF-8 text.');
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EISDIR') return fail('Unexpected folder, expected a file', 'Rename the folder.');
    if (code === 'ENOENT')
      return fail('The file, or what the link points to, does not exist', 'Remove or mend the link.');
    if (code === 'ELOOP') return fail('The link points to itself', 'Remove or mend the link.');
    if (code === 'EACCES') return fail('The file may not be read', 'Change its permissions.');
    throw error;
  }
}
