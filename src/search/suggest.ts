import { distance } from 'fastest-levenshtein';
import type { Found, KnownTerm } from './find.ts';
import { TOKEN } from './identifiers.ts';
import type { PostingsSource } from './postings.ts';
import { JOINT } from './vocabulary.ts';

const LEAST_LENGTH = 4;
const PART = /[\p{L}\p{N}]+/gu;

/**
 * The query with every word that the index does not have replaced by the nearest that it has: what may have been meant.
 * `undefined` where each word is known or none is near. Rejects where the vocabulary cannot be read.
 */
export async function suggestQuery(
  text: string,
  { terms }: Found,
  source: PostingsSource,
): Promise<string | undefined> {
  const strange = terms.filter(isStrange);
  if (strange.length === 0) return undefined;
  const vocabulary = await source.vocabulary();
  const nearest = new Map<string, string>();
  for (const part of new Set(strange.flatMap((term) => term.text.split(JOINT)))) {
    const near = part.length < LEAST_LENGTH ? undefined : nearestWord(part, vocabulary);
    if (near) nearest.set(part.toLowerCase(), near);
  }
  const written = new Set(strange.map((term) => term.text.toLowerCase()));
  const meant = text.replaceAll(TOKEN, (word) => {
    if (!written.has(word.toLowerCase())) return word;
    return word.replaceAll(PART, (part) => nearest.get(part.toLowerCase()) ?? part);
  });
  return meant === text ? undefined : meant;
}

// A word known by its parts alone is seldom the one that was meant.
function isStrange({ known, text }: KnownTerm): boolean {
  return (known === 'unknown' || known === 'parts') && text.length >= LEAST_LENGTH && !/^[\d\W]+$/.test(text);
}

/**
 * The first of the words that are nearest by letters exchanged, left out or added; one that begins alike before others.
 * `undefined` where none is near, or the word itself is there.
 */
function nearestWord(word: string, vocabulary: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  const most = wanted.length > LEAST_LENGTH ? 2 : 1;
  let best: { word: string; cost: number } | undefined;
  for (const candidate of vocabulary) {
    if (Math.abs(candidate.length - wanted.length) > most) continue;
    const known = candidate.toLowerCase();
    if (known === wanted) return undefined;
    const steps = distance(wanted, known);
    const cost = steps + (known[0] === wanted[0] ? 0 : 0.5);
    if (steps > most || cost >= (best?.cost ?? Number.POSITIVE_INFINITY)) continue;
    // Another number is another thing, and no slip of the fingers: `log4j`, `logs`.
    if (digitsOf(known) === digitsOf(wanted)) best = { word: candidate, cost };
  }
  return best?.word;
}

function digitsOf(word: string): string {
  return word.replaceAll(/\D/g, '');
}
