/** What is wrong with one value, or one key, of data that a schema refused. */
export interface Problem {
  kind: 'unknown-key' | 'missing-key' | 'invalid-value';
  path: readonly PropertyKey[];
  message: string;
  help: string;
  /** The value, or for an unknown key the key, that most likely was meant; absent where nobody can tell. */
  meant?: unknown;
  /** Whether that is too uncertain to look at what else would be wrong with it. */
  isGuess?: boolean;
}

/** What a person is told who has to find a value. */
export interface Advice {
  /** Sentences on how it is written. */
  help: string;
  /** The word for a value that nobody knows, where the key has one. */
  unknown?: string;
  /** How a key is added that has to be there. */
  missing?: string;
  /** The value that a text, or a number as it is written, most likely stands for, and how to say so. */
  guess?(written: string): { value: unknown; help?: string; isGuess?: boolean } | undefined;
}

/** Where the data is from. */
export interface Origin {
  /** The known keys at a path. */
  keysOf(path: readonly PropertyKey[]): readonly string[];
  /** The value at a path as it is written; `undefined` where that is not on one line. */
  sourceOf(path: readonly PropertyKey[]): string | undefined;
  /** Top-level keys that are there without a value. */
  emptyKeys: readonly string[];
  adviceFor(path: readonly PropertyKey[]): Advice | undefined;
}
