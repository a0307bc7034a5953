import type { KnownTerm } from './find.ts';
import { aliasesOf } from './identifiers.ts';
import { stemOf } from './stem.ts';
import { keysOf, type Word, wordsOf } from './words.ts';

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

interface Hit {
  /** Place among the words of the text. */
  at: number;
  word: Word;
  /** Place of the term among those of the query. */
  term: number;
}

/** The excerpt with the most, and the rarest, of a query's words. `undefined` where the sections have none of them. */
export function excerptOf(
  sections: readonly { anchor: string; title: string; text: string }[],
  terms: readonly KnownTerm[],
): Excerpt | undefined {
  let best: { score: number; section: (typeof sections)[number]; words: Word[]; from: number } | undefined;
  for (const section of sections) {
    const words = wordsOf(section.text);
    const hits = hitsOf(words, terms);
    for (const { at } of hits) {
      const near = hits.filter((hit) => hit.at >= at && hit.at < at + LENGTH - BEFORE);
      const score = [...new Set(near.map(({ term }) => term))].reduce((sum, term) => sum + worthOf(terms[term]), 0);
      if (score > (best?.score ?? 0)) best = { score, section, words, from: at };
    }
  }
  if (!best) return undefined;
  const { section, words, from } = best;
  const [first, last] = [Math.max(0, from - BEFORE), Math.min(words.length, from - BEFORE + LENGTH)];
  const begin = first === 0 ? 0 : (words[first]?.index ?? 0);
  const end = last === words.length ? section.text.length : (words[last]?.index ?? section.text.length);
  const text = section.text.slice(begin, end).trim();
  const parts = markWords(text, terms);
  if (begin > 0) parts.unshift({ text: '… ', marked: false });
  if (end < section.text.length) parts.push({ text: ' …', marked: false });
  return { anchor: section.anchor, title: section.title, parts };
}

/** How the text begins, without its heading's name; `undefined` where there is none. */
export function openingOf(sections: readonly { text: string }[]): Excerpt | undefined {
  const text = sections.find((section) => section.text !== '')?.text;
  if (text === undefined) return undefined;
  const end = wordsOf(text)[LENGTH]?.index ?? text.length;
  const rest = end < text.length ? ' …' : '';
  return { anchor: '', title: '', parts: [{ text: `${text.slice(0, end).trim()}${rest}`, marked: false }] };
}

/** A text in pieces, the words of a query marked. */
export function markWords(text: string, terms: readonly KnownTerm[]): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { word } of hitsOf(wordsOf(text), terms)) {
    parts.push({ text: text.slice(end, word.index), marked: false }, { text: word.text, marked: true });
    end = word.index + word.text.length;
  }
  parts.push({ text: text.slice(end), marked: false });
  return parts.filter(({ text: piece }) => piece !== '');
}

function hitsOf(words: readonly Word[], terms: readonly KnownTerm[]): Hit[] {
  const wanted = new Map(terms.flatMap((term, place) => wantedKeys(term).map((key) => [key, place] as const)));
  const beginnings = terms.flatMap(({ known, key }, place) => (known === 'beginning' ? [{ key, place }] : []));
  return words.flatMap((word, at) => {
    const key = keysOf(word).find((each) => wanted.has(each));
    const term = key === undefined ? beginnings.find((each) => word.key.startsWith(each.key))?.place : wanted.get(key);
    return term === undefined ? [] : [{ at, word, term }];
  });
}

/** The keys by which the index had a term. */
function wantedKeys({ known, key, parts, text }: KnownTerm): string[] {
  if (known === 'spelling') return aliasesOf(text);
  return known === 'parts' ? parts.map(stemOf) : [key, stemOf(key)];
}

/** Rare words are worth more; never less than nothing. */
function worthOf(term: KnownTerm | undefined): number {
  return term ? 1 / Math.log2(2 + term.documents) : 0;
}
