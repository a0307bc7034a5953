/** A problem with one value or key of data that a schema rejected. */
export interface Problem {
  kind: 'unknown-key' | 'missing-key' | 'invalid-value';
  path: readonly PropertyKey[];
  message: string;
  help: string;
  /** The likely value or, for an unknown key, the likely key; absent when there is no clear candidate. */
  meant?: unknown;
  /** Whether `meant` is too uncertain to validate the data with it. */
  isGuess?: boolean;
}

/** Help for a key of the frontmatter or of archive.yml. */
export interface Advice {
  /** How to write the value, as sentences. */
  help: string;
  /** The value that stands for an unknown one, if the key has such a value. */
  unknown?: string;
  /** How to add the key, if it is required. */
  missing?: string;
  /** Returns the likely value for an invalid text or number (as written), optionally with its own help. */
  guess?(written: string): { value: unknown; help?: string; isGuess?: boolean } | undefined;
}

/** Information about the source of the data. */
export interface Origin {
  /** Returns the known keys of the map at a path. */
  keysOf(path: readonly PropertyKey[]): readonly string[];
  /** Returns the value at a path as written; `undefined` when it is not a single scalar. */
  sourceOf(path: readonly PropertyKey[]): string | undefined;
  /** Top-level keys without a value. */
  emptyKeys: readonly string[];
  adviceFor(path: readonly PropertyKey[]): Advice | undefined;
}
