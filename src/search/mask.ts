/** Error lines without what differs from one occurrence to the next. */

const MASKS: readonly [RegExp, string][] = [
  // What a logger puts before the message: times, levels, threads, process numbers.
  [/^\W*(?:\d{4}-\d{2}-\d{2}[T ]?)?\d{2}:\d{2}:\d{2}\S*\s*/u, ''],
  [/^(?:\[[^\]]*\]\s*)+/u, ''],
  [/^(?:trace|debug|info|notice|warn(?:ing)?|err(?:or)?|crit(?:ical)?|fatal|severe)\b[\s:\]-]*(?=\S)/iu, ''],
  [/https?:\/\/[^\s"')]+/giu, ' § '],
  [/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/giu, ' § '],
  [/"[^"\n]*"|'[^'\n]*'|`[^`\n]*`|“[^”\n]*”|«[^»\n]*»/gu, ' § '],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/gu, ' § '],
  [/\b(?:0x)?(?=[\da-f]*\d)[\da-f]{6,}\b/giu, ' § '],
  // Hosts such as payments-db-3.eu-west-1, with or without a port.
  [/\b[a-z][a-z\d]*(?:-[a-z\d]+)+(?:\.[a-z\d-]+)+(?::\d+)?\b/giu, ' § '],
  [/\d+/gu, '§'],
];

/**
 * A line as the words that every occurrence of the same error shares: lower case, without a logger's prefix, with `§`
 * for numbers, addresses, hex, UUIDs and quoted values. Empty where less than two words of letters are left, as that
 * would make strangers equal.
 */
export function maskError(line: string): string {
  let masked = line.slice(0, 500);
  for (const [pattern, mask] of MASKS) masked = masked.replace(pattern, mask);
  masked = masked
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}§]+/gu, ' ')
    .replaceAll(/§(?: ?§)*/gu, '§')
    .trim();
  const words = masked.split(' ').filter((word) => /^\p{L}[\p{L}\p{N}]+$/u.test(word));
  return words.length < 2 ? '' : masked;
}
