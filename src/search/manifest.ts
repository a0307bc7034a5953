/** Folder of the site in which Pagefind's index and the files beside it lie. */
export const SEARCH_FOLDER = 'pagefind';

/** Names of the files beside the index: what Pagefind cannot tell. */
export const FILES = {
  manifest: 'nevertwice.json',
  facts: 'facts.json',
  vocabulary: 'vocabulary.txt',
  errors: (shard: number) => `errors/${shard}.json`,
} as const;

/** The first of them to be loaded. */
export interface SearchManifest {
  version: 1;
  /** Changes with the index. */
  content: string;
  /** Number of documents. */
  total: number;
  /** Stems of the words that are too common to be asked for. */
  common: string[];
  /** Number of the files over which masked error lines are spread; see `shardOf`. */
  errorShards: number;
  /** What a search shows before anything was typed. */
  featured: { newest: FeaturedDocument[]; gravest: FeaturedDocument[] };
}

/** A postmortem that is offered without being asked for. */
export interface FeaturedDocument {
  id: string;
  title: string;
  /** Day of its start as its author wrote it, `YYYY-MM-DD`. */
  date: string;
  /** Percent; absent where unknown. */
  impact?: number;
}

/** Documents that quote an error line, by its key. */
export type ErrorShard = Record<string, string[]>;

/** The file in which an error's key is to be found. */
export function shardOf(errorKey: string, errorShards: number): number {
  return Number.parseInt(errorKey.slice(1), 36) % errorShards;
}
