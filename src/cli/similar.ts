import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Archive } from '../archive/archive.ts';
import type { Comparable } from '../archive/similarity/comparable.ts';
import { loadArchive } from '../build/load.ts';
import { namesOf } from '../build/search/search-document.ts';
import { withoutErrors } from '../build/without-errors.ts';
import { countOf } from '../diagnostics/count.ts';
import { jsonText } from '../diagnostics/json-text.ts';
import { visible, visibleLine } from '../diagnostics/visible.ts';
import { localDate } from '../postmortem/time/timestamp.ts';
import type { MemoryDocument } from '../search/memory-source.ts';
import { type CacheOption, withCache } from './cache.ts';
import { print, reportText } from './print.ts';
import { type FoundSimilar, type Similar, similarToDocument, similarToText } from './similar/incidents.ts';
import { readInput, type SimilarInput } from './similar/input.ts';

export interface SimilarOptions {
  /** Folder of the archive. */
  in: string;
  format: 'pretty' | 'json';
  /** Maximum number of incidents. */
  limit: number;
  cache?: CacheOption;
}

/** The incidents of an archive, prepared for comparison with a text or a document. */
export interface PastIncidents {
  archive: Archive;
  documents: MemoryDocument[];
  comparable: Comparable[];
  /** Real path of the folder. */
  folder: string;
}

/**
 * Prints the past incidents that are similar to a file or a text, best first, with reasons. Returns the exit status: 0
 * some found, 1 none found or invalid archive.yml, 2 wrong usage or unreadable input. Throws `MissingFolderError` if
 * the archive cannot be read.
 */
export async function similar(input: readonly string[], options: SimilarOptions): Promise<number> {
  const query = await readInput(input);
  if (typeof query === 'string') return print.problem(query);
  const read = await readPastIncidents(options.in, options.cache);
  if ('report' in read) {
    print.error(read.report);
    return 1;
  }
  const { past, leftOut } = read;
  if (leftOut > 0) print.note(`${countOf(leftOut, 'file')} with errors left out`);
  const found = await findSimilar(query, past, options.limit);
  if (options.format === 'json') print.result(jsonText(asJson(found.similar, past.archive)));
  else print.result(found.similar.map((each) => similarText(each, past.archive, options.in)).join('\n'));
  if (found.similar.length === 0) print.error(`nevertwice: ${nothingText(found)}\n`);
  if (found.suggestion !== undefined) print.error(`nevertwice: did you mean: ${visible(found.suggestion)}\n`);
  return found.similar.length > 0 ? 0 : 1;
}

// Anyone with access to the files may see all documents.
const LOADING = { drafts: true, audience: 'internal', base: '/', render: false, texts: true } as const;

/**
 * Reads the incidents of an archive, including drafts and internal ones. Skips files with errors and counts them.
 * Returns the report as text if archive.yml is invalid.
 */
export async function readPastIncidents(
  folder: string,
  cache?: CacheOption,
): Promise<{ past: PastIncidents; leftOut: number } | { report: string }> {
  const loaded = await withCache(folder, cache, (cache) => loadArchive(folder, { ...LOADING, cache }));
  const valid = withoutErrors(loaded, folder);
  if (!valid) return { report: reportText(loaded) };
  const { archive, leftOut } = valid;
  const documents = archive.postmortems.map((postmortem): MemoryDocument => {
    const { id, title, summary } = postmortem;
    const sections = loaded.texts.get(id) ?? [];
    return { id, title, ...(summary && { summary }), names: namesOf(archive, postmortem), sections };
  });
  const comparable = archive.postmortems.flatMap(({ id }) => loaded.comparable.get(id) ?? []);
  return { past: { archive, documents, comparable, folder: await realpath(folder) }, leftOut };
}

/** Returns the past incidents similar to a query, best first, at most `limit`; see `similarToText` for what a text has. */
export async function findSimilar(
  query: SimilarInput,
  { archive, documents, comparable, folder }: PastIncidents,
  limit: number,
): Promise<FoundSimilar> {
  if ('text' in query) return similarToText(query.text, documents, limit);
  // Excludes the document itself if it is in the archive.
  const others = comparable.filter(({ id }) => path.join(folder, archive.byId.get(id)?.path ?? '') !== query.file);
  return { similar: similarToDocument(query.document, others, limit) };
}

function nothingText({ distant = 0 }: FoundSimilar): string {
  if (distant === 0) return 'no similar incidents';
  return `nothing close; ${countOf(distant, 'incident')} ${distant === 1 ? 'shares' : 'share'} a few words with it`;
}

function asJson(similar: readonly Similar[], archive: Archive) {
  const rounded = similar.map(({ id, score, shared, ...rest }) => {
    const resolution = archive.byId.get(id)?.resolution;
    return { id, score: Math.round(score * 1000) / 1000, shared, ...rest, ...(resolution && { resolution }) };
  });
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
    ...(postmortem.resolution ? [`      what fixed it: ${postmortem.resolution}`] : []),
    ...(sameError ? [`      same error: ${sameError}`] : []),
    ...(shared.length > 0 ? [`      shared: ${shared.join(', ')}`] : []),
  ];
  return lines.map((line) => `${visibleLine(line)}\n`).join('');
}
