import { distance } from 'fastest-levenshtein';

/**
 * The candidate that a misspelt word most likely meant: the one with the smallest Levenshtein distance, at most a third
 * of the word's length, and two (a transposition) or, up to three letters, one in any case. `undefined` where none is that near,
 * or several are equally: a guess among `sev1` to `sev4` would be none.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let tied = false;
  let least = Math.max(word.length > 3 ? 2 : 1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const changes = distance(word.toLowerCase(), candidate.toLowerCase());
    if (changes < least) tied = false;
    else if (changes === least && best !== undefined && candidate !== best) tied = true;
    if (changes >= least) continue;
    least = changes;
    best = candidate;
  }
  return tied ? undefined : best;
}
