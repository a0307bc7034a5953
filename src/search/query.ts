// Inside a query they break Pagefind's words in two or turn it into something else; its index never holds them.
const BREAKING = /[=+<>|$^~`\p{Cc}]/gu;
const DOUBLE_QUOTES = /["“”„«»]/g;
// An apostrophe within a word, as in "don't", belongs to it.
const LOOSE_APOSTROPHES = /(?<!\p{L})['‘’‚]|['‘’‚](?!\p{L})/gu;

// A pasted log must not load the whole index.
const MOST_WORDS = 16;

/** What a person typed or pasted, as the index can take it: without the characters that break it, of up to 16 words. */
export function cleanQuery(text: string): string {
  const clean = text.replace(BREAKING, ' ').replace(DOUBLE_QUOTES, ' ').replace(LOOSE_APOSTROPHES, ' ');
  return clean.split(/\s+/).filter(hasContent).slice(0, MOST_WORDS).join(' ');
}

/** The different words of a clean query. */
export function wordsOf(query: string): string[] {
  const words = query.split(' ').filter((word) => word !== '');
  return [...new Map(words.map((word) => [word.toLowerCase(), word])).values()];
}

/** Every two neighbours of a clean query. */
export function pairsOf(query: string): string[] {
  const words = query.split(' ');
  return [...new Set(words.slice(1).map((word, index) => `${words[index]} ${word}`))];
}

// Of bare punctuation nothing would be left in the index.
function hasContent(word: string): boolean {
  return /[\p{L}\p{N}\p{S}]/u.test(word);
}
