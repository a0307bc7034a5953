import { constants, gunzipSync } from 'node:zlib';
import * as pagefind from 'pagefind';
import { Failure } from '../../disk/failure.ts';
import { folderWriter } from '../../disk/write.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { fragmentId, fragmentUrl, isMeta, isUsedByPages } from '../../search/pagefind.ts';
import type { RenderedBody } from '../body-messages.ts';
import { buildSearchData } from './search-data.ts';
import { type SearchIndexInput, searchDocument, type WithSettings } from './search-document.ts';

// Number of documents that wait for Pagefind's process.
const MOST_WAITING = 256;

const EMPTY_BODY: RenderedBody = {
  ...{ html: '', headings: [], landmarks: [], slow: [], hasSummary: false },
  words: { terms: '', aliases: '', errors: [] },
};

/** A search index that is being made: by Pagefind, in a process of its own. */
export interface SearchIndexBuilder {
  /** Adds a document as soon as its body is rendered. Waits while Pagefind has many documents to work on. */
  add(archive: WithSettings, postmortem: Postmortem, rendered: RenderedBody): Promise<void>;
  /**
   * Adds the documents that are missing, and writes the index, its script and its additional files into a folder. Does not
   * use Pagefind's own writing, which has no error message for a full disk.
   */
  write(source: SearchIndexInput, folder: string): Promise<void>;
  /** Ends Pagefind's process. */
  close(): Promise<void>;
}

/** Creates the builder of a search index. Pagefind starts with the first document. */
export function searchIndexBuilder(): SearchIndexBuilder {
  const documents = documentQueue();
  return {
    add: (archive, postmortem, rendered) => withPagefind(() => documents.add(archive, postmortem, rendered)),
    async write(source, folder) {
      const files = await withPagefind(async () => {
        const files = await documents.finish(source);
        await pagefind.close();
        return files;
      });
      const writer = folderWriter(folder);
      for (const [name, content] of files) if (isUsedByPages(name)) writer.write(name, content);
    },
    async close() {
      await pagefind.close();
    },
  };
}

/** Builds the search index of an archive and writes it into a folder. */
export function writeSearchIndex(source: SearchIndexInput, folder: string): Promise<void> {
  return searchIndexBuilder().write(source, folder);
}

/** Sends documents to Pagefind. */
function documentQueue() {
  let index: Promise<pagefind.PagefindIndex> | undefined;
  const added = new Set<string>();
  const waiting = new Set<Promise<void>>();
  let failure: Error | undefined;
  const send = async (content: string, id: string) => {
    index ??= createIndex();
    report(await (await index).addHTMLFile({ url: id, content }));
  };
  const add = async (archive: WithSettings, postmortem: Postmortem, rendered: RenderedBody) => {
    const { id } = postmortem;
    added.add(id);
    // A failure is thrown by what comes next, as nobody may wait for this document.
    const sent = send(searchDocument(archive, postmortem, rendered), id)
      .catch((error: Error) => {
        failure ??= error;
      })
      .finally(() => waiting.delete(sent));
    waiting.add(sent);
    if (waiting.size >= MOST_WAITING) await Promise.race(waiting);
    if (failure) throw failure;
  };
  return {
    add,
    /** Returns the files of the index by their path within its folder. */
    async finish(source: SearchIndexInput): Promise<Map<string, Uint8Array>> {
      const { archive, rendered } = source;
      for (const postmortem of archive.postmortems) {
        if (!added.has(postmortem.id)) await add(archive, postmortem, rendered.get(postmortem.id) ?? EMPTY_BODY);
      }
      await Promise.all(waiting);
      if (failure) throw failure;
      index ??= createIndex();
      const { files } = report(await (await index).getFiles());
      await (await index).deleteIndex();
      const meta = files.find(({ path }) => isMeta(path))?.path ?? '';
      const data = buildSearchData(source, documentIds(files), meta).map(
        ([name, text]) => [name, new TextEncoder().encode(text)] as const,
      );
      return new Map([...files.map(({ path, content }) => [path, content] as const), ...data]);
    },
  };
}

/** Returns the ids of documents in the index by the ids of their postmortems. Search results only contain the former. */
function documentIds(files: readonly pagefind.IndexFile[]): Map<string, string> {
  const ids = new Map<string, string>();
  for (const { path: name, content } of files) {
    const id = fragmentId(name);
    // Asking Pagefind in the browser would load a file for each document.
    if (id !== undefined) ids.set(urlIn(content).replaceAll('/', ''), id);
  }
  return ids;
}

// Most of a document's file is its text, which is not needed.
const OPENING = 1024;

function urlIn(content: Uint8Array): string {
  const start = gunzipSync(content.subarray(0, OPENING), { finishFlush: constants.Z_SYNC_FLUSH });
  const url = fragmentUrl(start.toString('utf8')) ?? fragmentUrl(gunzipSync(content).toString('utf8'));
  if (url === undefined) throw new Error('A document of Pagefind has no address');
  return url;
}

/**
 * Returns a function that reads a file of the index by its path. The index is built in memory when its first file is
 * read, and again once `source` returns another archive.
 */
export function searchFileReader(source: () => SearchIndexInput): (name: string) => Promise<Uint8Array | undefined> {
  let index: { of: SearchIndexInput; files: Promise<Map<string, Uint8Array>> } | undefined;
  return async (name) => {
    const of = source();
    if (index?.of !== of) index = { of, files: documentQueue().finish(of) };
    return (await index.files).get(name);
  };
}

/**
 * Runs work that needs Pagefind's process. Throws `Failure` if the system ends that process, for example because it ran
 * out of memory.
 */
async function withPagefind<Made>(work: () => Promise<Made>): Promise<Made> {
  try {
    return await work();
  } catch (error) {
    const isGone = error instanceof Error && /backend (?:is )?closed/.test(error.message);
    throw isGone ? new Failure('Pagefind, which builds the search index, was killed; run the command again') : error;
  }
}

let isQuiet = false;

/** Keeps Pagefind from printing a stack trace when its process ends, which may be at any time; `withPagefind` reports it. */
function quietPagefind(): void {
  if (isQuiet) return;
  isQuiet = true;
  const show = console.error;
  console.error = (...parts: unknown[]) => {
    if (parts[0] !== 'Service stopped') show(...parts);
  };
}

async function createIndex(): Promise<pagefind.PagefindIndex> {
  quietPagefind();
  const { index } = report(
    await pagefind.createIndex({ forceLanguage: 'en', excludeSelectors: ['.heading-link'], writePlayground: false }),
  );
  if (!index) throw new Error('Pagefind returned no index');
  return index;
}

/** Throws the errors that Pagefind returns; none of them is the author's fault. */
function report<T extends { errors: string[] }>(response: T): T {
  if (response.errors.length > 0) throw new Error(`Pagefind: ${response.errors.join('; ')}`);
  return response;
}
