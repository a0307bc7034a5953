import path from 'node:path';
import { type Archive, makeArchive } from '../archive/archive.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Loaded } from './loaded.ts';

/**
 * Returns the archive without the documents for which `check` reports an error, and the number of files with errors;
 * `undefined` if archive.yml is invalid. Documents with overdue actions stay, even if archive.yml makes
 * `overdue-action` an error.
 */
export function withoutErrors(loaded: Loaded, folder: string): { archive: Archive; leftOut: number } | undefined {
  if (!loaded.archive) return undefined;
  const { postmortems, settings } = loaded.archive;
  const files = new Set(loaded.report.diagnostics.filter(isFault).map(({ file }) => file));
  const valid = postmortems.filter((postmortem) => !files.has(path.join(folder, postmortem.path)));
  const leftOut = [...files].filter((file) => file.endsWith('.md')).length;
  return { archive: makeArchive(valid, settings), leftOut };
}

function isFault({ severity, rule }: Diagnostic): boolean {
  return severity === 'error' && rule !== 'overdue-action';
}
