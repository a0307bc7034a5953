/** Error lines without what differs from one occurrence to the next. */

/** What terminals take for colours. */
export const COLOURS = /(?![\t\n\v\f\r])\p{Cc}\[[\d;]*m/gu;
/** A time as web servers write it into their logs: `15/Apr/2024:15:45:02 +0000`. */
export const ACCESS_TIME = /\d{1,2}\/\p{L}{3}\/\d{4}:\d{2}:\d{2}:\d{2}(?: [+-]\d{4})?/gu;
export const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/giu;
/** Where a line of JSON says what happened. */
const MESSAGES = ['msg', 'message', 'error', 'error.message', 'err', 'exception'];
/** Lines of a message that are looked at; what follows is a stack. */
const MOST_LINES = 3;

const MASKS: readonly [RegExp, string][] = [
  // What a logger puts before the message: times, levels, threads, process numbers.
  [/^\W*(?:\d{4}[-/]\d{2}[-/]\d{2}[T ]?|\d{1,2}\/\p{L}{3}\/\d{4}:)?\d{2}:\d{2}:\d{2}\S*\s*(?:[+-]\d{4}\b\s*)?/u, ''],
  [/^(?:\[[^\]]*\]\s*)+/u, ''],
  [/^(?:trace|debug|info|notice|warn(?:ing)?|err(?:or)?|crit(?:ical)?|fatal|severe)\b[\s:\]-]*(?=\S)/iu, ''],
  [ACCESS_TIME, ' § '],
  [/https?:\/\/[^\s"')]+/giu, ' § '],
  [UUID, ' § '],
  // An apostrophe within a word opens no quotation.
  [/"[^"\n]*"|(?<![\p{L}\p{N}])'[^'\n]*'|`[^`\n]*`|“[^“”\n]*”|«[^«»\n]*»/gu, ' § '],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/gu, ' § '],
  [/\b(?:0x)?(?=[\da-f]*\d)[\da-f]{6,}\b/giu, ' § '],
  // Hosts such as payments-db-3.eu-west-1, with or without a port. Where a part before a hyphen begins none, what follows
  // it does not either, and is not looked at again.
  [/(?<!\b[a-z][a-z\d]*-)\b[a-z][a-z\d]*(?:-[a-z\d]+)+(?:\.[a-z\d-]+)+(?::\d+)?\b/giu, ' § '],
  [/\d+/gu, '§'],
];

/** Characters of a message that tell one error from another. */
const MAX_MASKED = 500;

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
export function errorFingerprint(line: string): string {
  return fingerprintOf(messagesOf(line)[0] ?? '');
}

/**
 * A line masked, and masked again from behind each sign where a message within the message may begin, so that it is
 * known whatever was put before it. The whole comes first; none where nothing is left of it. Of a line of JSON, each of
 * its messages likewise.
 */
export function errorFingerprintsOf(line: string): string[] {
  const masks = messagesOf(line).flatMap((whole) => {
    const message = whole.slice(0, MAX_MASKED);
    const begins = [...message.matchAll(SEPARATOR)].map(({ 0: sign, index }) => index + sign.length);
    const tails = begins.slice(-MOST_TAILS).map((begin) => fingerprintOf(message.slice(begin)));
    return [fingerprintOf(message), ...tails.filter((tail) => lettersOf(tail) >= TAIL_WORDS)];
  });
  return [...new Set(masks)].filter(Boolean);
}

/** The line without colours, or of one of JSON what it says happened. */
export function messagesOf(line: string): string[] {
  const plain = line.replaceAll(COLOURS, '').trim();
  const said = plain.startsWith('{') && plain.endsWith('}') ? messagesIn(plain) : [];
  return said.length > 0 ? said : [plain];
}

function messagesIn(json: string): string[] {
  let record: Record<string, unknown>;
  try {
    record = JSON.parse(json);
  } catch {
    // A line in braces need not be JSON.
    return [];
  }
  return MESSAGES.flatMap((key) => linesOf(record[key]));
}

function linesOf(value: unknown): string[] {
  let said = value;
  while (typeof said === 'object' && said !== null && 'message' in said) said = said.message;
  return typeof said === 'string' ? said.split('\n', MOST_LINES) : [];
}

function fingerprintOf(message: string): string {
  let masked = message.slice(0, MAX_MASKED);
  for (const [pattern, mask] of MASKS) masked = masked.replace(pattern, mask);
  masked = masked
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}§]+/gu, ' ')
    .replaceAll(/§(?: ?§)*/gu, '§')
    .trim();
  return lettersOf(masked) < 2 || masked.split(' ').length < 3 ? '' : masked;
}

/** What an index knows a masked line by: `=` and a hash, FNV-1a of 32 bits. */
export function fingerprintKey(mask: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < mask.length; at++) hash = Math.imul(hash ^ mask.charCodeAt(at), 0x01000193);
  return `=${(hash >>> 0).toString(36)}`;
}

function lettersOf(masked: string): number {
  return masked.split(' ').filter((word) => /^\p{L}[\p{L}\p{N}]+$/u.test(word)).length;
}
