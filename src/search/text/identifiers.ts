/** Spellings of identifiers, so that a query finds them however they are written. */

/**
 * Matches words, identifiers, versions, paths and addresses: letters and digits with joining characters between them.
 * An apostrophe within a word is part of it.
 */
export const TOKEN = /[\p{L}\p{N}\p{M}]+(?:[-_.:/\\$@#'’]+[\p{L}\p{N}\p{M}]+)*/gu;

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
// Seven or more hex characters including a digit: a commit, a hash, a trace id.
const HASH = /^(?=[a-f]*\d)[\da-f]{7,}$/i;
const TIME = /^\d{1,4}[-:/.]\d{1,2}(?:[-:/.T]\d{1,4})*Z?$/i;
const SOURCE_LINE =
  /^(.*?)\.(?:java|kt|scala|groovy|py|rb|go|rs|ts|tsx|js|jsx|mjs|cs|cpp|cc|c|h|php|ex|exs|swift)(?::\d+)*$/iu;
const HEX = /^0x([\da-f]{4,})$/i;
const VERSION = /^v(\d+(?:\.\d+)+)$/i;
const ADDRESS = /^(\d{1,3}(?:\.\d{1,3}){3}):\d+$/;

/** Maximum length of an identifier with other spellings; longer tokens are data. */
const MAX_LENGTH = 80;
/** Identifiers with more parts only get the spelling of the whole. */
const MAX_PARTS = 6;

/**
 * Returns the other spellings of every identifier in a text, lower case, without repetition, most likely first: its
 * parts joined (`max_connections` and `maxConnections` → `maxconnections`); every run of neighbouring parts that
 * includes two words (`enable_new_resolver` → `newresolver`); those of each segment between dots and slashes; names
 * with digits (`log4j-core` → `log4j`); a version without `v`, hex without `0x`, an address without its port, a file
 * without its line and extension. Plain words, UUIDs, hashes and times have none.
 */
export function aliasesOf(text: string): string[] {
  return aliasesAmong(text.match(TOKEN) ?? []);
}

/** The aliases of earlier identifiers. Pass the same map when reading many texts to save time. */
export type KnownAliases = Map<string, readonly string[]>;

/** Returns the other spellings of tokens; see `aliasesOf`. */
export function aliasesAmong(tokens: readonly string[], known: KnownAliases = new Map()): string[] {
  const aliases = new Set<string>();
  for (const token of tokens) {
    // Most words of a text are plain and have no other spellings.
    if (PLAIN.test(token)) continue;
    const own = known.get(token) ?? spellings(token);
    known.set(token, own);
    for (const alias of own) aliases.add(alias);
  }
  return [...aliases];
}

const PLAIN = /^\p{L}?\p{Ll}+$/u;

function spellings(identifier: string): string[] {
  const [, plain] = HEX.exec(identifier) ?? VERSION.exec(identifier) ?? ADDRESS.exec(identifier) ?? [];
  if (plain) return [joined([plain])];
  if (isData(identifier)) return [];
  const [, file] = SOURCE_LINE.exec(identifier) ?? [];
  const names = file ? [file, identifier] : [identifier];
  const segments = names.flatMap((name) => name.split(/[./:\\]+/).filter((segment) => segment !== name));
  const all = [...segments, ...names].map(partsOf);
  const fullNames = [...all, ...namesWithDigits(identifier)].filter(({ length }) => length > 1).map(joined);
  return [...fullNames, ...all.flatMap(runs)];
}

/** Returns whether a token identifies one occurrence only: a UUID, a hash, a time, or a token too long for a name. */
export function isData(token: string): boolean {
  return token.length > MAX_LENGTH || UUID.test(token) || HASH.test(token) || TIME.test(token);
}

const PARTS = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{M}]+|\p{N}+|[\p{L}\p{M}]+/gu;

/** Splits an identifier into its parts: at punctuation, and where camelCase or a digit starts a new part. */
export function partsOf(identifier: string): string[] {
  return identifier.replaceAll(/['’]/g, '').match(PARTS) ?? [];
}

// Most texts are ASCII and can skip Unicode normalization.
const ASCII = /^[ -~]*$/;
const ASCII_WORD = /^[A-Za-z\d]*$/;

/** Joins parts to one lower-case word without punctuation and accents, which all spellings have in common. */
export function joined(parts: readonly string[]): string {
  const [first = ''] = parts;
  const whole = parts.length === 1 ? first : parts.join('');
  if (ASCII_WORD.test(whole)) return whole.toLowerCase();
  return plainOf(whole).replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Returns a text in lower case and without accents, as in the index. */
export function plainOf(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** Returns the parts of each name with letters and digits between the punctuation of an identifier. */
function namesWithDigits(identifier: string): string[][] {
  if (!/\p{N}/u.test(identifier)) return [];
  const words = identifier.split(/[^\p{L}\p{N}\p{M}]+/u);
  return words.filter((word) => /^\p{L}.*\p{N}/u.test(word) && !isData(word)).map(partsOf);
}

/**
 * Returns runs of two or more neighbouring parts, joined, longest first. Single digits and letters are not distinctive.
 */
function runs(parts: readonly string[]): string[] {
  if (parts.length < 2) return [];
  if (parts.length > MAX_PARTS) return [joined(parts)];
  const all: string[] = [];
  for (let length = parts.length; length >= 2; length--) {
    for (let from = 0; from + length <= parts.length; from++) {
      const run = parts.slice(from, from + length);
      if (run.filter((part) => /\p{L}{2}/u.test(part)).length >= 2) all.push(joined(run));
    }
  }
  return all;
}
