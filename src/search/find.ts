import type { Posting, PostingsSource } from './postings.ts';
import { mostTelling, parseQuery, type Query, type Term } from './query.ts';
import { type Hits, type Match, rankMatches } from './ranking.ts';
import { aliasesOf } from './text/identifiers.ts';

/** How the index knows a word of a query. */
export interface KnownTerm extends Term {
  /**
   * As it is; in another spelling; as the beginning of words; by parts of it, which may mean something else; not at all;
   * `common` was not asked for, as many documents have it and
   * other words tell more.
   */
  known: 'exact' | 'spelling' | 'beginning' | 'parts' | 'unknown' | 'common';
  /** Number of documents that have it; of what many have, which is not counted, that of all. */
  documents: number;
}

/** The answer to a query. */
export interface Found {
  /** Best first. */
  matches: Match[];
  /** The words of the query; none where it says nothing. */
  terms: KnownTerm[];
}

/** Words, and error lines, that are asked for first. */
const FEW_TERMS = 2;
const FEW_ERRORS = 3;
// Every other spelling may be another part of the index to load.
const MOST_SPELLINGS = 4;
const MOST_GUESSED = 6;
const MOST_PARTS = 24;
/** Shorter beginnings are those of too many words. */
const LEAST_BEGINNING = 3;

/** Asks an index for what a responder typed or pasted. Rejects where the index cannot be read. */
export async function findMatches(text: string, source: PostingsSource): Promise<Found> {
  return answer(parseQuery(text), source);
}

/**
 * A first answer that needs little of the index: a document that quotes the same error, else what has the two most
 * telling words. `undefined` where that finds nothing, or the whole query needs no more.
 */
export async function findEarly(text: string, source: PostingsSource): Promise<Found | undefined> {
  const query = parseQuery(text);
  const errors = query.errors.slice(0, FEW_ERRORS);
  const [document] = errorsOf({ ...query, errors }, await source.get(errors));
  if (document !== undefined) {
    const terms = query.terms.map((term): KnownTerm => ({ ...term, known: 'exact', documents: 1 }));
    return { matches: [{ document, evidence: 'same-error', words: terms.length, score: 1 }], terms };
  }
  const asked = query.terms.filter(({ key }) => !source.isCommon(key));
  if (asked.length <= FEW_TERMS) return undefined;
  const few = await answer({ ...query, terms: mostTelling(asked, FEW_TERMS) }, source);
  const [best] = few.matches;
  return best && best.evidence !== 'some' ? few : undefined;
}

async function answer(query: Query, source: PostingsSource): Promise<Found> {
  if (query.terms.length === 0 || source.total === 0) return { matches: [], terms: query.terms.map(unknown) };
  const rare = query.terms.filter(({ key }) => !source.isCommon(key));
  const direct = await source.get([...rare.map(({ key }) => key), ...query.errors]);
  const asked = rare.filter((term) => direct.has(term.key) || !mayBegin(term) || !source.beginsCommon(term.key));
  const each = await Promise.all(guessable(asked, direct).map((term) => hitsOf(term, direct, source)));
  const hits = await orderOnly(each, source);
  const known = new Map(hits.map(({ postings: _, least: __, ...term }) => [term.key, term]));
  const common = query.terms.filter(({ key }) => !known.has(key));
  // What is common tells little, but more than nothing.
  const isAsked = common.length > 0 && hits.every(({ documents }) => documents === 0);
  const all = isAsked ? [...hits, ...(await hitsOfCommon(common, source))] : hits;
  const pairs = await source.get(pairsWorthAsking(query, hits));
  const commonTerm = (term: Term): KnownTerm => {
    const way = source.isCommon(term.key) ? 'exact' : 'beginning';
    return { ...term, known: isAsked ? way : 'common', documents: source.total };
  };
  return {
    matches: rankMatches(all, [...pairs.values()], query.pairs.length, errorsOf(query, direct), source.total),
    terms: query.terms.map((term) => known.get(term.key) ?? commonTerm(term)),
  };
}

