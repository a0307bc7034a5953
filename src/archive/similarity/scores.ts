import { ascending, descending } from 'd3-array';

/** A document as a bag of words: by the word how often it counts, once at least. */
export interface TermVector {
  id: string;
  words: ReadonlyMap<string, number>;
}

/** Another document that has words of one. */
export interface SimilarityScore {
  id: string;
  /** Cosine of the two documents' weights, 0 to 1. */
  score: number;
  /** The words that both have, those that make them alike most first; at most `SHARED`. */
  shared: string[];
}

/** Documents ready to be compared. */
export interface SimilarityIndex {
  documents: readonly { id: string; weights: ReadonlyMap<string, number> }[];
  /** Positions of the documents by their ids. */
  positions: ReadonlyMap<string, number>;
  /** By word, the positions of the documents that have it and its weight there. */
  postings: ReadonlyMap<string, { positions: number[]; weights: number[] }>;
}

/** Inverse document frequency of a word, and the number of documents that have it. */
interface Rarity {
  idf: number;
  count: number;
}

/** Number of shared words that are named. */
const SHARED = 6;
// Of a long document only its most telling words are compared, so that time grows with the number of documents alone.
const WORDS_PER_DOCUMENT = 60;
const FEW = 20;

/**
 * Weighs the words of every document by term frequency and inverse document frequency, (1 + ln tf) · ln(1 + N / df), and
 * scales each document to length 1 (Manning, Raghavan, Schütze: Introduction to Information Retrieval, sections 6.2 and
 * 6.3). A word of more than half of many documents tells nothing and is left out; of few, half may be one family.
 */
export function makeSimilarityIndex(bags: readonly TermVector[]): SimilarityIndex {
  const frequency = new Map<string, number>();
  for (const { words } of bags) for (const word of words.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const rarity = new Map<string, Rarity>();
  for (const [word, count] of frequency) {
    if (count <= Math.max(FEW, bags.length / 2)) rarity.set(word, { idf: Math.log(1 + bags.length / count), count });
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
  return { documents, positions: new Map(documents.map(({ id }, position) => [id, position])), postings };
}

/** How like one document of an index all of them are, by their positions. */
export interface Scores {
  id: string;
  weights: ReadonlyMap<string, number>;
  scores: Float64Array;
}

/** Compares a document with all the others. Where the index has no document with that id, nothing is like it. */
export function scoresOf(index: SimilarityIndex, id: string): Scores {
  const weights = index.documents[index.positions.get(id) ?? -1]?.weights ?? new Map<string, number>();
  const scores = new Float64Array(index.documents.length);
  for (const [word, weight] of weights) {
    const posting = index.postings.get(word);
    if (!posting) continue;
    const { positions, weights: others } = posting;
    // By number, not by entries: this is the loop in which the time goes, ten thousand times over thousands of documents.
    for (let place = 0; place < positions.length; place++) {
      const position = positions[place] ?? 0;
      scores[position] = (scores[position] ?? 0) + weight * (others[place] ?? 0);
    }
  }
  return { id, weights, scores };
}

/**
 * The documents most like one, best first, at most `limit`; of equal ones the first by id. `isCandidate` says which come
 * into question; the document itself never does.
 */
export function mostSimilar(
  index: SimilarityIndex,
  compared: Scores,
  limit: number,
  isCandidate: (id: string) => boolean = () => true,
): SimilarityScore[] {
  const isOther = (other: string) => other !== compared.id && isCandidate(other);
  return best(index, compared.scores, limit, isOther).map((scored) => likenessOf(compared, scored));
}

/** The likest of some other documents, best first, at most `limit`; those that have none of its words are left out. */
export function mostSimilarAmong(
  index: SimilarityIndex,
  compared: Scores,
  limit: number,
  others: readonly string[],
): SimilarityScore[] {
  const scored = others.flatMap((other): Scored[] => {
    const position = index.positions.get(other) ?? -1;
    const document = index.documents[position];
    const score = compared.scores[position] ?? 0;
    return document && score > 0 ? [{ document, score }] : [];
  });
  return scored
    .sort(bestFirst)
    .slice(0, limit)
    .map((each) => likenessOf(compared, each));
}

function likenessOf({ weights }: Scores, { document, score }: Scored): SimilarityScore {
  // Of equal documents rounding may leave a little more than one.
  return { id: document.id, score: Math.min(1, score), shared: sharedWords(weights, document.weights) };
}

function bestFirst(a: Scored, b: Scored): number {
  return descending(a.score, b.score) || ascending(a.document.id, b.document.id);
}

/** The candidates with the highest scores above zero. */
function best(
  index: SimilarityIndex,
  scores: Float64Array,
  limit: number,
  isCandidate: (id: string) => boolean,
): Scored[] {
  const found: Scored[] = [];
  for (const [position, document] of index.documents.entries()) {
    const score = scores[position] ?? 0;
    const least = found.length >= limit ? found.at(-1) : undefined;
    if (score === 0 || (least && score < least.score) || !isCandidate(document.id)) continue;
    const scored = { document, score };
    const place = found.findIndex((other) => bestFirst(scored, other) < 0);
    found.splice(place < 0 ? found.length : place, 0, scored);
    if (found.length > limit) found.pop();
  }
  return found;
}

function sharedWords(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): string[] {
  const shared = [...a].flatMap(([word, weight]) =>
    b.has(word) ? [{ word, share: weight * (b.get(word) ?? 0) }] : [],
  );
  return shared
    .sort((x, y) => descending(x.share, y.share) || ascending(x.word, y.word))
    .slice(0, SHARED)
    .map(({ word }) => word);
}

/**
 * The weights of a document's words that others have too, at most `WORDS_PER_DOCUMENT` of them. Those that it has alone
 * are part of its length: the more a document says that no other says, the less it is like them.
 */
function weigh(words: ReadonlyMap<string, number>, rarity: ReadonlyMap<string, Rarity>): Map<string, number> {
  const all = [...words].flatMap(([word, count]) => {
    const rare = rarity.get(word);
    return rare ? [{ word, weight: (1 + Math.log(count)) * rare.idf, shareable: rare.count > 1 }] : [];
  });
  // Sums too depend on their order.
  all.sort((a, b) => descending(a.weight, b.weight) || ascending(a.word, b.word));
  const kept = all.filter(({ shareable }) => shareable).slice(0, WORDS_PER_DOCUMENT);
  const own = all.filter(({ shareable }) => !shareable);
  let squares = 0;
  for (const { weight } of [...kept, ...own]) squares += weight * weight;
  const length = Math.sqrt(squares);
  return new Map(kept.map(({ word, weight }) => [word, weight / length]));
}

type Scored = { document: SimilarityIndex['documents'][number]; score: number };
