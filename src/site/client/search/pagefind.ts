import { PAGEFIND_FILES } from '../../../search/pagefind.ts';

/** One hit of a search of the index. */
export interface PagefindHit {
  /** Id of the document in the index. */
  id: string;
  score: number;
  /** Positions in the text, in words; for a quoted query only the first. Empty for hits in metadata. */
  words: number[];
  /** Names of the matching metadata; absent for quoted queries. */
  matchedMetaFields?: string[];
}

/** The part of Pagefind's browser API that is used. */
export interface Pagefind {
  search(query: string): Promise<{ results: PagefindHit[] }>;
}

interface PagefindOptions {
  basePath: string;
  noWorker: boolean;
  /** Distinguishes the address of the first file from those of other indexes; see `entryAddress`. By default the time. */
  metaCacheTag: string;
}

interface PagefindModule {
  createInstance(options: PagefindOptions): Pagefind & { init(): Promise<void> };
}

/**
 * Loads Pagefind and its index from a folder of the site. `tag` is the index's cache tag. Rejects if they cannot be loaded;
 * `attempt` counts from 1.
 */
export async function loadPagefind(folder: string, attempt: number, tag: Promise<string>): Promise<Pagefind> {
  // Browsers may cache the failure to load a module, but not for another address.
  const retry = attempt > 1 ? `?attempt=${attempt}` : '';
  const loading = import(/* @vite-ignore */ `${folder}${PAGEFIND_FILES.script}${retry}`) as Promise<PagefindModule>;
  const [module, metaCacheTag] = await Promise.all([loading, tag]);
  // A search takes a few milliseconds, less than loading the script of a worker.
  const instance = module.createInstance({ basePath: folder, noWorker: true, metaCacheTag });
  await instance.init();
  // `init` ignores failures; a search reports them, even with an empty query.
  await instance.search('');
  return instance;
}
