/** What a responder may type for an identifier that a document holds in another spelling. */

/**
 * Letters, digits and the signs that join them in names, versions, paths and addresses. An apostrophe within a word
 * belongs to it.
 */
export const TOKEN = /[\p{L}\p{N}\p{M}]+(?:[-_.:/\\$@#'’]+[\p{L}\p{N}\p{M}]+)*/gu;

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
// Seven characters or more with a digit and only hex ones: a commit, a digest, a trace.
const HASH = /^(?=[a-f]*\d)[\da-f]{7,}$/i;
const TIME = /^\d{1,4}[-:/.]\d{1,2}(?:[-:/.T]\d{1,4})*Z?$/i;
const SOURCE_LINE =
  /^(.*?)\.(?:java|kt|scala|groovy|py|rb|go|rs|ts|tsx|js|jsx|mjs|cs|cpp|cc|c|h|php|ex|exs|swift)(?::\d+)*$/iu;
const HEX = /^0x([\da-f]{4,})$/i;
const VERSION = /^v(\d+(?:\.\d+)+)$/i;
const ADDRESS = /^(\d{1,3}(?:\.\d{1,3}){3}):\d+$/;

/** Longest identifier that gets other spellings; what is longer is data. */
const MAX_LENGTH = 80;
/** Of more parts than these only the whole is worth a spelling. */
const MAX_PARTS = 6;

/**
 * The other spellings of every identifier in a text, lower case, each once, the likely ones first: its parts joined
 * (`max_connections` and `maxConnections` → `maxconnections`), every run of neighbouring parts of which two are words
 * (`enable_new_resolver` → `newresolver`), those of each of its segments between dots and slashes, a name with digits
 * between any signs (`log4j-core` → `log4j`), a version without its `v`, hex without `0x`, an address without its port, a file without its line and its ending. Identifiers of one part
 * that need none, UUIDs, hashes and times give nothing.
 */
export function aliasesOf(text: string): string[] {
  const aliases = new Set<string>();
  for (const [identifier] of text.matchAll(TOKEN)) for (const alias of spellings(identifier)) aliases.add(alias);
  return [...aliases];
}

// Most words of a text are these, and have one spelling.
const PLAIN = /^\p{L}?\p{Ll}+$/u;

function spellings(identifier: string): string[] {
  if (PLAIN.test(identifier)) return [];
  const [, plain] = HEX.exec(identifier) ?? VERSION.exec(identifier) ?? ADDRESS.exec(identifier) ?? [];
  if (plain) return [joined([plain])];
  if (isData(identifier)) return [];
  const [, file] = SOURCE_LINE.exec(identifier) ?? [];
  const names = file ? [file, identifier] : [identifier];
  const segments = names.flatMap((name) => name.split(/[./:\\]+/).filter((segment) => segment !== name));
  const all = [...segments, ...names].map(partsOf);
  const wholes = [...all, ...namesWithDigits(identifier)].filter(({ length }) => length > 1).map(joined);
  return [...wholes, ...all.flatMap(runs)];
}

/** Whether a token says something of one occurrence only: a UUID, a hash, a time, or what is too long for a name. */
export function isData(token: string): boolean {
  return token.length > MAX_LENGTH || UUID.test(token) || HASH.test(token) || TIME.test(token);
}

const PARTS = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{M}]+|\p{N}+|[\p{L}\p{M}]+/gu;

/** The words of an identifier: at its signs, and where camelCase or a digit begins a new one. */
export function partsOf(identifier: string): string[] {
  return identifier.replaceAll(/['’]/g, '').match(PARTS) ?? [];
}

// Most texts are these, and need no tables of Unicode.
const ASCII = /^[ -~]*$/;
const ASCII_WORD = /^[A-Za-z\d]*$/;

/** An identifier as one lower-case word without its signs and accents: what all spellings of it have in common. */
export function joined(parts: readonly string[]): string {
  const [first = ''] = parts;
  const whole = parts.length === 1 ? first : parts.join('');
  if (ASCII_WORD.test(whole)) return whole.toLowerCase();
  return plainOf(whole).replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** A text in lower case and without accents, as an index has it. */
export function plainOf(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** The parts of each name of letters and digits between the signs of an identifier. */
function namesWithDigits(identifier: string): string[][] {
  if (!/\p{N}/u.test(identifier)) return [];
  const words = identifier.split(/[^\p{L}\p{N}\p{M}]+/u);
  return words.filter((word) => /^\p{L}.*\p{N}/u.test(word) && !isData(word)).map(partsOf);
}

/** Runs of two or more neighbouring parts, joined; the longest first. A digit or a letter tells nothing from another. */
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
