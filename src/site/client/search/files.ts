import { type FactsTable, type RankedFact, readFacts } from '../../../search/facts.ts';
import { type ErrorShard, FILES, type SearchManifest, shardOf } from '../../../search/manifest.ts';
import { fragmentPath, readFragment } from '../../../search/pagefind.ts';
import type { ResultDocument } from '../../../search/result-document.ts';
import { retryingOnce, retryingOnceByKey } from '../retrying.ts';

/** The files of the search's folder, Pagefind's own apart. Everything rejects where a file cannot be had. */
export interface SearchFiles {
  manifest(): Promise<SearchManifest>;
  /** Whether the site has been built anew since the manifest was loaded. Rejects where the site does not answer. */
  isOutdated(): Promise<boolean>;
  /** Ids of the documents that quote a masked error line, by its key. */
  sameError(errorKey: string): Promise<readonly string[]>;
  vocabulary(): Promise<readonly string[]>;
  /** The facts of all documents, the newest first. */
  facts(): Promise<readonly RankedFact[]>;
  /** What a result shows, by the document's id in the index. */
  document(id: string): Promise<ResultDocument>;
}

/** Opens the folder (its address ends with `/`). Nothing is loaded before it is asked for. */
export function searchFiles(folder: string): SearchFiles {
  const load = async (name: string) => request(folder + name);
  const loadManifest = async (): Promise<SearchManifest> => (await load(FILES.manifest)).json();
  const manifest = retryingOnce(loadManifest);
  const shard = retryingOnceByKey(
    async (number: number): Promise<ErrorShard> => (await load(FILES.errors(number))).json(),
  );
  return {
    manifest,
    isOutdated: async () => (await loadManifest()).content !== (await manifest()).content,
    async sameError(errorKey) {
      const { errorShards } = await manifest();
      return errorShards === 0 ? [] : ((await shard(shardOf(errorKey, errorShards)))[errorKey] ?? []);
    },
    vocabulary: retryingOnce(async () => (await (await load(FILES.vocabulary)).text()).split('\n')),
    facts: retryingOnce(async () => readFacts((await (await load(FILES.facts)).json()) as FactsTable)),
    document: retryingOnceByKey(async (id: string) => {
      // Its name changes with its content.
      const text = await unpack(await request(folder + fragmentPath(id), 'default'));
      return readFragment(text);
    }),
  };
}

/** Fetches a file; without a word on caching, one whose content may have changed since. Rejects unless it is there. */
async function request(address: string, cache: RequestCache = 'no-cache'): Promise<Response> {
  const response = await fetch(address, { cache });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response;
}

/** The text of a packed file. Some servers say of it that it is packed, and the browser has unpacked it by then. */
async function unpack(response: Response): Promise<string> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return new TextDecoder().decode(bytes);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}
