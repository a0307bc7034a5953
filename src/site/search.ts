import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as pagefind from 'pagefind';
import type { Archive } from '../archive/archive.ts';
import type { Rendered } from '../postmortem/html/render.ts';
import { factsOf } from './facts.ts';
import { searchDocument } from './search-document.ts';

/** What is searched: the archive, and the bodies of its postmortems by id. */
export interface Searchable {
  archive: Archive;
  rendered: ReadonlyMap<string, Rendered>;
}

/** Name of the file that says what the index does not: see `Facts`. */
const FACTS = 'facts.json';

// Pagefind's own interfaces, which no page loads.
const UNUSED = /^pagefind-(?:ui|modular-ui|component-ui|highlight)\./;

/** Writes the index into an empty folder, with the small scripts that search it and the facts. */
export async function writeSearchIndex(source: Searchable, folder: string): Promise<void> {
  const index = await createIndex(source);
  report(await index.writeFiles({ outputPath: folder }));
  await pagefind.close();
  for (const name of await readdir(folder)) if (UNUSED.test(name)) await rm(path.join(folder, name));
  const fragments = path.join(folder, 'fragment');
  const names = await readdir(fragments).catch((error: NodeJS.ErrnoException) => {
    // An index of nothing has no fragments.
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const documents = new Map<string, string>();
  for (const name of names) addDocuments(name, await readFile(path.join(fragments, name)), documents);
  await writeFile(path.join(folder, FACTS), JSON.stringify(factsOf(source.archive, documents)));
}

/** The same files by their path within the folder, in memory. */
export async function searchFiles(source: Searchable): Promise<Map<string, Uint8Array>> {
  const index = await createIndex(source);
  const { files } = report(await index.getFiles());
  await index.deleteIndex();
  const documents = new Map<string, string>();
  for (const { path: name, content } of files) {
    if (name.startsWith('fragment/')) addDocuments(path.posix.basename(name), content, documents);
  }
  const facts = new TextEncoder().encode(JSON.stringify(factsOf(source.archive, documents)));
  return new Map([...files.map(({ path, content }) => [path, content] as const), [FACTS, facts]]);
}

async function createIndex({ archive, rendered }: Searchable): Promise<pagefind.PagefindIndex> {
  const { index } = report(
    await pagefind.createIndex({ forceLanguage: 'en', excludeSelectors: ['.heading-link'], writePlayground: false }),
  );
  if (!index) throw new Error('Pagefind gave no index');
  for (const postmortem of archive.postmortems) {
    const content = searchDocument(archive, postmortem, rendered.get(postmortem.id)?.html ?? '');
    report(await index.addHTMLFile({ url: postmortem.id, content }));
  }
  return index;
}

type Fragment = { url: string };

/**
 * Notes which document of the index is which postmortem: a hit has the former's id alone, and asking for more would
 * load one file for each. Pagefind puts one document into a file, named by its id, or several by their ids.
 */
function addDocuments(name: string, content: Uint8Array, documents: Map<string, string>): void {
  const text = gunzipSync(content).toString('utf8').slice('pagefind_dcd'.length);
  const data = JSON.parse(text) as Fragment | Record<string, Fragment>;
  const fragments = isFragment(data) ? { [path.parse(name).name]: data } : data;
  for (const [document, { url }] of Object.entries(fragments)) documents.set(url.replaceAll('/', ''), document);
}

function isFragment(data: Fragment | Record<string, Fragment>): data is Fragment {
  return typeof data.url === 'string';
}

/** Pagefind answers with its errors; none of them is the author's. */
function report<T extends { errors: string[] }>(response: T): T {
  if (response.errors.length > 0) throw new Error(`Pagefind: ${response.errors.join('; ')}`);
  return response;
}
