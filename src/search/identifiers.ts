/** What a responder may type for an identifier that a document holds in another spelling. */

// Letters, digits and the signs that join them in names, versions, paths and addresses.
const IDENTIFIER = /[\p{L}\p{N}]+(?:[-_.:/$@#]+[\p{L}\p{N}]+)*/gu;
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
// Seven characters or more with a digit and only hex ones: a commit, a digest, a trace.
const HASH = /^(?=[a-f]*\d)[\da-f]{7,}$/i;
const TIME = /^\d{1,4}[-:/.]\d{1,2}(?:[-:/.T]\d{1,4})*Z?$/i;
const SOURCE_LINE =
  /^([\p{L}\p{N}_$]+)\.(?:java|kt|scala|groovy|py|rb|go|rs|ts|tsx|js|jsx|mjs|cs|cpp|cc|c|h|php|ex|exs|swift):\d+$/iu;
const HEX = /^0x([\da-f]{4,})$/i;
const VERSION = /^v(\d+(?:\.\d+)+)$/i;

/** Longest identifier that gets other spellings; what is longer is data. */
const MAX_LENGTH = 80;

/**
 * The other spellings of every identifier in a text, lower case, each once, in the order of the text: its parts joined
 * (`max_connections` and `maxConnections` → `maxconnections`), every run of two or more neighbouring parts
 * (`enable_new_resolver` → `newresolver`), a version without its `v`, hex without `0x`, a file without its line and its
 * ending. Identifiers of one part that need none, UUIDs, hashes and times give nothing.
 */
export function aliasesOf(text: string): string[] {
  const aliases = new Set<string>();
  for (const [identifier] of text.matchAll(IDENTIFIER)) for (const alias of spellings(identifier)) aliases.add(alias);
  return [...aliases];
}

function spellings(identifier: string): string[] {
  if (identifier.length > MAX_LENGTH || UUID.test(identifier) || HASH.test(identifier) || TIME.test(identifier))
    return [];
  const [, digits] = HEX.exec(identifier) ?? [];
  if (digits) return [digits.toLowerCase()];
  const [, version] = VERSION.exec(identifier) ?? [];
  if (version) return [joined([version])];
  const [, file] = SOURCE_LINE.exec(identifier) ?? [];
  const names = file ? [identifier, file] : [identifier];
  return names.flatMap((name) => runs(partsOf(name)));
}

/** The words of an identifier: at its signs, and where camelCase or a digit begins a new one. */
export function partsOf(identifier: string): string[] {
  return identifier
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((word) => word.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+|\p{L}+/gu) ?? [])
    .filter((part) => part !== '');
}

/** An identifier as one lower-case word without its signs: what all spellings of it have in common. */
export function joined(parts: readonly string[]): string {
  return parts
    .join('')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Runs of two or more neighbouring parts, joined; the longest first. Beyond six parts only the whole. */
function runs(parts: readonly string[]): string[] {
  if (parts.length < 2) return [];
  if (parts.length > 6) return [joined(parts)];
  const all: string[] = [];
  for (let length = parts.length; length >= 2; length--) {
    for (let from = 0; from + length <= parts.length; from++) all.push(joined(parts.slice(from, from + length)));
  }
  return all.filter((run) => /\p{L}/u.test(run));
}
