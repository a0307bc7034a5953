import type { Posting, PostingsSource } from './postings.ts';
import { mostSpecific, parseQuery, type Query, type Term } from './query.ts';
import { type Hits, type Match, rankMatches } from './ranking.ts';
import { aliasesOf } from './text/identifiers.ts';

/** A query term and how it matched. */
export interface KnownTerm extends Term {
  /**
   * How the term matched: exactly; in another spelling; as the prefix of words; by some of its parts, which may mean
   * something else; not at all. `common` terms were not looked up, as many documents contain them and other terms are
   * more specific.
   */
  known: 'exact' | 'spelling' | 'prefix' | 'parts' | 'unknown' | 'common';
  /** Number of documents that contain it; the total for common terms, which are not counted. */
  documents: number;
}

/** The answer to a query. */
export interface Found {
  /** Best first. */
  matches: readonly Match[];
  /** Terms of the query; empty if it consists of stop words. */
  terms: KnownTerm[];
  /** Lines of the query, or the most significant ones of a long text. */
  lines: readonly string[];
  /** Number of documents in the index. */
  total: number;
}

/** Number of terms that the early answer looks up. */
const FEW_TERMS = 2;
/** Numbers of error fingerprints that it looks up at once: most errors are found with the first, errors in logs with the others. */
const ERRORS_AT_ONCE = [3, 13] as const;
const MAX_FOR_EARLY = 2 * FEW_TERMS;
// Each spelling may require another part of the index.
const MAX_SPELLINGS = 4;
const MAX_GUESSES = 6;
const MAX_PARTS = 24;
/** Shorter prefixes match too many words. */
const MIN_PREFIX = 3;

/** Searches an index for what a responder typed or pasted. Rejects if the index cannot be read. */
export async function findMatches(text: string, source: PostingsSource): Promise<Found> {
  return answer(parseQuery(text), source);
}

/**
 * Returns a first answer that reads little of the index: a document that quotes the same error, otherwise the matches
 * of the two most specific terms. `undefined` if there are none, or the query has no more terms than that.
 */
export async function findEarly(text: string, source: PostingsSource): Promise<Found | undefined> {
  const query = parseQuery(text);
  const rare = query.terms.filter(({ key }) => !source.isCommon(key));
  const needed = (rare.length > 0 ? rare : query.terms).map(({ key }) => key);
  // The parts of the index of many terms would delay that of an error.
  if (rare.length <= MAX_FOR_EARLY) source.prepare?.(needed);
  const same = await firstError(query, source);
  if (same) {
    const [document, keys] = same;
    const terms = query.terms.map((term): KnownTerm => ({ ...term, known: 'exact', documents: 1 }));
    const match: Match = { document, evidence: 'same-error', words: terms.length, score: 1, keys };
    return { matches: [match], terms, lines: query.lines, total: source.total };
  }
  source.prepare?.(needed);
  if (rare.length <= FEW_TERMS) return undefined;
  // They say little of a longer query.
  if (rare.length > MAX_FOR_EARLY) return undefined;
  const few = await answer({ ...query, terms: mostSpecific(rare, FEW_TERMS) }, source);
  const [best] = few.matches;
  return best && best.evidence !== 'some' ? few : undefined;
}

/** Returns a document that quotes one of the first errors of the query, with their keys. */
async function firstError(query: Query, source: PostingsSource): Promise<[string, string[]] | undefined> {
  let begin = 0;
  for (const count of ERRORS_AT_ONCE) {
    const errors = query.errors.slice(begin, begin + count);
    const [same] = errorsOf({ ...query, errors }, await source.get(errors));
    if (same) return same;
    begin += count;
  }
  return undefined;
}

async function answer(query: Query, source: PostingsSource): Promise<Found> {
  const { lines } = query;
  const { total } = source;
  if (query.terms.length === 0 || total === 0) return { matches: [], terms: query.terms.map(unknown), lines, total };
  const rare = query.terms.filter(({ key }) => !source.isCommon(key));
  const direct = await source.get([...rare.map(({ key }) => key), ...query.errors]);
  const lookedUp = rare.filter(
    (term) => direct.has(term.key) || !mayBePrefix(term) || !source.isCommonPrefix(term.key),
  );
  const each = await Promise.all(guessable(lookedUp, direct).map((term) => hitsOf(term, direct, source)));
  const hits = await orderOnly(each, source);
  const known = new Map(hits.map(({ postings: _, least: __, words: ___, keys: ____, ...term }) => [term.key, term]));
  const common = query.terms.filter(({ key }) => !known.has(key));
  // Common terms say little, but are better than nothing.
  const needsCommon = common.length > 0 && hits.every(({ documents }) => documents === 0);
  const all = needsCommon ? [...hits, ...(await hitsOfCommon(common, source))] : hits;
  const pairs = await source.get(pairsToLookUp(query, hits));
  const commonTerm = (term: Term): KnownTerm => {
    const way = source.isCommon(term.key) ? 'exact' : 'prefix';
    return { ...term, known: needsCommon ? way : 'common', documents: source.total };
  };
  const sameError = errorsOf(query, direct);
  const matches = rankMatches(all, [...pairs.values()], query.pairs.length, [...sameError.keys()], total);
  for (const match of matches) match.keys.push(...(sameError.get(match.document) ?? []));
  return {
    lines,
    total,
    matches,
    terms: query.terms.map((term) => known.get(term.key) ?? commonTerm(term)),
  };
}

