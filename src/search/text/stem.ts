const VOWEL = /[aeiouy]/;

/**
 * Returns the stem of a lower-case English word, so that `connections` and `connecting` match; the stem need not be a
 * word. Returns words of other scripts, names with digits and short words unchanged. Not Porter's algorithm (the `stemmer`
 * package), which also changes names (`redis`, `status`, `kubernetes`) and final letters (`latency` becomes `latenci`),
 * so that a prefix search no longer finds the stem in the text.
 */
export function stemOf(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  return withoutSuffix(withoutTense(withoutPlural(word)));
}

function withoutPlural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  return word.endsWith('s') && !/(?:ss|us|is)$/.test(word) ? word.slice(0, -1) : word;
}

function withoutTense(word: string): string {
  const [ending = ''] = /(?:ed|ing)$/.exec(word) ?? [];
  const rest = word.slice(0, word.length - ending.length);
  if (ending === '' || rest.length < 2 || !VOWEL.test(rest) || rest.endsWith('e')) return word;
  // "used" and "timing" have lost an e, "stopped" has doubled its p.
  if (ending === 'ed' && rest.endsWith('i')) return `${rest.slice(0, -1)}y`;
  if (rest.length < 3 || /^[^aeiou]+[aeiou][^aeiouwxy]$/.test(rest)) return `${rest}e`;
  return rest.length > 3 && /([^aeiouls])\1$/.test(rest) ? rest.slice(0, -1) : rest;
}

function withoutSuffix(word: string): string {
  const [ending = ''] = /(?:(?<=[st])ion|ment|ness|ure|ly)$/.exec(word) ?? [];
  const rest = word.length - ending.length >= 4 ? word.slice(0, word.length - ending.length) : word;
  return rest.length > 4 && rest.endsWith('e') ? rest.slice(0, -1) : rest;
}
