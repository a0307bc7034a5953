/** One hit of a search of the index. */
export interface PagefindHit {
  /** Of the document, in the index. */
  id: string;
  score: number;
  /** Where in the text it stands, counted in words: of a search in quotes the first place alone. None for metadata. */
  words: number[];
  /** Names of the metadata in which it stands; of a search in quotes they are not said. */
  matchedMetaFields?: string[];
}

/** Pagefind's browser half, as far as it is used here. */
export interface Pagefind {
  search(query: string): Promise<{ results: PagefindHit[] }>;
}

interface PagefindModule {
  createInstance(options: { basePath: string; noWorker: boolean }): Pagefind & { init(): Promise<void> };
}

/**
 * Loads Pagefind and its index from a folder of the site. Rejects where they cannot be had; `attempt` counts from 1 how
 * often it was tried.
 */
export async function loadPagefind(folder: string, attempt: number): Promise<Pagefind> {
  // A browser may remember that a module could not be had: at another address it is asked for anew.
  const retry = attempt > 1 ? `?attempt=${attempt}` : '';
  const module = (await import(/* @vite-ignore */ `${folder}pagefind.js${retry}`)) as PagefindModule;
  // A search takes a few milliseconds, and the worker's script would have to be loaded first.
  const instance = module.createInstance({ basePath: folder, noWorker: true });
  await instance.init();
  // `init` keeps its failures to itself; a search says them, also one for nothing.
  await instance.search('');
  return instance;
}
