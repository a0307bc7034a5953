import { type FactsTable, type RankedFact, readFacts } from '../../../search/facts.ts';
import { type ErrorShard, FILES, type SearchManifest, shardOf } from '../../../search/manifest.ts';
import { fragmentPath, readFragment } from '../../../search/pagefind.ts';
import type { ResultDocument } from '../../../search/result-document.ts';
import { retryingOnce, retryingOnceByKey } from '../retrying.ts';

/** The files of the search folder, except those of Pagefind. All methods reject if a file cannot be loaded. */
export interface SearchFiles {
  manifest(): Promise<SearchManifest>;
  /** Whether the site was rebuilt since the manifest was loaded. Rejects if the site does not answer. */
  isOutdated(): Promise<boolean>;
  /** Ids of the documents that quote the error line with this fingerprint. */
  sameError(errorKey: string): Promise<readonly string[]>;
  vocabulary(): Promise<readonly string[]>;
  /** Facts of all documents, newest first. */
  facts(): Promise<readonly RankedFact[]>;
  /** Content of a result, by the document's id in the index. */
  document(id: string): Promise<ResultDocument>;
}

/** Opens the folder (its address ends with `/`). Files are loaded on demand. */
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

/** Fetches a file, by default revalidating it with the server. Rejects unless the status is OK. */
async function request(address: string, cache: RequestCache = 'no-cache'): Promise<Response> {
  const response = await fetch(address, { cache });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response;
}

/** Returns the text of a gzipped file. Some servers set its encoding, so that the browser has decompressed it already. */
async function unpack(response: Response): Promise<string> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return new TextDecoder().decode(bytes);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}
