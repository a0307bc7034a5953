/** Error lines without what differs from one occurrence to the next. */

const MASKS: readonly [RegExp, string][] = [
  // What a logger puts before the message: times, levels, threads, process numbers.
  [/^\W*(?:\d{4}-\d{2}-\d{2}[T ]?)?\d{2}:\d{2}:\d{2}\S*\s*/u, ''],
  [/^(?:\[[^\]]*\]\s*)+/u, ''],
  [/^(?:trace|debug|info|notice|warn(?:ing)?|err(?:or)?|crit(?:ical)?|fatal|severe)\b[\s:\]-]*(?=\S)/iu, ''],
  [/https?:\/\/[^\s"')]+/giu, ' § '],
  [/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/giu, ' § '],
  // An apostrophe within a word opens no quotation.
  [/"[^"\n]*"|(?<![\p{L}\p{N}])'[^'\n]*'|`[^`\n]*`|“[^”\n]*”|«[^»\n]*»/gu, ' § '],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/gu, ' § '],
  [/\b(?:0x)?(?=[\da-f]*\d)[\da-f]{6,}\b/giu, ' § '],
  // Hosts such as payments-db-3.eu-west-1, with or without a port.
  [/\b[a-z][a-z\d]*(?:-[a-z\d]+)+(?:\.[a-z\d-]+)+(?::\d+)?\b/giu, ' § '],
  [/\d+/gu, '§'],
];

/** Characters of a line that tell one error from another. */
export const MAX_MASKED = 500;

// Behind these another program quotes the message of the one below it.
const SEPARATOR = /:\s+|\s-\s+|\]\s+|\|\s+/gu;
const MOST_TAILS = 4;
/** Words of letters that the end of a line must have to be an error by itself; fewer would make strangers equal. */
const TAIL_WORDS = 4;

/**
 * A line as the words that every occurrence of the same error shares: lower case, without a logger's prefix, with `§`
 * for numbers, addresses, hex, UUIDs and quoted values. Empty where less than three words are left, two of them of
 * letters, as that would make strangers equal.
 */
export function maskError(line: string): string {
  let masked = line.slice(0, MAX_MASKED);
  for (const [pattern, mask] of MASKS) masked = masked.replace(pattern, mask);
  masked = masked
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}§]+/gu, ' ')
    .replaceAll(/§(?: ?§)*/gu, '§')
    .trim();
  return lettersOf(masked) < 2 || masked.split(' ').length < 3 ? '' : masked;
}

/**
 * A line masked, and masked again from behind each sign where a message within the message may begin, so that it is
 * known whatever was put before it. The whole comes first; none where nothing is left of it.
 */
export function masksOf(line: string): string[] {
  const begins = [...line.slice(0, MAX_MASKED).matchAll(SEPARATOR)].map(({ 0: sign, index }) => index + sign.length);
  const tails = begins.slice(-MOST_TAILS).map((begin) => maskError(line.slice(begin)));
  return [...new Set([maskError(line), ...tails.filter((tail) => lettersOf(tail) >= TAIL_WORDS)])].filter(Boolean);
}

/** What an index knows a masked line by: `=` and a hash, FNV-1a of 32 bits. */
export function errorKey(mask: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < mask.length; at++) hash = Math.imul(hash ^ mask.charCodeAt(at), 0x01000193);
  return `=${(hash >>> 0).toString(36)}`;
}

function lettersOf(masked: string): number {
  return masked.split(' ').filter((word) => /^\p{L}[\p{L}\p{N}]+$/u.test(word)).length;
}
