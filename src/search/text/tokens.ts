import { aliasesOf, isData, joined, partsOf, TOKEN } from './identifiers.ts';
import { stemOf } from './stem.ts';
import { STOP_WORDS } from './stop-words.ts';

/** A token of a text or a query, with its keys in the index. */
export interface Token {
  /** As written. */
  text: string;
  /** Index in the text, in UTF-16 units. */
  index: number;
  /**
   * The key in the index: lower case, without accents, the parts of an identifier joined. Empty for stop words and
   * data.
   */
  key: string;
  /** Keys of the parts of an identifier: two characters or more, no stop words. Empty for plain words. */
  parts: string[];
}

// Most words are plain and need not be split.
const PLAIN = /^[A-Za-z][a-z]*$/;

/** Maximum length of a word in characters; longer tokens are data. */
const MAX_WORD = 200;

// Scripts that are written without spaces between words.
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** Tokens of earlier texts. Pass the same map when reading many texts to save time. */
export type KnownTokens = Map<string, Omit<Token, 'index'>>;

/** Returns the terms of a text in order: its tokens without stop words and data. */
export function termsOf(text: string, known?: KnownTokens): Token[] {
  return tokensOf(text, known).filter(({ key }) => key !== '');
}

/** Returns the distinct terms of a text as written, in the order in which they first occur. */
export function distinctTerms(text: string, known?: KnownTokens): string[] {
  return [...new Set(termsOf(text, known).map((term) => term.text))];
}

/** Returns the tokens of a text in order, including stop words and data, whose keys are empty. */
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
 * Returns all keys by which a token is found: those of the token, its parts and its other spellings; stems for plain
 * words.
 */
export function keysOf({ text, key, parts }: Omit<Token, 'index'>): string[] {
  if (/^\p{L}+$/u.test(text) && parts.length === 0) return [stemOf(key)];
  return [...new Set([key, ...parts.map(stemOf), ...aliasesOf(text)])];
}

function tokenOf(text: string): Omit<Token, 'index'> {
  const lower = text.toLowerCase();
  if (STOP_WORDS.has(lower) || text.length > MAX_WORD) return { text, key: '', parts: [] };
  if (PLAIN.test(text)) return { text, key: lower, parts: [] };
  if (UNSPACED.test(text)) {
    const key = joined([text]);
    return { text, key, parts: key.length > 2 ? pairsOfCharacters(key) : [] };
  }
  const parts = partsOf(text);
  if (parts.length < 2) return { text, key: joined(parts), parts: [] };
  // The parts of hashes and times are meaningless.
  if (isData(text)) return { text, key: joined(parts), parts: [] };
  const names = parts.map((part) => joined([part])).filter((part) => part.length > 1 && !STOP_WORDS.has(part));
  return { text, key: joined(parts), parts: names };
}

function pairsOfCharacters(text: string): string[] {
  const characters = [...text];
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}
