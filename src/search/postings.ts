/** The documents that contain a term, by their ids in the index, and its weight in each: above 0, at most 1. */
export interface Posting {
  documents: readonly string[];
  weights: readonly number[];
}

/** An index to search: Pagefind's with its additional files, or one in memory. */
export interface PostingsSource {
  /** Number of documents. */
  readonly total: number;
  /** Whether a word is in so many documents that looking it up is slow and tells little. */
  isCommon(word: string): boolean;
  /** Whether a common word has this prefix. */
  isCommonPrefix(text: string): boolean;
  /**
   * Returns the documents for each key that the index contains: a word (lower case, the parts of an identifier joined),
   * a phrase (words with spaces between them), or an error fingerprint (see `fingerprintKey`). Rejects if the index
   * cannot be read.
   */
  get(keys: readonly string[]): Promise<ReadonlyMap<string, Posting>>;
  /** Begins to load what looking up these words will need; an index in memory has nothing to load. */
  prepare?(words: readonly string[]): void;
  /** Returns the documents that contain a longer word with this prefix. */
  startingWith(text: string): Promise<Posting>;
  /**
   * Returns the documents that contain all words, best first by weight; the last word may be a prefix. For a single
   * word the weights are more precise than those of `get`, but take longer.
   */
  withAll(words: readonly string[]): Promise<Posting>;
  /** Returns all words that a query may have meant, as spelled in documents, most frequent first. */
  vocabulary(): Promise<readonly string[]>;
}
