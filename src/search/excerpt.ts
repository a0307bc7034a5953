import type { KnownTerm } from './find.ts';
import { aliasesOf } from './text/identifiers.ts';
import { stemOf } from './text/stem.ts';
import { keysOf, type Token, termsOf } from './text/tokens.ts';

/** A part of a text; matches of the query are marked. */
export interface TextPart {
  text: string;
  marked: boolean;
}

/** The part of a document that matches a query best. */
export interface Excerpt {
  /** Id of the heading; empty before the first heading. */
  anchor: string;
  /** Text of the heading. */
  title: string;
  parts: TextPart[];
}

/** Number of words in an excerpt. */
const LENGTH = 32;
/** Number of words before the first match. */
const BEFORE = 6;
/** Maximum number of characters in an opening, however long its words are. */
const MAX_OPENING = 1000;

/** Returns the index of the query term that a word matches; `undefined` if it matches none. */
type Lookup = (word: Token) => number | undefined;

/** A word of a text that matches a query term. */
interface Hit {
  /** Index among the words of the text. */
  at: number;
  word: Token;
  /** Index among the terms of the query. */
  term: number;
}

/** Returns the excerpt with the most and rarest query terms; `undefined` if the sections contain none of them. */
export function excerptOf(
  sections: readonly { anchor: string; title: string; text: string }[],
  terms: readonly KnownTerm[],
): Excerpt | undefined {
  const lookUp = lookupOf(terms);
  const weights = terms.map(weightOf);
  let best: { score: number; section: (typeof sections)[number]; words: Token[]; from: number } | undefined;
  for (const section of sections) {
    const words = termsOf(section.text);
    const window = bestWindow(hitsOf(words, lookUp), weights);
    if (window && window.score > (best?.score ?? 0)) best = { ...window, section, words };
  }
  if (!best) return undefined;
  const { section, words, from } = best;
  const [first, last] = [Math.max(0, from - BEFORE), Math.min(words.length, from - BEFORE + LENGTH)];
  const begin = first === 0 ? 0 : (words[first]?.index ?? 0);
  const end = last === words.length ? section.text.length : (words[last]?.index ?? section.text.length);
  const text = section.text.slice(begin, end).trim();
  const parts = marksIn(text, lookUp);
  if (begin > 0) parts.unshift({ text: '… ', marked: false });
  if (end < section.text.length) parts.push({ text: ' …', marked: false });
  return { anchor: section.anchor, title: section.title, parts };
}

/**
 * Returns the window with the highest sum of the values of its different terms; of equal ones the first. `from` is the
 * index of its first word. `hits` are in text order, `weights` holds the value of each term.
 */
export function bestWindow(
  hits: readonly Pick<Hit, 'at' | 'term'>[],
  weights: readonly number[],
): { score: number; from: number } | undefined {
  let best: { score: number; from: number } | undefined;
  // Number of hits of each term in the window, which slides over the hits once, so that time is linear.
  const counts = weights.map(() => 0);
  let end = 0;
  for (const { at, term } of hits) {
    for (let next = hits[end]; next && next.at < at + LENGTH - BEFORE; next = hits[++end]) {
      counts[next.term] = (counts[next.term] ?? 0) + 1;
    }
    const score = weights.reduce((sum, weight, place) => sum + (counts[place] ? weight : 0), 0);
    if (score > (best?.score ?? 0)) best = { score, from: at };
    counts[term] = (counts[term] ?? 0) - 1;
  }
  return best;
}

/** Returns the opening of the text, without a heading; `undefined` if there is no text. */
export function openingOf(sections: readonly { text: string }[]): Excerpt | undefined {
  const text = sections.find((section) => section.text !== '')?.text;
  if (text === undefined) return undefined;
  const opening = text.slice(0, MAX_OPENING);
  const end = termsOf(opening)[LENGTH]?.index ?? opening.length;
  const rest = end < text.length ? ' …' : '';
  return { anchor: '', title: '', parts: [{ text: `${text.slice(0, end).trim()}${rest}`, marked: false }] };
}

/** Returns a function that splits a text into parts and marks the query terms. Reuse it for many texts. */
export function markerOf(terms: readonly KnownTerm[]): (text: string) => TextPart[] {
  const lookUp = lookupOf(terms);
  return (text) => marksIn(text, lookUp);
}

/**
 * Returns the spellings in which each term of a query occurs in texts, without repetition, at most `most` for each
 * term.
 */
export function formsIn(texts: readonly string[], terms: readonly KnownTerm[], most: number): string[][] {
  // Most queries have no such terms, and documents may be long.
  if (terms.length === 0) return [];
  const lookUp = lookupOf(terms);
  const forms = terms.map(() => new Set<string>());
  for (const text of texts) {
    for (const { word, term } of hitsOf(termsOf(text), lookUp)) {
      const found = forms[term];
      if (found && found.size < most) found.add(word.text);
    }
  }
  return forms.map((found) => [...found]);
}

function marksIn(text: string, lookUp: Lookup): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { word } of hitsOf(termsOf(text), lookUp)) {
    parts.push({ text: text.slice(end, word.index), marked: false }, { text: word.text, marked: true });
    end = word.index + word.text.length;
  }
  parts.push({ text: text.slice(end), marked: false });
  return parts.filter(({ text: piece }) => piece !== '');
}

function hitsOf(words: readonly Token[], lookUp: Lookup): Hit[] {
  return words.flatMap((word, at) => {
    const term = lookUp(word);
    return term === undefined ? [] : [{ at, word, term }];
  });
}

function lookupOf(terms: readonly KnownTerm[]): Lookup {
  const termByKey = new Map(terms.flatMap((term, place) => keysToMatch(term).map((key) => [key, place] as const)));
  const prefixes = terms.flatMap(({ known, key }, place) => (known === 'prefix' ? [{ key, place }] : []));
  return (word) => {
    const key = keysOf(word).find((each) => termByKey.has(each));
    return key === undefined ? prefixes.find((each) => word.key.startsWith(each.key))?.place : termByKey.get(key);
  };
}

/** Returns the keys by which the index found a term. */
function keysToMatch({ known, key, parts, text }: KnownTerm): string[] {
  if (known === 'spelling') return aliasesOf(text);
  return known === 'parts' ? parts.map(stemOf) : [key, stemOf(key)];
}

/** Rare terms weigh more. Always positive. */
function weightOf({ documents }: KnownTerm): number {
  return 1 / Math.log2(2 + documents);
}
