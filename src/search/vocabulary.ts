import { stemOf } from './text/stem.ts';
import { type KnownTokens, keysOf, termsOf } from './text/tokens.ts';

const MAX_VOCABULARY = 40_000;
/** Separator between the parts of an identifier, each of which may be mistyped. */
export const SEPARATOR = /[^\p{L}\p{N}]+/u;
// Longer tokens are data, which nobody types.
const VOCABULARY_WORD = /^\p{L}[\p{L}\p{N}]{3,29}$/u;

/** Archives with fewer documents have no common words: looking up any word is fast. */
const FEW_DOCUMENTS = 1000;
/** A word is common if more than this share of all documents contains it. */
const COMMON = 0.1;

/**
 * Returns the words of texts in their most frequent spelling, most frequent first. Identifiers are split at
 * punctuation.
 */
export function vocabularyOf(texts: readonly string[]): string[] {
  const forms = new Map<string, { word: string; count: number; best: number }>();
  for (const [word, count] of countWritten(texts)) {
    const form = forms.get(word.toLowerCase()) ?? { word, count: 0, best: 0 };
    if (count > form.best) Object.assign(form, { word, best: count });
    form.count += count;
    forms.set(word.toLowerCase(), form);
  }
  const sorted = [...forms.values()].sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  return sorted.slice(0, MAX_VOCABULARY).map(({ word }) => word);
}

/** Returns the sorted stems of the words in more than a tenth of the texts; empty if there are few texts. */
export function commonStems(texts: readonly string[]): string[] {
  if (texts.length < FEW_DOCUMENTS) return [];
  const known: KnownTokens = new Map();
  const stems = new Map<string, readonly string[]>();
  const counts = new Map<string, number>();
  for (const text of texts) {
    const found = new Set<string>();
    for (const word of termsOf(text, known)) {
      const own = stems.get(word.text) ?? keysOf(word).map(stemOf);
      stems.set(word.text, own);
      for (const stem of own) found.add(stem);
    }
    for (const stem of found) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  return [...counts].flatMap(([stem, count]) => (count > texts.length * COMMON ? [stem] : [])).sort();
}

/** Counts the texts that contain each word as written. */
function countWritten(texts: readonly string[]): Map<string, number> {
  const known: KnownTokens = new Map();
  const counts = new Map<string, number>();
  for (const text of texts) {
    const words = new Set(termsOf(text, known).flatMap(({ text: word }) => word.split(SEPARATOR)));
    for (const word of words) if (VOCABULARY_WORD.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}