/** Where one word alone is asked for, a closer look at it tells the documents apart that have it. */
async function orderOnly(hits: readonly (Hits & KnownTerm)[], source: PostingsSource): Promise<(Hits & KnownTerm)[]> {
  const [only] = hits;
  // It may have to load more of the index.
  if (hits.length > 1 || only?.known !== 'exact' || only.documents < 2) return [...hits];
  const { documents, weights } = await source.withAll([only.key]);
  const weightOf = new Map(documents.map((document, at) => [document, weights[at] ?? 0]));
  const weighed = only.postings.map(({ posting, worth }) => {
    const own = posting.documents.map((document, at) => weightOf.get(document) ?? posting.weights[at] ?? 0);
    return { posting: { documents: posting.documents, weights: own }, worth };
  });
  return [{ ...only, postings: weighed }];
}

/** Words that many documents have are left to the index's own order; where none has all of them, each is asked for. */
async function hitsOfCommon(terms: readonly Term[], source: PostingsSource): Promise<Hits[]> {
  const keys = terms.map(({ key }) => key);
  const together = await source.withAll(keys);
  if (together.documents.length > 0) return [{ words: keys.length, postings: [{ posting: together, worth: 1 }] }];
  const each = await source.get(keys);
  return keys.map((key) => {
    const posting = each.get(key);
    return { words: 1, postings: posting ? [{ posting, worth: 1 }] : [] };
  });
}

function errorsOf({ errors }: Query, postings: ReadonlyMap<string, Posting>): string[] {
  return errors.flatMap((error) => postings.get(error)?.documents ?? []);
}

/** The terms, the first few of those that the index does not have with leave to be looked for in other ways. */
function guessable(terms: readonly Term[], direct: ReadonlyMap<string, Posting>): (Term & { guess: boolean })[] {
  let guesses = 0;
  return terms.map((term) => ({ ...term, guess: !direct.has(term.key) && guesses++ < MOST_GUESSED }));
}

async function hitsOf(
  { guess, ...term }: Term & { guess: boolean },
  direct: ReadonlyMap<string, Posting>,
  source: PostingsSource,
): Promise<Hits & KnownTerm> {
  const make = (known: KnownTerm['known'], ...postings: readonly Posting[]): Hits & KnownTerm => {
    const worth = /^\d+$/.test(term.key) ? WORTH_OF_NUMBER : 1;
    const documents = new Set(postings.flatMap(({ documents }) => documents)).size;
    const weighed = postings.map((posting) => ({ posting, worth: WORTH[known] * worth }));
    return { ...term, known, documents, words: 1, postings: weighed };
  };
  const exact = direct.get(term.key);
  if (exact) return make('exact', exact);
  if (mayBegin(term)) {
    const longer = await source.startingWith(term.key);
    if (longer.documents.length > 0) return make('beginning', longer);
  }
  if (!guess) return make('unknown');
  const spellings = aliasesOf(term.text).filter((key) => key !== term.key);
  const spelled = await source.get(spellings.slice(0, MOST_SPELLINGS));
  if (spelled.size > 0) return make('spelling', ...spelled.values());
  // Numbers alone stand for anything.
  const isNamed = term.parts.some((part) => /\p{L}/u.test(part));
  const different = isNamed ? [...new Set(term.parts)].slice(0, MOST_PARTS) : [];
  const parts = await source.get(different.filter((part) => !source.isCommon(part)));
  if (parts.size === 0) return make('unknown');
  // One part may be that of any other word.
  return { ...make('parts', ...parts.values()), least: Math.max(2, different.length) };
}

/** Whether a term may be the beginning of a word that is still being typed. */
function mayBegin({ isOpen, key, parts }: Term): boolean {
  return isOpen && key.length >= LEAST_BEGINNING && parts.length === 0;
}

/** What a hit of a word is worth by how the word was found. */
const WORTH = { exact: 1, common: 1, spelling: 0.7, beginning: 0.4, parts: 0.3, unknown: 0 } as const;
const WORTH_OF_NUMBER = 0.5;

/** Pairs whose words the index has; the others stand nowhere in a row. */
function pairsWorthAsking({ pairs }: Query, hits: readonly (Hits & KnownTerm)[]): string[] {
  const exact = new Set(hits.filter(({ known }) => known === 'exact').map(({ key }) => key));
  return pairs.filter((pair) => pair.split(' ').every((key) => exact.has(key)));
}

function unknown(term: Term): KnownTerm {
  return { ...term, known: 'unknown', documents: 0 };
}
