import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as pagefind from 'pagefind';
import { Failure } from '../../disk/failure.ts';
import { write } from '../../disk/write.ts';
import type { Rendered } from '../../postmortem/html/render.ts';
import { buildSearchData } from './search-data.ts';
import { type SearchIndexInput, searchDocument } from './search-document.ts';

const NOTHING: Rendered = { html: '', headings: [], sections: [], landmarks: [], slow: [] };

// Pagefind's own interfaces and its worker, which no page loads.
const UNUSED = /^pagefind-(?:ui|modular-ui|component-ui|highlight|worker)\.|^wasm\.unknown\./;

/**
 * Writes the index into a folder, with the small script that searches it and the files beside it. Pagefind could write them
 * itself, but has no words for a full disk.
 */
export async function writeSearchIndex(source: SearchIndexInput, folder: string): Promise<void> {
  const files = await withPagefind(async () => {
    const made = await searchFiles(source);
    await pagefind.close();
    return made;
  });
  for (const [name, content] of files) {
    if (UNUSED.test(name)) continue;
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await write(path.join(folder, name), content);
  }
}

/** The files of the index by their path within its folder. */
export async function searchFiles(source: SearchIndexInput): Promise<Map<string, Uint8Array>> {
  const index = await createIndex(source);
  const { files } = report(await index.getFiles());
  await index.deleteIndex();
  const documents = new Map<string, string>();
  for (const { path: name, content } of files) {
    if (name.startsWith('fragment/')) addDocument(path.posix.basename(name), content, documents);
  }
  const beside = buildSearchData(source, documents).map(
    ([name, text]) => [name, new TextEncoder().encode(text)] as const,
  );
  return new Map([...files.map(({ path, content }) => [path, content] as const), ...beside]);
}

/** Runs what asks Pagefind's process. Throws `Failure` where the system ends that, such as for lack of memory. */
async function withPagefind<Made>(work: () => Promise<Made>): Promise<Made> {
  const { error: show } = console;
  // Pagefind prints a stack of its own before it throws.
  console.error = () => undefined;
  try {
    return await work();
  } catch (error) {
    const isGone = error instanceof Error && /backend (?:is )?closed/.test(error.message);
    throw isGone ? new Failure('Pagefind, which makes the search index, was ended; run the command again') : error;
  } finally {
    console.error = show;
  }
}

async function createIndex({ archive, rendered }: SearchIndexInput): Promise<pagefind.PagefindIndex> {
  const { index } = report(
    await pagefind.createIndex({ forceLanguage: 'en', excludeSelectors: ['.heading-link'], writePlayground: false }),
  );
  if (!index) throw new Error('Pagefind gave no index');
  for (const postmortem of archive.postmortems) {
    const { id } = postmortem;
    const content = searchDocument(archive, postmortem, rendered.get(id) ?? NOTHING);
    report(await index.addHTMLFile({ url: id, content }));
  }
  return index;
}

/**
 * Notes which document of the index is which postmortem: a hit has the former's id alone, which names its file, and
 * asking for more would load one file for each.
 */
function addDocument(name: string, content: Uint8Array, documents: Map<string, string>): void {
  const text = gunzipSync(content).toString('utf8').slice('pagefind_dcd'.length);
  const { url } = JSON.parse(text) as { url: string };
  documents.set(url.replaceAll('/', ''), path.parse(name).name);
}

/** Pagefind answers with its errors; none of them is the author's. */
function report<T extends { errors: string[] }>(response: T): T {
  if (response.errors.length > 0) throw new Error(`Pagefind: ${response.errors.join('; ')}`);
  return response;
}
