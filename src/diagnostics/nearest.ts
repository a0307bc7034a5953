import { distance } from 'fastest-levenshtein';

/**
 * Returns the candidate that a misspelled word most likely means: the one with the smallest Levenshtein distance, ignoring
 * case. The distance may be up to a third of the word's length, but at least 2 (a transposition), or 1 for words of up to
 * three letters. Ties go to the longest common prefix. Returns `undefined` when no candidate is close enough, or when
 * several are equally close, such as `sev1` to `sev4` for `sev5`.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const lower = word.toLowerCase();
  let best: { candidate: string; prefixLength: number } | undefined;
  let isTied = false;
  let limit = Math.max(word.length > 3 ? 2 : 1, Math.floor(word.length / 3));
  for (const candidate of candidates) {
    // The distance is never smaller than the difference in length.
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const lowerCandidate = candidate.toLowerCase();
    const edits = distance(lower, lowerCandidate);
    // A candidate that keeps none of the word's letters is not a plausible correction.
    const isUnrelated = word !== '' && edits >= word.length;
    if (edits > limit || isUnrelated || candidate === best?.candidate) continue;
    const prefixLength = commonPrefixLength(lower, lowerCandidate);
    const isEquallyClose = best !== undefined && edits === limit;
    if (best && isEquallyClose && prefixLength <= best.prefixLength) {
      isTied ||= prefixLength === best.prefixLength;
      continue;
    }
    isTied = false;
    limit = edits;
    best = { candidate, prefixLength };
  }
  return isTied ? undefined : best?.candidate;
}

// A search among 10,000 candidates takes milliseconds, and a hundred mistakes are mostly one mistake repeated.
const MAX_SEARCHES = 100;

/** Returns `nearest` for a fixed set of candidates; after 100 searches it always returns `undefined`, to bound the cost. */
export function nearestAmong(candidates: readonly string[]): (word: string) => string | undefined {
  let searches = 0;
  return (word) => {
    searches += 1;
    return searches > MAX_SEARCHES ? undefined : nearest(word, candidates);
  };
}

function commonPrefixLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
