import path from 'node:path';
import { type Archive, makeArchive } from '../archive/archive.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Loaded } from './load.ts';

/**
 * The archive of a folder without the documents of which `check` reports an error, with the number of files with errors;
 * `undefined` where archive.yml is not valid. What is overdue is no fault of its document, however grave archive.yml
 * makes it: it stays.
 */
export function withoutErrors(loaded: Loaded, folder: string): { archive: Archive; leftOut: number } | undefined {
  if (!loaded.archive) return undefined;
  const { postmortems, settings } = loaded.archive;
  const files = new Set(loaded.report.diagnostics.filter(isFault).map(({ file }) => file));
  const sound = postmortems.filter((postmortem) => !files.has(path.join(folder, postmortem.path)));
  return { archive: makeArchive(sound, settings), leftOut: files.size };
}

function isFault({ severity, rule }: Diagnostic): boolean {
  return severity === 'error' && rule !== 'overdue-action';
}
