import { distance } from 'fastest-levenshtein';
import type { Found, KnownTerm } from './find.ts';
import type { PostingsSource } from './postings.ts';
import { TOKEN } from './text/identifiers.ts';
import { termsOf } from './text/tokens.ts';
import { SEPARATOR } from './vocabulary.ts';

/** A suggested spelling of a query. */
export interface Suggestion {
  /** The whole query, corrected. */
  query: string;
  /** The corrected words. */
  words: string[];
}

const MIN_LENGTH = 4;
/** Maximum number of terms of a query that is corrected. */
const MAX_WORDS = 4;
const PART = /[\p{L}\p{M}]+/gu;
// Text that people type: words, names such as `edge-router`, numbers, punctuation. Other characters occur in errors,
// logs, settings and addresses, which are pasted and not mistyped.
const TYPED = /^(?:\p{L}[\p{L}\p{M}]*(?:['’-][\p{L}\p{M}]+)*|\d+)[,.?!]?$/u;

/**
 * Corrects a short query: replaces each word that the index does not contain by the nearest one that it contains.
 * `undefined` if all words are known, no word is near, an incident quotes the same error, or the query was pasted.
 * Rejects if the vocabulary cannot be read.
 */
export async function suggestQuery(
  text: string,
  { terms, matches }: Found,
  source: PostingsSource,
): Promise<Suggestion | undefined> {
  const unknown = terms.filter(isUnknown);
  if (unknown.length === 0 || matches[0]?.evidence === 'same-error' || !isTyped(text)) return undefined;
  const vocabulary = await source.vocabulary();
  const nearest = new Map<string, string>();
  for (const part of new Set(unknown.flatMap((term) => term.text.split(SEPARATOR)))) {
    const near = part.length < MIN_LENGTH ? undefined : nearestWord(part, vocabulary);
    if (near) nearest.set(part.toLowerCase(), near);
  }
  const written = new Set(unknown.map((term) => term.text.toLowerCase()));
  const words = new Set<string>();
  const query = text.replaceAll(TOKEN, (word) => {
    if (!written.has(word.toLowerCase())) return word;
    const corrected = word.replaceAll(PART, (part) => nearest.get(part.toLowerCase()) ?? part);
    if (corrected !== word) words.add(corrected);
    return corrected;
  });
  return words.size === 0 ? undefined : { query, words: [...words] };
}

/** Returns whether a text looks typed: a few words on one line. */
export function isTyped(text: string): boolean {
  const typed = text.trim();
  return typed.split(/ +/).every((word) => TYPED.test(word)) && termsOf(typed).length <= MAX_WORDS;
}

// A word that matched by its parts only is seldom what was meant.
function isUnknown({ known, text }: KnownTerm): boolean {
  return (known === 'unknown' || known === 'parts') && text.length >= MIN_LENGTH && !/^[\d\W]+$/.test(text);
}

/**
 * Returns the first of the nearest words by edit distance, preferring those with the same first letter. `undefined` if
 * none is near, or the word itself is in the vocabulary.
 */
function nearestWord(word: string, vocabulary: readonly string[]): string | undefined {
  const lowercase = word.toLowerCase();
  const most = lowercase.length > MIN_LENGTH ? 2 : 1;
  let best: { word: string; cost: number } | undefined;
  for (const candidate of vocabulary) {
    if (Math.abs(candidate.length - lowercase.length) > most) continue;
    const known = candidate.toLowerCase();
    if (known === lowercase) return undefined;
    const steps = distance(lowercase, known);
    const cost = steps + (known[0] === lowercase[0] ? 0 : 0.5);
    if (steps > most || cost >= (best?.cost ?? Number.POSITIVE_INFINITY)) continue;
    // A different number names a different thing and is no typing error: `log4j`, `logs`.
    if (digitsOf(known) === digitsOf(lowercase)) best = { word: candidate, cost };
  }
  return best?.word;
}

function digitsOf(word: string): string {
  return word.replaceAll(/\D/g, '');
}
