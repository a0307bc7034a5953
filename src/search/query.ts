import { ACCESS_TIME, errorFingerprintsOf, fingerprintKey, UUID } from './error-fingerprint.ts';
import { MAX_QUERY } from './limits.ts';
import { errorsFirst, saysError, significantLines } from './significant-lines.ts';
import { type Token, tokensOf } from './text/tokens.ts';

/** A parsed query. */
export interface Query {
  /** Its lines, or the most significant ones of a long text. */
  lines: string[];
  /** Terms in query order, without repetition, at most `MAX_TERMS`. */
  terms: Term[];
  /** Keys of two neighbouring terms with a space between them, to find phrases. */
  pairs: string[];
  /** Keys of its lines as error fingerprints; lines that mention an error come first. */
  errors: string[];
}

/** A term of a query. */
export interface Term extends Token {
  /** Whether it may still be being typed: it ends the query without a space after it. */
  isOpen: boolean;
}

/** Looking up more terms takes time and does not improve results. */
export const MAX_TERMS = 16;

const LEVELS = new Set(
  'trace debug info notice warn warning error err fatal critical severe exception caused at'.split(' '),
);

const NOISE: readonly RegExp[] = [
  /\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}\S*/gu,
  ACCESS_TIME,
  /\b\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\b/gu,
  UUID,
  // Ports after IP addresses. Line numbers of files stay.
  /(?<=\d\.\d{1,3}):\d+\b/gu,
];

/** Parses a query. Never throws; a query of punctuation or stop words has no terms. */
export function parseQuery(text: string): Query {
  const lines = significantLines(text, MAX_QUERY);
  const rest = NOISE.reduce((clean, noise) => clean.replaceAll(noise, ' '), lines.join('\n'));
  const tokens = tokensOf(rest);
  const terms = new Map<string, Term>();
  for (const word of tokens) {
    const isOpen = word.index + word.text.length === rest.length;
    if (word.key !== '' && !terms.has(word.key)) terms.set(word.key, { ...word, isOpen });
  }
  const inErrors = new Set(tokensOf(rest.split('\n').filter(saysError).join('\n')).map(({ key }) => key));
  const toLookUp = termsToLookUp([...terms.values()], inErrors);
  const keys = new Set(toLookUp.map(({ key }) => key));
  return {
    lines,
    terms: toLookUp,
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

/**
 * Returns the terms without log levels, unless there are no others; if there are many, the most specific ones, those of lines
 * that mention an error first.
 */
function termsToLookUp(terms: readonly Term[], inErrors: ReadonlySet<string>): Term[] {
  const specific = terms.filter(({ text }) => !LEVELS.has(text.toLowerCase()));
  return mostSpecific(specific.length > 0 ? specific : terms, MAX_TERMS, inErrors);
}

/**
 * Returns at most `count` of the terms, in their order. Prefers identifiers and long words over numbers and short
 * words, and those with the keys `first` over others.
 */
export function mostSpecific(terms: readonly Term[], count: number, first: ReadonlySet<string> = new Set()): Term[] {
  const weightOf = (term: Term) => weight(term) + (first.has(term.key) ? WEIGHT_OF_ERROR : 0);
  const chosen = new Set(terms.toSorted((a, b) => weightOf(b) - weightOf(a)).slice(0, count));
  return terms.filter((term) => chosen.has(term));
}

const WEIGHT_OF_ERROR = 10;

function weight({ key, parts }: Term): number {
  const isNumber = /^\d+$/.test(key);
  return (isNumber ? 0 : Math.min(key.length, 20)) + (parts.length > 0 && !isNumber ? 10 : 0);
}
