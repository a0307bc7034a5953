import { errorFingerprintsOf, fingerprintKey } from '../../search/error-fingerprint.ts';
import { ACCOUNT_WORDS, STOP_WORDS } from '../../search/text/stop-words.ts';
import { type KnownTokens, termsOf } from '../../search/text/tokens.ts';

/** What similarity compares of a document. */
export interface Comparable {
  id: string;
  /** Weighted frequency of each term, 1 or more, by term key. */
  terms: ReadonlyMap<string, number>;
  /** How the document first spells a term, by term key, if the spelling differs from the key. */
  spellings: ReadonlyMap<string, string>;
  /** A line with each error that the document quotes, by fingerprint key. */
  errors: ReadonlyMap<string, string>;
}

/** The text between two headings; `text` includes the lines of `code`. */
interface Section {
  text: string;
  code: readonly string[];
}

/** Weight of a term by where it occurs. Titles say what happened; code contains error messages and names. */
const COUNTS = { title: 6, summary: 1, names: 2, text: 1, code: 2 } as const;
/** Frontmatter keys whose values are names. */
const NAMES = ['cause', 'contributing', 'services', 'tags', 'teams'] as const;

// Tokens without three letters in a row are numbers, units or fragments of names.
const WORDLIKE = /\p{L}{3}/u;
// Addresses, the fields of action items, which every document has, and the possessive ending.
const NOISE = /https?:\/\/\S+|\b(?:due|done|type|status):\S+|(?<=\p{L})['’]s(?![\p{L}\p{N}])/gu;
// Selects error lines, as commands and queries in code blocks may be equal without being errors.
const ERROR =
  /error|exception|fatal|panic|fail|refus|denied|time.?out|timed out|exceed|too (?:many|big|large)|\bnot\b|unable|can.?t|could|reject|lost|kill|abort|invalid|unexpected|critical|warn|full|^\W*\d{4}-\d{2}-\d{2}[T ]\d/i;

/**
 * Counts the terms of a document and collects the errors that it quotes. Headings are not counted, as they are part of
 * the format. `frontmatter` may be invalid: values other than text are ignored. For `known`, see `KnownTokens`.
 */
export function comparableOf(
  id: string,
  frontmatter: Readonly<Record<string, unknown>>,
  sections: readonly Section[],
  known?: KnownTokens,
): Comparable {
  const terms = new Map<string, number>();
  const spellings = new Map<string, string>();
  const add = (text: string, count: number) => {
    for (const { key, text: written } of termsOf(text.replaceAll(NOISE, ' '), known)) {
      // Compares keys, so that `don’t` and `we're` are found among the stop terms too.
      if (!WORDLIKE.test(key) || STOP_WORDS.has(key) || ACCOUNT_WORDS.has(key)) continue;
      terms.set(key, (terms.get(key) ?? 0) + count);
      if (key !== written.toLowerCase() && !spellings.has(key)) spellings.set(key, written);
    }
  };
  for (const [key, count] of [
    ['title', COUNTS.title],
    ['summary', COUNTS.summary],
    ...NAMES.map((name) => [name, COUNTS.names] as const),
  ] as const) {
    for (const value of [frontmatter[key]].flat()) if (typeof value === 'string') add(value, count);
  }
  for (const { text, code } of sections) {
    add(text, COUNTS.text);
    for (const line of code) add(line, COUNTS.code - COUNTS.text);
  }
  return { id, terms, spellings, errors: errorsIn(sections) };
}

function errorsIn(sections: readonly Section[]): Map<string, string> {
  const lines = sections.flatMap(({ code }) => code).filter((line) => ERROR.test(line));
  return new Map(
    lines.flatMap((line) =>
      errorFingerprintsOf(line).map((fingerprint) => [fingerprintKey(fingerprint), line] as const),
    ),
  );
}
