import { type Cache, NO_CACHE } from '../../disk/cache.ts';
import { folderWriter } from '../../disk/write.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import type { KnownStems } from '../../search/vocabulary.ts';
import type { RenderedBody } from '../body-messages.ts';
import { aboutFiles, type IndexFiles } from './index-meta.ts';
import { type IndexUpdate, type KeptIndex, updateIndex } from './kept-index.ts';
import { closePagefind, withPagefind } from './pagefind-process.ts';
import { buildSearchData } from './search-data.ts';
import type { SearchIndexInput, WithSettings } from './search-document.ts';

/** A search index that is being made: by Pagefind, in a process of its own, of the documents that are not in the cache. */
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

/** Creates the builder of a search index. Pagefind starts with the first document that has changed since the last index. */
export function searchIndexBuilder(cache: Cache = NO_CACHE): SearchIndexBuilder {
  let update: Promise<{ last: KeptIndex | undefined; index: IndexUpdate }> | undefined;
  const open = async (archive: WithSettings) => {
    const last = await keptIn(cache, archive);
    return { last, index: updateIndex(last) };
  };
  const opened = (archive: WithSettings) => {
    update ??= open(archive);
    return update;
  };
  return {
    add: (archive, postmortem, rendered) =>
      withPagefind(async () => (await opened(archive)).index.add(archive, postmortem, rendered)),
    async write(source, folder) {
      const { last, index } = await opened(source.archive);
      const made = await withPagefind(async () => {
        const made = await index.finish(source);
        await closePagefind();
        return made;
      });
      if (made !== last) await cache.put('index', keyOf(source.archive), made);
      const writer = folderWriter(folder);
      for (const [name, content] of await filesOf(made, source, cache)) writer.write(name, content);
    },
    close: closePagefind,
  };
}

/** Builds the search index of an archive and writes it into a folder. */
export function writeSearchIndex(source: SearchIndexInput, folder: string): Promise<void> {
  return searchIndexBuilder().write(source, folder);
}

/**
 * Returns a function that reads a file of the index by its path. The index is made in memory from the one in the cache when its
 * first file is read, and from the last one once `source` returns another archive.
 */
export function searchFileReader(
  source: () => SearchIndexInput,
  cache: Cache = NO_CACHE,
): (name: string) => Promise<Uint8Array | undefined> {
  let index: { of: SearchIndexInput; files: Promise<IndexFiles> } | undefined;
  let last: Promise<KeptIndex | undefined> | undefined;
  const make = async (of: SearchIndexInput) => {
    const before = last ?? keptIn(cache, of.archive);
    const made = before.then((kept) => updateIndex(kept).finish(of));
    // After a failure, the one before is still good.
    last = made.catch(() => before);
    return filesOf(await made, of, cache);
  };
  return async (name) => {
    const of = source();
    if (index?.of !== of) index = { of, files: make(of) };
    return (await index.files).get(name);
  };
}

// Other audiences see other documents.
const keyOf = ({ settings }: WithSettings) => [settings.audience];

/** Returns the index that was stored last. */
function keptIn(cache: Cache, archive: WithSettings): Promise<KeptIndex | undefined> {
  return cache.last<KeptIndex>('index', keyOf(archive));
}

/** Returns all files of an index by their path within its folder. Stores in the cache what makes the next ones in less time. */
async function filesOf({ files, documents }: KeptIndex, source: SearchIndexInput, cache: Cache): Promise<IndexFiles> {
  const ids = new Map([...documents].map(([id, { fragment }]) => [id, fragment]));
  const known = (await cache.last<KnownStems>('stems', [])) ?? new Map();
  const data = buildSearchData(source, ids, aboutFiles(files), known);
  if ([...data.stems.keys()].some((term) => !known.has(term))) await cache.put('stems', [], data.stems);
  const encoder = new TextEncoder();
  return new Map([...files, ...data.files.map(([name, text]) => [name, encoder.encode(text)] as const)]);
}
