import { joined, partsOf } from './identifiers.ts';
import { maskError } from './mask.ts';

/** A query as the index is asked for it. */
export interface Query {
  /** What was typed, as one line without signs that break words; for the search of the phrase. */
  phrase: string;
  /** The terms in the order of the query, each once, at most `MAX_TERMS`. */
  terms: Term[];
  /** Its lines as `maskError` leaves them; for finding the same error. */
  masks: string[];
}

/** One word of a query. */
export interface Term {
  /** As typed, for showing. */
  text: string;
  /** As the index has it: lower case; of an identifier its parts joined. */
  key: string;
  /** Whether more of it may be coming: it ends the query and no space follows. */
  isOpen: boolean;
}

/** Asking for more words costs time and finds nothing more. */
export const MAX_TERMS = 16;
// A pasted log says what it says in its first screens.
const MAX_LENGTH = 10_000;
const MAX_LINES = 50;

const STOP_WORDS = new Set(
  `a an and are as at be been but by can could did do does for from had has have how i if in into is it its me my no not
  of on or our so than that the their them then there these they this to was we were what when where which while who why
  will with would you your`.split(/\s+/),
);
const LEVELS = new Set([
  'trace',
  'debug',
  'info',
  'notice',
  'warn',
  'warning',
  'error',
  'err',
  'fatal',
  'critical',
  'severe',
]);

const NOISE: readonly RegExp[] = [
  /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}\S*/gu,
  /\b\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\b/gu,
  /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/giu,
  // Ports behind addresses and hosts; a file's line has a dot and an ending before it and stays.
  /(?<=\d\.\d{1,3}):\d+\b/gu,
];

// Names with their joining signs, as in src/search/identifiers.ts.
const WORD = /[\p{L}\p{N}]+(?:[-_.:/$@#]+[\p{L}\p{N}]+)*/gu;

/** What a responder typed or pasted, as the index is asked for it. Never throws; a query of signs only has no terms. */
export function parseQuery(text: string): Query {
  const pasted = text.slice(0, MAX_LENGTH);
  const lines = pasted.split('\n').slice(0, MAX_LINES);
  const masks = [...new Set(lines.map(maskError).filter((mask) => mask !== ''))];
  let rest = lines.join(' ');
  for (const noise of NOISE) rest = rest.replaceAll(noise, ' ');
  const words = [...rest.matchAll(WORD)];
  const terms = new Map<string, Term>();
  for (const match of words) {
    const [word] = match;
    const key = joined(partsOf(word));
    const isOpen = match.index + word.length === rest.length;
    if (key !== '' && !terms.has(key)) terms.set(key, { text: word, key, isOpen });
  }
  return { phrase: words.map(([word]) => word).join(' '), terms: worthAsking([...terms.values()]), masks };
}

/** The terms without stop words and levels, unless nothing else is there; the most telling ones where they are many. */
function worthAsking(terms: readonly Term[]): Term[] {
  const telling = terms.filter(({ key }) => !STOP_WORDS.has(key) && !(LEVELS.has(key) && terms.length > 1));
  const kept = telling.length > 0 ? telling : terms;
  if (kept.length <= MAX_TERMS) return [...kept];
  // Without the index's counts the length is what tells: identifiers are long, and common words are short.
  const chosen = new Set(kept.toSorted((a, b) => weight(b) - weight(a)).slice(0, MAX_TERMS));
  return kept.filter((term) => chosen.has(term));
}

function weight({ text, key }: Term): number {
  const isNumber = /^\d+$/.test(key);
  const isIdentifier = !isNumber && (/[\d_.:/$-]/.test(text) || /\p{Ll}\p{Lu}/u.test(text));
  return (isNumber ? 0 : Math.min(key.length, 20)) + (isIdentifier ? 10 : 0);
}
