/** Error fingerprints: error lines without the parts that differ between occurrences. */

/** ANSI colour sequences. */
export const COLOR_CODES = /(?![\t\n\v\f\r])\p{Cc}\[[\d;]*m/gu;
/** Timestamps in access logs of web servers: `15/Apr/2024:15:45:02 +0000`. */
export const ACCESS_TIME = /\d{1,2}\/\p{L}{3}\/\d{4}:\d{2}:\d{2}:\d{2}(?: [+-]\d{4})?/gu;
export const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/giu;
/** Keys of a JSON log record that hold its message. */
const MESSAGE_KEYS = ['msg', 'message', 'error', 'error.message', 'err', 'exception'];
/** Number of lines of a message that are read; the rest is a stack trace. */
const MAX_LINES = 3;

const MASKS: readonly [RegExp, string][] = [
  // Prefixes that loggers add: times, levels, threads, process ids.
  [/^\W*(?:\d{4}[-/]\d{2}[-/]\d{2}[T ]?|\d{1,2}\/\p{L}{3}\/\d{4}:)?\d{2}:\d{2}:\d{2}\S*\s*(?:[+-]\d{4}\b\s*)?/u, ''],
  [/^(?:\[[^\]]*\]\s*)+/u, ''],
  [/^(?:trace|debug|info|notice|warn(?:ing)?|err(?:or)?|crit(?:ical)?|fatal|severe)\b[\s:\]-]*(?=\S)/iu, ''],
  [ACCESS_TIME, ' § '],
  [/https?:\/\/[^\s"')]+/giu, ' § '],
  [UUID, ' § '],
  // An apostrophe within a word is not a quotation mark.
  [/"[^"\n]*"|(?<![\p{L}\p{N}])'[^'\n]*'|`[^`\n]*`|“[^“”\n]*”|«[^«»\n]*»/gu, ' § '],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/gu, ' § '],
  [/\b(?:0x)?(?=[\da-f]*\d)[\da-f]{6,}\b/giu, ' § '],
  // Host names such as payments-db-3.eu-west-1, with or without a port. The lookbehind skips starting points after a
  // hyphen, as a match cannot start there either; this keeps the time linear.
  [/(?<!\b[a-z][a-z\d]*-)\b[a-z][a-z\d]*(?:-[a-z\d]+)+(?:\.[a-z\d-]+)+(?::\d+)?\b/giu, ' § '],
  [/\d+/gu, '§'],
];

/** Maximum number of characters of a message that are read. */
const MAX_MASKED = 500;

// Programs put these between their own message and the one they quote.
const SEPARATOR = /:\s+|\s-\s+|\]\s+|\|\s+/gu;
const MAX_TAILS = 4;
/**
 * Minimum number of alphabetic words for a tail to be a fingerprint of its own; shorter tails match unrelated errors.
 */
const MIN_TAIL_WORDS = 4;

/**
 * Returns the words that all occurrences of an error share: lower case, without the prefix of a logger, with `§` for
 * numbers, addresses, hex, UUIDs and quoted values. Empty if fewer than three words or fewer than two alphabetic words
 * are left, as short fingerprints match unrelated errors.
 */
export function errorFingerprint(line: string): string {
  return fingerprintOf(messagesOf(line)[0] ?? '');
}

/**
 * Returns the fingerprints of a line: of the whole line first, then of the text after each separator, so that an error
 * is recognized regardless of its prefix. A line of JSON yields those of each message in it. Empty if no text is left.
 */
export function errorFingerprintsOf(line: string): string[] {
  const fingerprints = messagesOf(line).flatMap((whole) => {
    const message = whole.slice(0, MAX_MASKED);
    const starts = [...message.matchAll(SEPARATOR)].map(({ 0: separator, index }) => index + separator.length);
    const tails = starts.slice(-MAX_TAILS).map((start) => fingerprintOf(message.slice(start)));
    return [fingerprintOf(message), ...tails.filter((tail) => countWords(tail) >= MIN_TAIL_WORDS)];
  });
  return [...new Set(fingerprints)].filter(Boolean);
}

/** Returns the line without colour codes, or the messages of a JSON log record. */
export function messagesOf(line: string): string[] {
  const plain = line.replaceAll(COLOR_CODES, '').trim();
  const messages = plain.startsWith('{') && plain.endsWith('}') ? messagesIn(plain) : [];
  return messages.length > 0 ? messages : [plain];
}

function messagesIn(json: string): string[] {
  let record: Record<string, unknown>;
  try {
    record = JSON.parse(json);
  } catch {
    // A line in braces is not necessarily JSON.
    return [];
  }
  return MESSAGE_KEYS.flatMap((key) => linesOf(record[key]));
}

function linesOf(value: unknown): string[] {
  let message = value;
  while (typeof message === 'object' && message !== null && 'message' in message) message = message.message;
  return typeof message === 'string' ? message.split('\n', MAX_LINES) : [];
}

function fingerprintOf(message: string): string {
  let masked = message.slice(0, MAX_MASKED);
  for (const [pattern, mask] of MASKS) masked = masked.replace(pattern, mask);
  masked = masked
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}§]+/gu, ' ')
    .replaceAll(/§(?: ?§)*/gu, '§')
    .trim();
  return countWords(masked) < 2 || masked.split(' ').length < 3 ? '' : masked;
}

/** Returns the key of a fingerprint in the index: `=` and its 32-bit FNV-1a hash. */
export function fingerprintKey(fingerprint: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < fingerprint.length; at++) hash = Math.imul(hash ^ fingerprint.charCodeAt(at), 0x01000193);
  return `=${(hash >>> 0).toString(36)}`;
}

function countWords(masked: string): number {
  return masked.split(' ').filter((word) => /^\p{L}[\p{L}\p{N}]+$/u.test(word)).length;
}
