/** The documents that have a word, by their ids in the index, with how much it weighs in each: above 0, at most 1. */
export interface Posting {
  documents: readonly string[];
  weights: readonly number[];
}

/** Where a search asks for words: Pagefind's index and the files beside it, or whatever answers alike. */
export interface PostingsSource {
  /** Number of documents. */
  readonly total: number;
  /** Whether so many documents have a word that asking for it costs much and tells little. */
  isCommon(word: string): boolean;
  /** Whether such a word begins so. */
  beginsCommon(text: string): boolean;
  /**
   * The documents with each of the keys that the index has: a word (in lower case, an identifier's parts joined), words
   * in a row (with spaces), a masked error line (see `errorKey`). Rejects where the index cannot be read.
   */
  get(keys: readonly string[]): Promise<ReadonlyMap<string, Posting>>;
  /** The documents that have a word which begins so and is longer. */
  startingWith(text: string): Promise<Posting>;
  /**
   * The documents that have all of the words, of the last one a longer one will do; the best with the highest weight; this
   * tells more of one word than `get` does, and takes longer.
   */
  withAll(words: readonly string[]): Promise<Posting>;
  /** Every word that a query may have been meant to hold, as written, the frequent ones first. */
  vocabulary(): Promise<readonly string[]>;
}
