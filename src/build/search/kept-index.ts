import { constants, gunzipSync } from 'node:zlib';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { fragmentId, fragmentUrl } from '../../search/pagefind.ts';
import type { RenderedBody } from '../body-messages.ts';
import { hashOf } from '../frontmatters.ts';
import { UnknownFormat } from './cbor.ts';
import type { IndexFiles } from './index-meta.ts';
import { pagefindQueue } from './pagefind-process.ts';
import { type SearchIndexInput, searchDocument, type WithSettings } from './search-document.ts';
import { type IndexedDocument, spliceIndex } from './splice-index.ts';

/** An index, and what the next one needs to know to be made from it. */
export interface KeptIndex {
  /** Pagefind's files that pages use. */
  files: IndexFiles;
  /** The documents by the ids of their postmortems, in the order in which they were indexed. */
  documents: ReadonlyMap<string, { key: string; fragment: string }>;
}

/** An index that is being made. */
export interface IndexUpdate {
  /** Adds a document, unless it was added before. */
  add(archive: WithSettings, postmortem: Postmortem, rendered: RenderedBody): Promise<void>;
  /** Adds the documents that are missing, and returns the index: `last` itself if nothing has changed. */
  finish(source: SearchIndexInput): Promise<KeptIndex>;
}

// Pagefind's memory grows with the documents of an index, to 3 GB for 10,000.
const MOST_AT_ONCE = 1250;

const EMPTY_BODY: RenderedBody = {
  ...{ html: '', headings: [], landmarks: [], slow: [], hasSummary: false },
  words: { terms: '', aliases: '', errors: [] },
};

/**
 * Makes an index of documents in the order in which they are added. Pagefind indexes only those that are not in `last` or have
 * changed since; the others are taken over from there. It makes an index of each `mostAtOnce` documents, so that its memory does not
 * grow with the archive; they are merged into one, whose words are in smaller files.
 *
 * The result is the same as without `last`, and for any `mostAtOnce`. A second, small index beside the last one would be less work
 * here, but more requests in the browser, other weights, as Pagefind's depend on the whole index, and a leak: the files of the last one are published, and
 * would still contain the text of documents that were deleted, hidden or edited since.
 */
export function updateIndex(last?: KeptIndex, mostAtOnce = MOST_AT_ONCE): IndexUpdate {
  const queue = pagefindQueue(mostAtOnce);
  /** Keys of all documents by id, in order. */
  const keys = new Map<string, string>();
  const isKept = (id: string) => last?.documents.get(id)?.key === keys.get(id);
  const add: IndexUpdate['add'] = async (archive, postmortem, rendered) => {
    const { id } = postmortem;
    if (keys.has(id)) return;
    const content = searchDocument(archive, postmortem, rendered);
    keys.set(id, hashOf([content]));
    if (!isKept(id)) await queue.send(id, content);
  };
  return {
    add,
    async finish(source) {
      const { archive, rendered } = source;
      for (const postmortem of archive.postmortems) {
        await add(archive, postmortem, rendered.get(postmortem.id) ?? EMPTY_BODY);
      }
      const ids = [...keys.keys()];
      const kept = last && ids.some(isKept) ? last : undefined;
      if (kept && queue.sent === 0 && ids.join() === [...kept.documents.keys()].join()) return kept;
      const made = kept && queue.sent === 0 ? [] : await queue.finish();
      const fresh = made.map((files) => indexOf(keys, files));
      const [empty] = fresh;
      if (ids.length === 0 && empty) return empty;
      try {
        return await merge(keys, (id) => (isKept(id) ? kept : fresh.find(({ documents }) => documents.has(id))));
      } catch (error) {
        // Made by another version of Pagefind than the one that is installed now.
        if (kept && error instanceof UnknownFormat) return updateIndex(undefined, mostAtOnce).finish(source);
        throw error;
      }
    },
  };
}

/** Returns the index that Pagefind has made of documents, given by their keys by id. */
function indexOf(keys: ReadonlyMap<string, string>, files: IndexFiles): KeptIndex {
  const fragments = new Map<string, string>();
  for (const [name, content] of files) {
    const id = fragmentId(name);
    // Search results only contain this id. Asking Pagefind in the browser would load a file for each document.
    if (id !== undefined) fragments.set(urlIn(content), id);
  }
  const documents = [...keys].flatMap(([id, key]) => {
    const fragment = fragments.get(id);
    return fragment === undefined ? [] : [[id, { key, fragment }] as const];
  });
  return { files, documents: new Map(documents) };
}

/** Merges the indexes of documents, given by their keys by id. `indexWith` returns the one with a document. */
async function merge(
  keys: ReadonlyMap<string, string>,
  indexWith: (id: string) => KeptIndex | undefined,
): Promise<KeptIndex> {
  const documents = [...keys.keys()].map((id): IndexedDocument => {
    const index = indexWith(id);
    const { fragment } = index?.documents.get(id) ?? {};
    if (!index || fragment === undefined) throw new Error(`Pagefind has not indexed ${id}`);
    return { index: index.files, fragment };
  });
  const { files, fragments } = await spliceIndex(documents);
  const entries = [...keys].map(([id, key], at) => [id, { key, fragment: fragments[at] ?? '' }] as const);
  return { files, documents: new Map(entries) };
}

// Most of a document's file is its text, which is not needed.
const OPENING = 1024;

function urlIn(content: Uint8Array): string {
  const start = gunzipSync(content.subarray(0, OPENING), { finishFlush: constants.Z_SYNC_FLUSH });
  const url = fragmentUrl(start.toString('utf8')) ?? fragmentUrl(gunzipSync(content).toString('utf8'));
  if (url === undefined) throw new Error('A document of Pagefind has no address');
  return url;
}
