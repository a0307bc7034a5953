import { ACCESS_TIME, errorFingerprintsOf, fingerprintKey, UUID } from './error-fingerprint.ts';
import { LONGEST_QUERY } from './limits.ts';
import { errorsFirst, linesWorthAsking } from './telling-lines.ts';
import { type Token, tokensOf } from './text/tokens.ts';

/** What a responder typed or pasted, as an index is asked for it. */
export interface Query {
  /** In the order of the query, each once, at most `MAX_TERMS`. */
  terms: Term[];
  /** Two terms that are neighbours each, by their keys, with a space; for finding what stands in a row. */
  pairs: string[];
  /** Keys of its lines as errors, those first that speak of one. */
  errors: string[];
}

/** One word of a query. */
export interface Term extends Token {
  /** Whether more of it may be coming: it ends the query and no space follows. */
  isOpen: boolean;
}

/** Asking for more words costs time and finds nothing more. */
export const MAX_TERMS = 16;

const LEVELS = new Set(
  'trace debug info notice warn warning error err fatal critical severe exception caused at'.split(' '),
);

const NOISE: readonly RegExp[] = [
  /\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}\S*/gu,
  ACCESS_TIME,
  /\b\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\b/gu,
  UUID,
  // Ports behind addresses and hosts; a file's line has a dot and an ending before it and stays.
  /(?<=\d\.\d{1,3}):\d+\b/gu,
];

/** Never throws; a query of signs or of words that every text has is one without terms. */
export function parseQuery(text: string): Query {
  const lines = linesWorthAsking(text, LONGEST_QUERY);
  const rest = NOISE.reduce((clean, noise) => clean.replaceAll(noise, ' '), lines.join('\n'));
  const tokens = tokensOf(rest);
  const terms = new Map<string, Term>();
  for (const word of tokens) {
    const isOpen = word.index + word.text.length === rest.length;
    if (word.key !== '' && !terms.has(word.key)) terms.set(word.key, { ...word, isOpen });
  }
  const asked = worthAsking([...terms.values()]);
  const keys = new Set(asked.map(({ key }) => key));
  return {
    terms: asked,
    pairs: pairsOf(tokens, keys),
    errors: [...new Set(lines.toSorted(errorsFirst).flatMap(errorFingerprintsOf).map(fingerprintKey))],
  };
}

function pairsOf(tokens: readonly Token[], keys: ReadonlySet<string>): string[] {
  const pairs = tokens.slice(1).flatMap(({ key }, at) => {
    const { key: before = '' } = tokens[at] ?? {};
    return keys.has(before) && keys.has(key) ? [`${before} ${key}`] : [];
  });
  return [...new Set(pairs)];
}

/** The terms without what loggers put before them, unless nothing else is there; the most telling where they are many. */
function worthAsking(terms: readonly Term[]): Term[] {
  const telling = terms.filter(({ text }) => !LEVELS.has(text.toLowerCase()));
  return mostTelling(telling.length > 0 ? telling : terms, MAX_TERMS);
}

/** At most `count` of the terms, in their order: identifiers and long words, as numbers and short words say little. */
export function mostTelling(terms: readonly Term[], count: number): Term[] {
  const chosen = new Set(terms.toSorted((a, b) => weight(b) - weight(a)).slice(0, count));
  return terms.filter((term) => chosen.has(term));
}

function weight({ key, parts }: Term): number {
  const isNumber = /^\d+$/.test(key);
  return (isNumber ? 0 : Math.min(key.length, 20)) + (parts.length > 0 && !isNumber ? 10 : 0);
}
