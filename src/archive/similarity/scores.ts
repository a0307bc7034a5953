import { ascending, descending } from 'd3-array';

/** The terms of a document with their frequencies, 1 or more. */
export interface TermVector {
  id: string;
  terms: ReadonlyMap<string, number>;
}

/** Another document that shares terms with the compared one. */
export interface SimilarityScore {
  id: string;
  /** Cosine similarity of the two documents, 0 to 1. */
  score: number;
  /** The terms that both documents contain, those that contribute most to the score first; at most `MAX_SHARED`. */
  shared: string[];
}

/** What a document needs to be similar: a score, and a number of shared terms. */
export interface Least {
  score: number;
  shared: number;
}

/** Documents prepared for comparison. */
export interface SimilarityIndex {
  documents: readonly { id: string; weights: ReadonlyMap<string, number> }[];
  /** Index into `documents`, by id. */
  positions: ReadonlyMap<string, number>;
  /** The indexes of the documents that contain a term, and its weight in each, by term. */
  postings: ReadonlyMap<string, { positions: Int32Array; weights: Float64Array }>;
}

/** Inverse document frequency of a term, and the number of documents that contain it. */
interface Rarity {
  idf: number;
  count: number;
}

/** Maximum number of shared terms that are returned. */
const MAX_SHARED = 6;
// Long documents are compared by their most significant terms, so that time only grows with the number of documents.
const TERMS_PER_DOCUMENT = 60;
/** Terms in more documents say little. In large archives, comparing them would take most of the time. */
const WIDESPREAD = { few: 20, share: 1 / 2, many: 1000, shareOfMany: 1 / 10 } as const;

/**
 * Weights the terms of every document by term frequency and inverse document frequency, (1 + ln tf) · ln(1 + N / df),
 * and scales each document to length 1 (Manning, Raghavan, Schütze: Introduction to Information Retrieval, sections 6.2
 * and 6.3). Terms in more than half of the documents are left out, except in archives of few documents, half of which
 * may be one family; so are those in more than 1,000 documents and a tenth of all.
 */
export function makeSimilarityIndex(vectors: readonly TermVector[]): SimilarityIndex {
  const frequency = new Map<string, number>();
  for (const { terms } of vectors) for (const term of terms.keys()) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const rarity = new Map<string, Rarity>();
  const { few, share, many, shareOfMany } = WIDESPREAD;
  const most = Math.min(Math.max(few, vectors.length * share), Math.max(many, vectors.length * shareOfMany));
  for (const [term, count] of frequency) {
    if (count <= most) {
      rarity.set(term, { idf: Math.log(1 + vectors.length / count), count });
    }
  }
  const documents = vectors.map(({ id, terms }) => ({ id, weights: weightsOf(terms, rarity) }));
  const postings = new Map<string, { positions: number[]; weights: number[] }>();
  documents.forEach(({ weights }, position) => {
    for (const [term, weight] of weights) {
      const posting = postings.get(term) ?? { positions: [], weights: [] };
      posting.positions.push(position);
      posting.weights.push(weight);
      postings.set(term, posting);
    }
  });
  return {
    documents,
    positions: new Map(documents.map(({ id }, position) => [id, position])),
    // Comparing reads them many times, which is faster in arrays of one type.
    postings: new Map(
      [...postings].map(([term, { positions, weights }]) => [
        term,
        { positions: new Int32Array(positions), weights: new Float64Array(weights) },
      ]),
    ),
  };
}

/** The similarity of one document to the documents of an index that share terms with it. */
export interface Scores {
  id: string;
  weights: ReadonlyMap<string, number>;
  /** Positions of the documents in the index, by which the arrays have their scores and their numbers of shared terms. */
  positions: readonly number[];
  scores: Float64Array;
  shared: Uint8Array;
}