/** For a query of one term, ranks the documents that contain it by Pagefind's own weights. */
async function orderOnly(hits: readonly (Hits & KnownTerm)[], source: PostingsSource): Promise<(Hits & KnownTerm)[]> {
  const [only] = hits;
  // This may load more of the index.
  if (hits.length > 1 || only?.known !== 'exact' || only.documents < 2) return [...hits];
  const { documents, weights } = await source.withAll([only.key]);
  const weightOf = new Map(documents.map((document, at) => [document, weights[at] ?? 0]));
  const weighed = only.postings.map(({ posting, weight }) => {
    const own = posting.documents.map((document, at) => weightOf.get(document) ?? posting.weights[at] ?? 0);
    return { posting: { documents: posting.documents, weights: own }, weight };
  });
  return [{ ...only, postings: weighed }];
}

/** Ranks documents by common terms in the index's own order. If no document contains all of them, looks up each. */
async function hitsOfCommon(terms: readonly Term[], source: PostingsSource): Promise<Hits[]> {
  const keys = terms.map(({ key }) => key);
  const together = await source.withAll(keys);
  if (together.documents.length > 0)
    return [{ words: keys.length, keys, postings: [{ posting: together, weight: 1 }] }];
  const each = await source.get(keys);
  return keys.map((key) => {
    const posting = each.get(key);
    return { words: 1, keys: [key], postings: posting ? [{ posting, weight: 1 }] : [] };
  });
}

/** Returns the documents that quote errors of the query, with the keys of these errors. */
function errorsOf({ errors }: Query, postings: ReadonlyMap<string, Posting>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const error of errors) {
    for (const document of postings.get(error)?.documents ?? []) {
      found.set(document, [...(found.get(document) ?? []), error]);
    }
  }
  return found;
}

/** Marks the first few terms without an exact match as allowed to match in other ways. */
function guessable(terms: readonly Term[], direct: ReadonlyMap<string, Posting>): (Term & { guess: boolean })[] {
  let guesses = 0;
  return terms.map((term) => ({ ...term, guess: !direct.has(term.key) && guesses++ < MAX_GUESSES }));
}

async function hitsOf(
  { guess, ...term }: Term & { guess: boolean },
  direct: ReadonlyMap<string, Posting>,
  source: PostingsSource,
): Promise<Hits & KnownTerm> {
  const make = (known: KnownTerm['known'], ...postings: readonly Posting[]): Hits & KnownTerm => {
    const weight = /^\d+$/.test(term.key) ? NUMBER_WEIGHT : 1;
    const documents = new Set(postings.flatMap(({ documents }) => documents)).size;
    const weighed = postings.map((posting) => ({ posting, weight: MATCH_WEIGHT[known] * weight }));
    return { ...term, known, documents, words: 1, keys: [term.key], postings: weighed };
  };
  const exact = direct.get(term.key);
  if (exact) return make('exact', exact);
  if (mayBePrefix(term)) {
    const longer = await source.startingWith(term.key);
    if (longer.documents.length > 0) return make('prefix', longer);
  }
  if (!guess) return make('unknown');
  const spellings = aliasesOf(term.text).filter((key) => key !== term.key);
  const spelled = await source.get(spellings.slice(0, MAX_SPELLINGS));
  if (spelled.size > 0) return make('spelling', ...spelled.values());
  // Numbers alone match anything.
  const isNamed = term.parts.some((part) => /\p{L}/u.test(part));
  const different = isNamed ? [...new Set(term.parts)].slice(0, MAX_PARTS) : [];
  const parts = await source.get(different.filter((part) => !source.isCommon(part)));
  if (parts.size === 0) return make('unknown');
  // A single part may belong to any other name.
  return { ...make('parts', ...parts.values()), least: Math.max(2, different.length) };
}

/** Returns whether a term may be the prefix of a word that is still being typed. */
function mayBePrefix({ isOpen, key, parts }: Term): boolean {
  return isOpen && key.length >= MIN_PREFIX && parts.length === 0;
}

/** Weight of a hit by how the term matched. */
const MATCH_WEIGHT = { exact: 1, common: 1, spelling: 0.7, prefix: 0.4, parts: 0.3, unknown: 0 } as const;
const NUMBER_WEIGHT = 0.5;

/** Returns the pairs of which the index contains both words; the others cannot match. */
function pairsToLookUp({ pairs }: Query, hits: readonly (Hits & KnownTerm)[]): string[] {
  const exact = new Set(hits.filter(({ known }) => known === 'exact').map(({ key }) => key));
  return pairs.filter((pair) => pair.split(' ').every((key) => exact.has(key)));
}

function unknown(term: Term): KnownTerm {
  return { ...term, known: 'unknown', documents: 0 };
}
