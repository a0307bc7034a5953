import { errorFingerprintsOf, fingerprintKey } from '../../search/error-fingerprint.ts';
import { ACCOUNT_WORDS, STOP_WORDS } from '../../search/text/stop-words.ts';
import { termsOf } from '../../search/text/tokens.ts';

/** What a document is compared by with others. */
export interface Comparable {
  id: string;
  /** By its key, how often a word counts: once at least. */
  words: ReadonlyMap<string, number>;
  /** By its key, how the document writes a word of another spelling first. */
  spellings: ReadonlyMap<string, string>;
  /** By its key, a line with each error that the document quotes. */
  errors: ReadonlyMap<string, string>;
}

/** The text of a document between two headings; `text` has the lines of `code` too. */
interface Section {
  text: string;
  code: readonly string[];
}

/** How much a word counts by where it stands. Authors put into the title what happened; code is error messages and names. */
const COUNTS = { title: 6, summary: 1, names: 2, text: 1, code: 2 } as const;
/** Keys of the frontmatter whose values are names of things. */
const NAMES = ['cause', 'contributing', 'services', 'tags', 'teams'] as const;

// What has fewer letters in a row is a number, a unit or a piece of a name.
const WORD = /\p{L}{3}/u;
// Addresses, the marks of actions, which every document has, and the ending that names an owner.
const NOISE = /https?:\/\/\S+|\b(?:due|done|type|status):\S+|(?<=\p{L})['’]s(?![\p{L}\p{N}])/gu;
// Of what a document quotes, commands and queries are no errors, though two documents may have the same.
const ERROR =
  /error|exception|fatal|panic|fail|refus|denied|time.?out|timed out|exceed|too (?:many|big|large)|\bnot\b|unable|can.?t|could|reject|lost|kill|abort|invalid|unexpected|critical|warn|full|^\W*\d{4}-\d{2}-\d{2}[T ]\d/i;

/**
 * Counts the words of a document and takes the errors that it quotes. Headings are the format's own words and left out.
 * `frontmatter` need not be valid: what is no text counts for nothing.
 */
export function comparableOf(
  id: string,
  frontmatter: Readonly<Record<string, unknown>>,
  sections: readonly Section[],
): Comparable {
  const words = new Map<string, number>();
  const spellings = new Map<string, string>();
  const add = (text: string, count: number) => {
    for (const { key, text: written } of termsOf(text.replaceAll(NOISE, ' '))) {
      // By the key: `don’t` and `we're` are words of every account too.
      if (!WORD.test(key) || STOP_WORDS.has(key) || ACCOUNT_WORDS.has(key)) continue;
      words.set(key, (words.get(key) ?? 0) + count);
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
  return { id, words, spellings, errors: errorsIn(sections) };
}

function errorsIn(sections: readonly Section[]): Map<string, string> {
  const lines = sections.flatMap(({ code }) => code).filter((line) => ERROR.test(line));
  return new Map(
    lines.flatMap((line) => errorFingerprintsOf(line).map((mask) => [fingerprintKey(mask), line] as const)),
  );
}
