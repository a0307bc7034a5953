import { stemOf } from './text/stem.ts';
import { keysOf, tokensOf } from './text/tokens.ts';

const MAX_VOCABULARY = 40_000;
/** Separator between the parts of an identifier, each of which may be mistyped. */
export const SEPARATOR = /[^\p{L}\p{N}]+/u;
// Longer tokens are data, which nobody types.
const VOCABULARY_WORD = /^\p{L}[\p{L}\p{N}]{3,29}$/u;

/** Archives with fewer documents have no common words: looking up any word is fast. */
const FEW_DOCUMENTS = 1000;
/** A word is common if more than this share of all documents contains it. */
const COMMON = 0.1;

/** What the search knows of the words of all documents. */
export interface Vocabulary {
  /** The words in their most frequent spelling, most frequent first. Identifiers are split at punctuation. */
  words: string[];
  /** The sorted stems of the words in more than a tenth of the documents; empty if there are few documents. */
  common: string[];
  /** The stems of all terms, to collect the vocabulary of a similar archive in less time; empty if there are few documents. */
  stems: KnownStems;
}

/** The stems of terms, which take time to find. */
export type KnownStems = ReadonlyMap<string, readonly string[]>;

/**
 * Collects the vocabulary of documents from the distinct terms of each; see `distinctTerms`. `known` has stems of an earlier
 * vocabulary.
 */
export function vocabularyOf(documents: readonly (readonly string[])[], known: KnownStems = new Map()): Vocabulary {
  const counts = new Map<string, number>();
  const stemCounts = new Map<string, number>();
  const words = new Map<string, readonly string[]>();
  const stems = new Map<string, readonly string[]>();
  const wordsOf = remember(words, wordsIn);
  const stemsOf = remember(stems, (term) => known.get(term) ?? tokensOf(term).flatMap(keysOf).map(stemOf));
  for (const terms of documents) {
    countEach(new Set(terms.flatMap(wordsOf)), counts);
    if (documents.length >= FEW_DOCUMENTS) countEach(new Set(terms.flatMap(stemsOf)), stemCounts);
  }
  const common = [...stemCounts].flatMap(([stem, count]) => (count > documents.length * COMMON ? [stem] : []));
  return { words: mostFrequent(counts), common: common.sort(), stems };
}

/** Returns the parts of an identifier that people may mistype, or the word itself. */
function wordsIn(term: string): string[] {
  return term.split(SEPARATOR).filter((word) => VOCABULARY_WORD.test(word));
}

/** Returns a function that calculates each result once and keeps it in a map. */
function remember<Result>(known: Map<string, Result>, make: (term: string) => Result): (term: string) => Result {
  return (term) => {
    const before = known.get(term);
    if (before !== undefined) return before;
    const result = make(term);
    known.set(term, result);
    return result;
  };
}

function countEach(keys: Iterable<string>, counts: Map<string, number>): void {
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Returns the words in their most frequent spelling, most frequent first. */
function mostFrequent(counts: ReadonlyMap<string, number>): string[] {
  const forms = new Map<string, { word: string; count: number; best: number }>();
  for (const [word, count] of counts) {
    const form = forms.get(word.toLowerCase()) ?? { word, count: 0, best: 0 };
    if (count > form.best) Object.assign(form, { word, best: count });
    form.count += count;
    forms.set(word.toLowerCase(), form);
  }
  const sorted = [...forms.values()].sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  return sorted.slice(0, MAX_VOCABULARY).map(({ word }) => word);
}
