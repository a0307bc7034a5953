import type { Posting } from './postings.ts';

/** Kinds of evidence, strongest first. A weaker kind never outranks a stronger one. */
export const EVIDENCE = ['same-error', 'phrase', 'all', 'some'] as const;

/** A document that matches a query. */
export interface Match {
  /** Its id in the index. */
  document: string;
  /** Quotes the same error; contains the terms as a phrase; contains all terms; contains some of them. */
  evidence: (typeof EVIDENCE)[number];
  /** Number of query terms that it contains. */
  words: number;
  /** Only comparable within one answer. */
  score: number;
  /** Keys of the terms that it contains, and of the errors that it quotes. */
  keys: string[];
}

/** Postings of one query term, with the weight of each way it matched: above 0, at most 1. */
export interface Hits {
  /** Number of query terms that a hit counts for. */
  words: number;
  /** The keys of these terms. */
  keys?: readonly string[];
  /** Number of postings in which a document must be to count as containing the term; 1 by default. */
  least?: number;
  postings: { posting: Posting; weight: number }[];
}

const PAIR_WEIGHT = 0.4;
// Documents far below the best one match only by words such as "new".
const LEAST_SHARE = 0.25;

/**
 * Ranks documents by the hits of each query term, by pairs of neighbouring terms (`pairCount` in the query), and by the
 * errors that they quote: by kind of evidence, then by the sum of the inverse document frequencies of their terms.
 * Drops documents with much lower scores than the best.
 */
export function rankMatches(
  hits: readonly Hits[],
  pairs: readonly Posting[],
  pairCount: number,
  sameError: readonly string[],
  total: number,
): Match[] {
  const matches = new Map<string, Match & { pairs: number }>();
  const matchOf = (document: string) => {
    const match = matches.get(document) ?? { document, evidence: 'some', words: 0, score: 0, keys: [], pairs: 0 };
    matches.set(document, match);
    return match;
  };
  for (const { words, keys = [], postings, least = 1 } of hits) {
    for (const [document, { score, count }] of bestScores(postings, total)) {
      const match = matchOf(document);
      match.score += score;
      if (count < least) continue;
      match.words += words;
      match.keys.push(...keys);
    }
  }
  for (const posting of pairs) {
    for (const [document, { score }] of bestScores([{ posting, weight: PAIR_WEIGHT }], total)) {
      const match = matchOf(document);
      match.score += score;
      match.pairs++;
    }
  }
  const wordCount = hits.reduce((sum, { words }) => sum + words, 0);
  for (const match of matches.values()) {
    if (match.words >= wordCount) match.evidence = pairCount > 0 && match.pairs >= pairCount ? 'phrase' : 'all';
  }
  for (const document of sameError) matchOf(document).evidence = 'same-error';
  const ranked = [...matches.values()].sort(compare);
  const least = (ranked[0]?.score ?? 0) * LEAST_SHARE;
  const relevant = ranked.filter(({ evidence, score }) => evidence !== 'some' || score >= least);
  return relevant.map(({ pairs: _, ...match }) => match);
}

/** Returns the best score of each document, and the number of postings that contain it. */
function bestScores(postings: Hits['postings'], total: number): ReadonlyMap<string, { score: number; count: number }> {
  const scores = new Map<string, { score: number; count: number }>();
  for (const { posting, weight } of postings) {
    const { documents, weights } = posting;
    const rarity = rarityOf(documents.length, total) * weight;
    documents.forEach((document, at) => {
      const best = scores.get(document) ?? { score: 0, count: 0 };
      best.score = Math.max(best.score, rarity * (weights[at] ?? 0));
      best.count++;
      scores.set(document, best);
    });
  }
  return scores;
}

/** Returns the inverse document frequency, which is never negative. */
export function rarityOf(documents: number, total: number): number {
  return Math.log(1 + (total - documents + 0.5) / (documents + 0.5));
}

/** Keeps the order in which equal matches were found. */
function compare(a: Match, b: Match): number {
  return EVIDENCE.indexOf(a.evidence) - EVIDENCE.indexOf(b.evidence) || b.score - a.score;
}
