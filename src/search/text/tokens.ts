import { aliasesOf, isData, joined, partsOf, TOKEN } from './identifiers.ts';
import { stemOf } from './stem.ts';
import { STOP_WORDS } from './stop-words.ts';

/** A word of a text or a query, with what an index knows it by. */
export interface Token {
  /** As written. */
  text: string;
  /** Where it begins in the text. */
  index: number;
  /** Lower case, without accents, an identifier's parts joined: what an index is asked for. Empty for a stop word, and for data. */
  key: string;
  /** The parts of an identifier likewise, of two letters or more, without stop words; none for a plain word. */
  parts: string[];
}

// Most words are these; taking them apart would find nothing.
const PLAIN = /^[A-Za-z][a-z]*$/;

/** Longest word that is asked for, in characters; what is longer is data. */
const LONGEST_WORD = 200;

// Scripts that write words without spaces between them.
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** What words of earlier texts came to; for who reads many texts. */
export type KnownTokens = Map<string, Omit<Token, 'index'>>;

/** The words of a text in its order, without those that every text has. */
export function termsOf(text: string, known?: KnownTokens): Token[] {
  return tokensOf(text, known).filter(({ key }) => key !== '');
}

/** The same with those that every text has, whose keys are empty. */
export function tokensOf(text: string, known: KnownTokens = new Map()): Token[] {
  const words: Token[] = [];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    let word = known.get(token);
    if (!word) {
      word = tokenOf(token);
      known.set(token, word);
    }
    const { key, parts } = word;
    words.push({ text: token, index, key, parts });
  }
  return words;
}

/**
 * All keys by which a word can be found, plain ones by their stems: its own, those of its parts and those of its other
 * spellings.
 */
export function keysOf({ text, key, parts }: Omit<Token, 'index'>): string[] {
  if (/^\p{L}+$/u.test(text) && parts.length === 0) return [stemOf(key)];
  return [...new Set([key, ...parts.map(stemOf), ...aliasesOf(text)])];
}

function tokenOf(text: string): Omit<Token, 'index'> {
  const lower = text.toLowerCase();
  if (STOP_WORDS.has(lower) || text.length > LONGEST_WORD) return { text, key: '', parts: [] };
  if (PLAIN.test(text)) return { text, key: lower, parts: [] };
  if (UNSPACED.test(text)) {
    const key = joined([text]);
    return { text, key, parts: key.length > 2 ? pairsOfCharacters(key) : [] };
  }
  const parts = partsOf(text);
  if (parts.length < 2) return { text, key: joined(parts), parts: [] };
  // The parts of a hash or a time say nothing.
  if (isData(text)) return { text, key: joined(parts), parts: [] };
  const names = parts.map((part) => joined([part])).filter((part) => part.length > 1 && !STOP_WORDS.has(part));
  return { text, key: joined(parts), parts: names };
}

function pairsOfCharacters(text: string): string[] {
  const characters = [...text];
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}
