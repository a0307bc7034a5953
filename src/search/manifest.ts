import type { WordFiles } from './pagefind.ts';

/** Folder of the site with Pagefind's index and the files that Nevertwice adds to it. */
export const SEARCH_FOLDER = 'pagefind';

/** Names of the files next to Pagefind's index, with data that Pagefind does not provide. */
export const FILES = {
  manifest: 'nevertwice.json',
  facts: 'facts.json',
  vocabulary: 'vocabulary.txt',
  errors: (shard: number) => `errors/${shard}.json`,
} as const;

/** Content of the file that is loaded first. */
export interface SearchManifest {
  version: 1;
  /** Hash that changes with the index. */
  content: string;
  /** Number of documents. */
  total: number;
  /** Stems of common words, which are not looked up. */
  common: string[];
  /** Name of Pagefind's file about its index, which is loaded before its parts. */
  meta: string;
  /** The parts of its index, to load those of a query before Pagefind can say which ones it needs. */
  words: WordFiles;
  /** Number of files with error fingerprints; see `shardOf`. */
  errorShards: number;
  /** What the search shows before a query is typed; `gravest` are those with the highest impact. */
  featured: { newest: FeaturedDocument[]; gravest: FeaturedDocument[] };
}

/** A postmortem offered without a query. */
export interface FeaturedDocument {
  id: string;
  title: string;
  /** Day of the start in the author's own zone, `YYYY-MM-DD`. */
  date: string;
  /** Percent; absent where unknown. */
  impact?: number;
}

/** Ids of the documents that quote an error, by fingerprint key. */
export type ErrorShard = Record<string, string[]>;

/** Returns the number of the file that contains a fingerprint key. */
export function shardOf(errorKey: string, errorShards: number): number {
  return Number.parseInt(errorKey.slice(1), 36) % errorShards;
}
