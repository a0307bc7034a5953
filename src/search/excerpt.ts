import type { KnownTerm } from './find.ts';
import { aliasesOf } from './text/identifiers.ts';
import { stemOf } from './text/stem.ts';
import { keysOf, type Token, termsOf } from './text/tokens.ts';

/** A piece of a text; hits are marked. */
export interface TextPart {
  text: string;
  marked: boolean;
}

/** The part of a document that answers a query best. */
export interface Excerpt {
  /** Id of its heading; empty before the first one. */
  anchor: string;
  /** Text of its heading. */
  title: string;
  parts: TextPart[];
}

/** Words that an excerpt has. */
const LENGTH = 32;
/** Words that it shows before the first hit. */
const BEFORE = 6;
/** Characters that the beginning of a text has at most, however long its words are. */
const LONGEST_OPENING = 1000;

/** The word of a query that a word of a text stands for, by its place among the terms; `undefined` where it is none of them. */
type Lookup = (word: Token) => number | undefined;

/** A word of a text that stands for one of a query. */
interface Hit {
  /** Place among the words of the text. */
  at: number;
  word: Token;
  /** Place of the term among those of the query. */
  term: number;
}

/** The excerpt with the most, and the rarest, of a query's words. `undefined` where the sections have none of them. */
export function excerptOf(
  sections: readonly { anchor: string; title: string; text: string }[],
  terms: readonly KnownTerm[],
): Excerpt | undefined {
  const lookUp = lookupOf(terms);
  const worths = terms.map(worthOf);
  let best: { score: number; section: (typeof sections)[number]; words: Token[]; from: number } | undefined;
  for (const section of sections) {
    const words = termsOf(section.text);
    const window = bestWindow(hitsOf(words, lookUp), worths);
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
 * The first of the windows whose different terms are worth most, by the place of the hit that it begins with. `hits` are in
 * the order of the text, `worths` are those of the terms.
 */
export function bestWindow(
  hits: readonly Pick<Hit, 'at' | 'term'>[],
  worths: readonly number[],
): { score: number; from: number } | undefined {
  let best: { score: number; from: number } | undefined;
  // How many hits of each term the window has: it slides over the hits once, however many they are.
  const counts = worths.map(() => 0);
  let end = 0;
  for (const { at, term } of hits) {
    for (let next = hits[end]; next && next.at < at + LENGTH - BEFORE; next = hits[++end]) {
      counts[next.term] = (counts[next.term] ?? 0) + 1;
    }
    const score = worths.reduce((sum, worth, place) => sum + (counts[place] ? worth : 0), 0);
    if (score > (best?.score ?? 0)) best = { score, from: at };
    counts[term] = (counts[term] ?? 0) - 1;
  }
  return best;
}

/** How the text begins, without its heading's name; `undefined` where there is none. */
export function openingOf(sections: readonly { text: string }[]): Excerpt | undefined {
  const text = sections.find((section) => section.text !== '')?.text;
  if (text === undefined) return undefined;
  const opening = text.slice(0, LONGEST_OPENING);
  const end = termsOf(opening)[LENGTH]?.index ?? opening.length;
  const rest = end < text.length ? ' …' : '';
  return { anchor: '', title: '', parts: [{ text: `${text.slice(0, end).trim()}${rest}`, marked: false }] };
}

/** Returns what puts a text into pieces, the words of a query marked; for many texts it is made once. */
export function markerOf(terms: readonly KnownTerm[]): (text: string) => TextPart[] {
  const lookUp = lookupOf(terms);
  return (text) => marksIn(text, lookUp);
}

/** The words of texts that stand for each term of a query, as the texts have them, each once, at most `most`; by the terms' places. */
export function formsIn(texts: readonly string[], terms: readonly KnownTerm[], most: number): string[][] {
  // Most queries have no such terms, and a document may be long.
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
  const wanted = new Map(terms.flatMap((term, place) => wantedKeys(term).map((key) => [key, place] as const)));
  const beginnings = terms.flatMap(({ known, key }, place) => (known === 'beginning' ? [{ key, place }] : []));
  return (word) => {
    const key = keysOf(word).find((each) => wanted.has(each));
    return key === undefined ? beginnings.find((each) => word.key.startsWith(each.key))?.place : wanted.get(key);
  };
}

/** The keys by which the index had a term. */
function wantedKeys({ known, key, parts, text }: KnownTerm): string[] {
  if (known === 'spelling') return aliasesOf(text);
  return known === 'parts' ? parts.map(stemOf) : [key, stemOf(key)];
}

/** Rare words are worth more; never less than nothing. */
function worthOf({ documents }: KnownTerm): number {
  return 1 / Math.log2(2 + documents);
}