/** Compares a document with the documents of an index. Finds none if the index does not contain its id. */
export function scoresOf(index: SimilarityIndex, id: string): Scores {
  const weights = index.documents[index.positions.get(id) ?? -1]?.weights ?? new Map<string, number>();
  const scores = new Float64Array(index.documents.length);
  const shared = new Uint8Array(index.documents.length);
  const found: number[] = [];
  for (const [term, weight] of weights) {
    const posting = index.postings.get(term);
    if (!posting) continue;
    const { positions, weights: others } = posting;
    // An indexed loop, as this is the hot path: it runs ten thousand times over thousands of documents.
    for (let place = 0; place < positions.length; place++) {
      const position = positions[place] ?? 0;
      const before = shared[position] ?? 0;
      if (before === 0) found.push(position);
      shared[position] = before + 1;
      scores[position] = (scores[position] ?? 0) + weight * (others[place] ?? 0);
    }
  }
  return { id, weights, positions: found, scores, shared };
}

/**
 * Returns the documents most similar to the compared one, best first, ties by id, at most `limit`. Only considers
 * documents that `isCandidate` accepts and that have at least a score and a number of shared terms, and never the document itself.
 */
export function mostSimilar(
  index: SimilarityIndex,
  compared: Scores,
  limit: number,
  isCandidate: (id: string) => boolean = () => true,
  least: Least = { score: 0, shared: 1 },
): SimilarityScore[] {
  const isOther = (other: string) => other !== compared.id && isCandidate(other);
  return best(index, compared, limit, isOther, least).map((scored) => similarityOf(compared, scored));
}

/**
 * Returns the most similar of the documents `others`, best first, at most `limit`, without those that share no terms.
 */
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
    .map((each) => similarityOf(compared, each));
}

function similarityOf({ weights }: Scores, { document, score }: Scored): SimilarityScore {
  // Rounding may make the score of equal documents slightly more than 1.
  return { id: document.id, score: Math.min(1, score), shared: sharedTerms(weights, document.weights) };
}

function bestFirst(a: Scored, b: Scored): number {
  return descending(a.score, b.score) || ascending(a.document.id, b.document.id);
}

/** Returns the candidates with the highest scores, at most `limit`. */
function best(
  { documents }: SimilarityIndex,
  { positions, scores, shared }: Scores,
  limit: number,
  isCandidate: (id: string) => boolean,
  least: Least,
): Scored[] {
  const found: Scored[] = [];
  let leastScore = least.score;
  // Most documents end here.
  for (const position of positions) {
    const score = scores[position] ?? 0;
    if (score < leastScore || (shared[position] ?? 0) < least.shared) continue;
    const document = documents[position];
    if (!document || !isCandidate(document.id)) continue;
    const scored = { document, score };
    const place = found.findIndex((other) => bestFirst(scored, other) < 0);
    found.splice(place < 0 ? found.length : place, 0, scored);
    if (found.length > limit) found.pop();
    if (found.length >= limit) leastScore = found.at(-1)?.score ?? leastScore;
  }
  return found;
}

function sharedTerms(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): string[] {
  const shared = [...a].flatMap(([term, weight]) =>
    b.has(term) ? [{ term, share: weight * (b.get(term) ?? 0) }] : [],
  );
  return shared
    .sort((x, y) => descending(x.share, y.share) || ascending(x.term, y.term))
    .slice(0, MAX_SHARED)
    .map(({ term }) => term);
}

/**
 * Returns the weights of the terms that other documents contain too, at most `TERMS_PER_DOCUMENT`. Terms that only this
 * document contains count towards its length: the more unique text it has, the less similar it is to others.
 */
function weightsOf(terms: ReadonlyMap<string, number>, rarity: ReadonlyMap<string, Rarity>): Map<string, number> {
  const all = [...terms].flatMap(([term, count]) => {
    const rare = rarity.get(term);
    return rare ? [{ term, weight: (1 + Math.log(count)) * rare.idf, shareable: rare.count > 1 }] : [];
  });
  // Floating-point sums depend on their order, so sort ties too.
  all.sort((a, b) => descending(a.weight, b.weight) || ascending(a.term, b.term));
  const kept = all.filter(({ shareable }) => shareable).slice(0, TERMS_PER_DOCUMENT);
  const own = all.filter(({ shareable }) => !shareable);
  let squares = 0;
  for (const { weight } of [...kept, ...own]) squares += weight * weight;
  const length = Math.sqrt(squares);
  return new Map(kept.map(({ term, weight }) => [term, weight / length]));
}

type Scored = { document: SimilarityIndex['documents'][number]; score: number };
