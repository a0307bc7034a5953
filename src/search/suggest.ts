import { distance } from 'fastest-levenshtein';
import type { Found, KnownTerm } from './find.ts';
import type { PostingsSource } from './postings.ts';
import { TOKEN } from './text/identifiers.ts';
import { termsOf } from './text/tokens.ts';
import { JOINT } from './vocabulary.ts';

/** What may have been meant by a query. */
export interface Suggestion {
  /** The whole query, corrected. */
  query: string;
  /** The words of it that were corrected. */
  words: string[];
}

const LEAST_LENGTH = 4;
/** Longest query that is corrected, in words that say something. */
const MOST_WORDS = 4;
const PART = /[\p{L}\p{M}]+/gu;
// What people type: words of letters and names such as `edge-router`, numbers, the signs of a sentence. All other signs
// are those of errors, logs, settings and addresses, which are pasted and have no slips of the fingers.
const TYPED = /^(?:\p{L}[\p{L}\p{M}]*(?:['’-][\p{L}\p{M}]+)*|\d+)[,.?!]?$/u;

/**
 * Returns a short query of words with each one that the index does not have replaced by the nearest that it has.
 * `undefined` where each word is known or none is near, where an incident quotes the same error, and for what was pasted
 * rather than typed. Rejects where the vocabulary cannot be read.
 */
export async function suggestQuery(
  text: string,
  { terms, matches }: Found,
  source: PostingsSource,
): Promise<Suggestion | undefined> {
  const strange = terms.filter(isStrange);
  if (strange.length === 0 || matches[0]?.evidence === 'same-error' || !isTyped(text)) return undefined;
  const vocabulary = await source.vocabulary();
  const nearest = new Map<string, string>();
  for (const part of new Set(strange.flatMap((term) => term.text.split(JOINT)))) {
    const near = part.length < LEAST_LENGTH ? undefined : nearestWord(part, vocabulary);
    if (near) nearest.set(part.toLowerCase(), near);
  }
  const written = new Set(strange.map((term) => term.text.toLowerCase()));
  const words = new Set<string>();
  const query = text.replaceAll(TOKEN, (word) => {
    if (!written.has(word.toLowerCase())) return word;
    const corrected = word.replaceAll(PART, (part) => nearest.get(part.toLowerCase()) ?? part);
    if (corrected !== word) words.add(corrected);
    return corrected;
  });
  return words.size === 0 ? undefined : { query, words: [...words] };
}

/** Whether somebody typed the text: a few words of one line. */
function isTyped(text: string): boolean {
  const typed = text.trim();
  return typed.split(/ +/).every((word) => TYPED.test(word)) && termsOf(typed).length <= MOST_WORDS;
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
