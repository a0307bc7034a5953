import { distance } from 'fastest-levenshtein';

/**
 * The candidate that a misspelt word most likely meant: the one with the smallest Levenshtein distance, at most a third
 * of the word's length, and two (a transposition) or, up to three letters, one in any case. `undefined` where none is that near.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(word.length > 3 ? 2 : 1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const changes = distance(word.toLowerCase(), candidate.toLowerCase());
    if (changes < least) {
      least = changes;
      best = candidate;
    }
  }
  return best;
}
