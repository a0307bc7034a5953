import { errorFingerprintsOf, fingerprintKey } from './error-fingerprint.ts';
import type { Found, KnownTerm } from './find.ts';
import { parseQuery } from './query.ts';
import { type Match, rarityOf } from './ranking.ts';
import { isTyped } from './suggest.ts';

/**
 * How much the results of a query say: the first is close to it; some have part of it; none has enough of it to be about the same
 * thing.
 */
export type Closeness = 'found' | 'weak' | 'none';

/** Shares of the terms of a query from which a result is close to it, and from which it is worth showing. */
const CLOSE = 0.6;
const WORTH_SHOWING = 0.35;
/** A shorter query says too little to judge that nothing is close. */
const MIN_TERMS = 4;
/** Number of results that are judged: those that stand first. */
const JUDGED = 3;
/** Weight of a name of which a document has only some parts. */
const PARTS_WEIGHT = 0.3;
/** Weight of numbers and names with digits, which are likely to be values. */
const VALUE_WEIGHT = 0.5;
/** A line with fewer terms may be in any document, unless it contains a name of several parts. */
const MIN_LINE_TERMS = 4;
const LONG_PART = /\p{L}{3}/u;

/** A line of a pasted text that a document matches. */
export interface MatchedLine {
  text: string;
  /** Whether the document quotes the same error. */
  isSameError: boolean;
  /** Share of the line's terms that the document contains; see `shareOf`. */
  share: number;
}

/** Says how close the results of a query are to it. */
export function closenessOf(found: Found): Closeness {
  const { matches, terms } = found;
  const [best] = matches;
  if (!best) return 'none';
  if (best.evidence !== 'some') return 'found';
  const share = Math.max(...matches.slice(0, JUDGED).map((match) => closestShare(match, found)));
  if (share >= CLOSE) return 'found';
  return share >= WORTH_SHOWING || terms.filter(isLookedUp).length < MIN_TERMS ? 'weak' : 'none';
}

/** Returns whether the first result is what a pasted text is about, so that no other needs to be looked at. */
export function isSure(query: string, { matches: [best] }: Found): boolean {
  if (!best || best.evidence === 'some') return false;
  return best.evidence === 'same-error' || !isTyped(query);
}

/**
 * Returns the line of a pasted text that a match is best explained by: one whose error it quotes, otherwise the one with the
 * most and rarest matching terms. `undefined` for a single line, or if no line has enough of them.
 */
export function matchedLine(match: Match, found: Pick<Found, 'lines' | 'terms' | 'total'>): MatchedLine | undefined {
  const lines = found.lines.filter((line) => line.trim() !== '');
  if (lines.length < 2) return undefined;
  const keys = new Set(match.keys);
  const quoted = lines.find((line) => errorFingerprintsOf(line).some((each) => keys.has(fingerprintKey(each))));
  if (quoted !== undefined) return { text: quoted, isSameError: true, share: 1 };
  const byKey = new Map(found.terms.map((term) => [term.key, term]));
  let best: MatchedLine | undefined;
  let most = 0;
  for (const text of lines) {
    const own = termsIn(text, byKey);
    const weight = weightOf(
      own.filter(({ key }) => keys.has(key)),
      found.total,
    );
    if (weight <= most) continue;
    most = weight;
    best = { text, isSameError: false, share: isTelling(own) ? shareOf(own, keys, found.total) : 0 };
  }
  return best && best.share >= WORTH_SHOWING ? best : undefined;
}

/** Returns the share of the query, or of its closest line, that a document contains. */
function closestShare(match: Match, found: Found): number {
  const whole = shareOf(found.terms.filter(isLookedUp), new Set(match.keys), found.total);
  return Math.max(whole, matchedLine(match, found)?.share ?? 0);
}

/** Returns the share of terms that are among some keys, 0 to 1; rare terms count more. */
function shareOf(terms: readonly KnownTerm[], keys: ReadonlySet<string>, total: number): number {
  const all = weightOf(terms, total);
  if (all === 0) return 0;
  const had = terms.filter(({ key, known }) => known !== 'parts' && keys.has(key));
  const inParts = terms.filter(({ key, known }) => known === 'parts' && keys.has(key));
  return (weightOf(had, total) + PARTS_WEIGHT * weightOf(inParts, total)) / all;
}

/** Returns the sum of the inverse document frequencies of terms. */
function weightOf(terms: readonly KnownTerm[], total: number): number {
  return terms.reduce((sum, { key, documents }) => {
    return sum + rarityOf(documents, total) * (/\d/.test(key) ? VALUE_WEIGHT : 1);
  }, 0);
}

/** Returns the terms of a line; those that were not looked up count as unknown. */
function termsIn(line: string, byKey: ReadonlyMap<string, KnownTerm>): KnownTerm[] {
  const own = parseQuery(line).terms.map((term): KnownTerm => {
    return byKey.get(term.key) ?? { ...term, known: 'unknown', documents: 0 };
  });
  return own.filter(isLookedUp);
}

function isTelling(terms: readonly KnownTerm[]): boolean {
  return (
    terms.length >= MIN_LINE_TERMS ||
    terms.some(({ parts }) => parts.filter((part) => LONG_PART.test(part)).length >= 2)
  );
}

function isLookedUp({ known }: KnownTerm): boolean {
  return known !== 'common';
}
