import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Archive } from '../archive/archive.ts';
import type { Comparable } from '../archive/similarity/comparable.ts';
import { loadArchive } from '../build/load.ts';
import { namesOf } from '../build/search/search-document.ts';
import { withoutErrors } from '../build/without-errors.ts';
import { jsonText } from '../diagnostics/json-text.ts';
import { visible, visibleLine } from '../diagnostics/visible.ts';
import { localDate } from '../postmortem/time/time.ts';
import type { MemoryDocument } from '../search/memory-source.ts';
import { print, reportText } from './print.ts';
import { type Similar, similarToDocument, similarToText } from './similar/incidents.ts';
import { readWanted, type Wanted } from './similar/input.ts';

export interface SimilarOptions {
  /** The archive's folder. */
  in: string;
  format: 'pretty' | 'json';
  /** How many incidents are named at most. */
  limit: number;
}

/** The incidents of a folder, as texts and documents are compared with them. */
export interface Past {
  archive: Archive;
  documents: MemoryDocument[];
  comparable: Comparable[];
  /** Real path of the folder. */
  folder: string;
}

/**
 * Prints the past incidents that are like a file or a text, best first and with the reasons. Returns the exit status:
 * 0 there are some, 1 there are none or archive.yml is not valid, 2 wrong usage or something that cannot be read. Throws
 * `MissingFolderError` where there is no such archive.
 */
export async function similar(input: readonly string[], options: SimilarOptions): Promise<number> {
  const wanted = await readWanted(input);
  if (typeof wanted === 'string') return print.problem(wanted);
  const read = await readPast(options.in);
  if ('report' in read) {
    print.error(read.report);
    return 1;
  }
  const { past, leftOut } = read;
  if (leftOut > 0)
    print.error(
      `nevertwice: ${leftOut === 1 ? '1 file with errors is' : `${leftOut} files with errors are`} left out\n`,
    );
  const found = await findSimilar(wanted, past, options.limit);
  if (options.format === 'json') print.result(jsonText(asJson(found.similar)));
  else print.result(found.similar.map((each) => similarText(each, past.archive, options.in)).join('\n'));
  if (found.similar.length === 0) print.error('nevertwice: no past incident is like this\n');
  if (found.suggestion !== undefined) print.error(`nevertwice: did you mean: ${visible(found.suggestion)}\n`);
  return found.similar.length > 0 ? 0 : 1;
}

// Whoever has the files may see them all.
const LOADING = { drafts: true, audience: 'internal', base: '/', render: false, texts: true } as const;

/**
 * Reads the incidents of a folder, drafts and internal ones too, without the files with errors, which are counted; the
 * report, as a text, where archive.yml is not valid.
 */
export async function readPast(folder: string): Promise<{ past: Past; leftOut: number } | { report: string }> {
  const loaded = await loadArchive(folder, LOADING);
  const sound = withoutErrors(loaded, folder);
  if (!sound) return { report: reportText(loaded) };
  const { archive, leftOut } = sound;
  const documents = archive.postmortems.map((postmortem): MemoryDocument => {
    const { id, title, summary } = postmortem;
    const sections = loaded.texts.get(id) ?? [];
    return { id, title, ...(summary && { summary }), names: namesOf(archive, postmortem), sections };
  });
  const comparable = archive.postmortems.flatMap(({ id }) => loaded.comparable.get(id) ?? []);
  return { past: { archive, documents, comparable, folder: await realpath(folder) }, leftOut };
}

/** The past incidents that are like something, best first, at most `limit`; `suggestion` as of `similarToText`. */
export async function findSimilar(
  wanted: Wanted,
  { archive, documents, comparable, folder }: Past,
  limit: number,
): Promise<{ similar: Similar[]; suggestion?: string }> {
  if ('text' in wanted) return similarToText(wanted.text, documents, limit);
  // An incident of the archive is not compared with itself.
  const others = comparable.filter(({ id }) => path.join(folder, archive.byId.get(id)?.path ?? '') !== wanted.file);
  return { similar: similarToDocument(wanted.document, others, limit) };
}

function asJson(similar: readonly Similar[]) {
  const rounded = similar.map(({ id, score, shared, ...rest }) => ({
    ...{ id, score: Math.round(score * 1000) / 1000, shared },
    ...rest,
  }));
  return { version: 1, similar: rounded };
}

/** An incident with its reasons, as lines for people. */
export function similarText({ id, score, sameError, shared }: Similar, archive: Archive, folder: string): string {
  const postmortem = archive.byId.get(id);
  if (!postmortem) return '';
  const percent = `${Math.round(score * 100)}%`;
  const lines = [
    `${percent.padStart(4)}  ${postmortem.title} (${localDate(postmortem.started)})`,
    `      ${path.join(folder, postmortem.path)}`,
    ...(sameError ? [`      same error: ${sameError}`] : []),
    ...(shared.length > 0 ? [`      shared: ${shared.join(', ')}`] : []),
  ];
  return lines.map((line) => `${visibleLine(line)}\n`).join('');
}
