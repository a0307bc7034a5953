/** A document as a bag of words: how much weight each of its words has, by the word. */
export interface WordBag {
  id: string;
  words: ReadonlyMap<string, number>;
}

/** Another document that is alike. */
export interface LookAlike {
  id: string;
  /** Cosine of the two documents' weights, 0 to 1. */
  score: number;
  /** The words that both have, those that make them alike most first; at most `SHARED`. */
  shared: string[];
}

/** Documents ready to be compared. */
export interface SimilarityIndex {
  documents: readonly { id: string; weights: ReadonlyMap<string, number> }[];
  /** By word, the positions of the documents that have it and its weight there. */
  postings: ReadonlyMap<string, { positions: number[]; weights: number[] }>;
  /** Inverse document frequency of each word that can be shared. */
  rarity: ReadonlyMap<string, number>;
}

/** Number of shared words that are named. */
const SHARED = 6;
// Of a long document only its most telling words are compared, so that time grows with the number of documents alone.
const WORDS_PER_DOCUMENT = 60;

/**
 * Weighs the words of every document by term frequency and inverse document frequency, (1 + ln tf) · ln(N / df), scaled
 * to length 1 (Manning, Raghavan, Schütze: Introduction to Information Retrieval, sections 6.2 and 6.3). A word of one
 * document alone, or of more than half of them, tells nothing and is left out.
 */
export function makeSimilarityIndex(bags: readonly WordBag[]): SimilarityIndex {
  const frequency = new Map<string, number>();
  for (const { words } of bags) for (const word of words.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const rarity = new Map<string, number>();
  for (const [word, count] of frequency) {
    if (count > 1 && count <= Math.max(2, bags.length / 2)) rarity.set(word, Math.log(bags.length / count) + 0.1);
  }
  const documents = bags.map(({ id, words }) => ({ id, weights: weigh(words, rarity) }));
  const postings = new Map<string, { positions: number[]; weights: number[] }>();
  documents.forEach(({ weights }, position) => {
    for (const [word, weight] of weights) {
      const posting = postings.get(word) ?? { positions: [], weights: [] };
      posting.positions.push(position);
      posting.weights.push(weight);
      postings.set(word, posting);
    }
  });
  return { documents, postings, rarity };
}

/** The documents most like a bag of words, best first, at most `limit`; of equal ones the first by id. */
export function lookAlikesOf(index: SimilarityIndex, bag: WordBag, limit: number): LookAlike[] {
  const weights = weigh(bag.words, index.rarity);
  const scores = new Map<number, number>();
  for (const [word, weight] of weights) {
    const { positions = [], weights: others = [] } = index.postings.get(word) ?? {};
    for (const [place, position] of positions.entries()) {
      scores.set(position, (scores.get(position) ?? 0) + weight * (others[place] ?? 0));
    }
  }
  const found = [...scores].flatMap(([position, score]) => {
    const document = index.documents[position];
    return document && document.id !== bag.id ? [{ document, score }] : [];
  });
  found.sort((a, b) => b.score - a.score || (a.document.id < b.document.id ? -1 : 1));
  return found.slice(0, limit).map(({ document, score }) => {
    return { id: document.id, score, shared: sharedWords(weights, document.weights) };
  });
}

function sharedWords(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): string[] {
  const shared = [...a].flatMap(([word, weight]) =>
    b.has(word) ? [{ word, share: weight * (b.get(word) ?? 0) }] : [],
  );
  return shared
    .sort((x, y) => y.share - x.share || (x.word < y.word ? -1 : 1))
    .slice(0, SHARED)
    .map(({ word }) => word);
}

function weigh(words: ReadonlyMap<string, number>, rarity: ReadonlyMap<string, number>): Map<string, number> {
  const all = [...words].flatMap(([word, count]) => {
    const rare = rarity.get(word);
    return rare === undefined || count <= 0 ? [] : [{ word, weight: (1 + Math.log(Math.max(1, count))) * rare }];
  });
  all.sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1));
  const kept = all.slice(0, WORDS_PER_DOCUMENT);
  const length = Math.hypot(...kept.map(({ weight }) => weight));
  return new Map(kept.map(({ word, weight }) => [word, weight / length]));
}
