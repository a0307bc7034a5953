import { distance } from 'fastest-levenshtein';

/**
 * The candidate that a misspelt word most likely meant: the one with the smallest Levenshtein distance, at most a third
 * of the word's length, and two (a transposition) or, up to three letters, one in any case; of equal ones the one that
 * begins like the word for longer. `undefined` where none is that near, or several are equally: a guess among `sev1` to
 * `sev4` would be none.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const lower = word.toLowerCase();
  let best: { candidate: string; begins: number } | undefined;
  let tied = false;
  let least = Math.max(word.length > 3 ? 2 : 1, Math.floor(word.length / 3));
  for (const candidate of candidates) {
    // So many letters are added or left out in any case.
    if (Math.abs(candidate.length - word.length) > least) continue;
    const other = candidate.toLowerCase();
    const changes = distance(lower, other);
    // Of a word of which no letter stays, nothing can be told.
    const isOther = word !== '' && changes >= word.length;
    if (changes > least || isOther || candidate === best?.candidate) continue;
    const begins = commonStart(lower, other);
    const isAsNear = best !== undefined && changes === least;
    if (best && isAsNear && begins <= best.begins) {
      tied ||= begins === best.begins;
      continue;
    }
    tied = false;
    least = changes;
    best = { candidate, begins };
  }
  return tied ? undefined : best?.candidate;
}

// Each takes milliseconds among ten thousand candidates, and whoever has a hundred mistakes has one mistake a hundred times.
const QUESTIONS = 100;

/** Asks `nearest` of the same candidates again and again; after a hundred words it has no more answers. */
export function nearestAmong(candidates: readonly string[]): (word: string) => string | undefined {
  let asked = 0;
  return (word) => {
    asked += 1;
    return asked > QUESTIONS ? undefined : nearest(word, candidates);
  };
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
