import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import pMap from 'p-map';
import * as pagefind from 'pagefind';
import { Failure } from '../../disk/failure.ts';
import { write } from '../../disk/write.ts';
import type { Rendered } from '../../postmortem/html/render.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { fragmentId, fragmentUrl, isUsedByPages } from '../../search/pagefind.ts';
import { buildSearchData } from './search-data.ts';
import { type SearchIndexInput, searchDocument } from './search-document.ts';

// Number of documents that wait for Pagefind's process.
const WAITING_DOCUMENTS = 64;

const EMPTY_BODY: Rendered = { html: '', headings: [], sections: [], landmarks: [], slow: [] };

/**
 * Writes the search index, its script and its additional files into a folder. Does not use Pagefind's own writing,
 * which has no error message for a full disk.
 */
export async function writeSearchIndex(source: SearchIndexInput, folder: string): Promise<void> {
  const files = await withPagefind(async () => {
    const files = await searchFiles(source);
    await pagefind.close();
    return files;
  });
  for (const [name, content] of files) {
    if (!isUsedByPages(name)) continue;
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await write(path.join(folder, name), content);
  }
}

/** Returns the files of the index by their path within its folder. */
async function searchFiles(source: SearchIndexInput): Promise<Map<string, Uint8Array>> {
  const index = await createIndex(source);
  const { files } = report(await index.getFiles());
  await index.deleteIndex();
  const documents = new Map<string, string>();
  for (const { path: name, content } of files) {
    const id = fragmentId(name);
    if (id === undefined) continue;
    // Hits only contain the id in the index, so map it to the postmortem: asking Pagefind would load a file for each.
    documents.set(fragmentUrl(gunzipSync(content).toString('utf8')).replaceAll('/', ''), id);
  }
  const added = buildSearchData(source, documents).map(
    ([name, text]) => [name, new TextEncoder().encode(text)] as const,
  );
  return new Map([...files.map(({ path, content }) => [path, content] as const), ...added]);
}

/**
 * Returns a function that reads a file of the index by its path. The index is built in memory when its first file is
 * read, and again once `source` returns another archive.
 */
export function searchFileReader(source: () => SearchIndexInput): (name: string) => Promise<Uint8Array | undefined> {
  let index: { of: SearchIndexInput; files: Promise<Map<string, Uint8Array>> } | undefined;
  return async (name) => {
    const of = source();
    if (index?.of !== of) index = { of, files: searchFiles(of) };
    return (await index.files).get(name);
  };
}

/**
 * Runs work that needs Pagefind's process. Throws `Failure` if the system ends that process, for example because it ran
 * out of memory.
 */
async function withPagefind<Made>(work: () => Promise<Made>): Promise<Made> {
  const { error: show } = console;
  // Pagefind prints a stack trace before it throws.
  console.error = () => undefined;
  try {
    return await work();
  } catch (error) {
    const isGone = error instanceof Error && /backend (?:is )?closed/.test(error.message);
    throw isGone ? new Failure('Pagefind, which builds the search index, was killed; run the command again') : error;
  } finally {
    console.error = show;
  }
}

async function createIndex({ archive, rendered }: SearchIndexInput): Promise<pagefind.PagefindIndex> {
  const { index } = report(
    await pagefind.createIndex({ forceLanguage: 'en', excludeSelectors: ['.heading-link'], writePlayground: false }),
  );
  if (!index) throw new Error('Pagefind returned no index');
  const add = async (postmortem: Postmortem) => {
    const { id } = postmortem;
    const content = searchDocument(archive, postmortem, rendered.get(id) ?? EMPTY_BODY);
    report(await index.addHTMLFile({ url: id, content }));
  };
  // Pagefind's process has work while this one renders pages.
  await pMap(archive.postmortems, add, { concurrency: WAITING_DOCUMENTS });
  return index;
}

/** Throws the errors that Pagefind returns; none of them is the author's fault. */
function report<T extends { errors: string[] }>(response: T): T {
  if (response.errors.length > 0) throw new Error(`Pagefind: ${response.errors.join('; ')}`);
  return response;
}
