import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { controlIn } from '../diagnostics/control.ts';
import { type Diagnostic, type Place, START } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/rules.ts';

/** A file's path, joined to the folder that the user named, and its text; or the diagnostic that says why there is none. */
export type Source = { file: string; text: string } | { file: string; diagnostic: Diagnostic };

/**
 * Paths of all `.md` files under a folder, in code-unit order, without hidden and `node_modules` folders. Links to
 * folders, and folders that may not be read, are among the paths, so that `readSource` says so: no link is followed.
 * Throws the file system's error where the folder itself cannot be read.
 */
export async function findDocuments(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = entries.map(async (entry): Promise<string[]> => {
    const { name } = entry;
    const file = path.join(folder, name);
    const own = name.endsWith('.md') ? [file] : [];
    if (name.startsWith('.') || name === 'node_modules') return [];
    if (entry.isSymbolicLink()) return own.length === 0 && (await isFolder(file)) ? [file] : own;
    if (!entry.isDirectory()) return own;
    const inner = await findDocuments(file).catch((error: NodeJS.ErrnoException) => {
      if (DENIED.includes(String(error.code))) return [file];
      // Deleted since its own folder was listed.
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    return [...own, ...inner];
  });
  return [...new Set((await Promise.all(found)).flat())].sort();
}

// A postmortem is prose: what is larger was put there by mistake and would only stall the build.
const MAX_BYTES = 2 * 1024 * 1024;

const DENIED = ['EACCES', 'EPERM'];

/** Whether a file, whatever links lead to it, lies in a folder. Throws the file system's error where it does not exist. */
export async function isInside(file: string, folder: string): Promise<boolean> {
  const [inner, outer] = await Promise.all([realpath(file), realpath(folder)]);
  return inner.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);
}

/** Reads one file of an archive's folder as UTF-8; whatever is in its way becomes a diagnostic of the rule `unreadable-file`. */
export async function readSource(file: string, folder: string): Promise<Source> {
  const fail = (message: string, help: string, place: Place = START): Source => ({
    file,
    diagnostic: diagnose(file, { rule: 'unreadable-file', place, message, help }),
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
    if (stats.size > MAX_BYTES) {
      return fail(`Unexpected size of ${stats.size} bytes, expected up to ${MAX_BYTES}`, 'Move long logs into files.');
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
    const code = String((error as NodeJS.ErrnoException).code);
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
