/** What a document of the index says of itself, as far as it is used here. */
export interface Fragment {
  /** HTML: text with `<mark>` around the hit. */
  excerpt: string;
  /** Parts of the document under headings that have an id; the first may be what stands before them. */
  sub_results: Section[];
}

export interface Section {
  title: string;
  /** Ends with `#` and the id of the heading where there is one. */
  url: string;
  excerpt: string;
  weighted_locations: { balanced_score: number }[];
}

/** One hit; `data` loads its document. */
export interface PagefindHit {
  id: string;
  data(): Promise<Fragment>;
}

/** Pagefind's browser half, as far as it is used here. */
export interface Pagefind {
  search(query: string): Promise<{ results: PagefindHit[] }>;
}

interface PagefindModule {
  createInstance(options: { basePath: string }): Pagefind & { init(): Promise<void> };
}

/**
 * Loads Pagefind and its index from a folder of the site. Rejects where they cannot be had; `attempt` counts from 1 how
 * often it was tried.
 */
export async function loadPagefind(folder: string, attempt: number): Promise<Pagefind> {
  // A browser may remember that a module could not be had: at another address it is asked for anew.
  const retry = attempt > 1 ? `?attempt=${attempt}` : '';
  const module = (await import(/* @vite-ignore */ `${folder}pagefind.js${retry}`)) as PagefindModule;
  const instance = module.createInstance({ basePath: folder });
  await instance.init();
  // `init` keeps its failures to itself; a search says them, also one for nothing.
  await instance.search('');
  return instance;
}
