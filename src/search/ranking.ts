import type { Posting } from './postings.ts';

/** What speaks for a document, the strongest first: a weaker kind never outranks a stronger one. */
export const EVIDENCE = ['same-error', 'phrase', 'all', 'some'] as const;

/** A document that answers a query. */
export interface Match {
  /** Its id in the index. */
  document: string;
  /** It quotes the same error line; it has the words in a row; it has all words; it has some of them. */
  evidence: (typeof EVIDENCE)[number];
  /** How many of the query's words it has. */
  words: number;
  /** Comparable within one answer only. */
  score: number;
}

/** Where a word of a query was found, and what each way is worth: above 0, at most 1. */
export interface Hits {
  /** Words of the query that a hit stands for. */
  words: number;
  /** In how many of the postings a document must be to have the words, and not just something of them; 1 unless said. */
  least?: number;
  postings: { posting: Posting; worth: number }[];
}

const WORTH_OF_PAIR = 0.4;
// What has little beside the best one is there for words such as "new".
const LEAST_SHARE = 0.25;

/**
 * Orders documents by the hits of each word of a query, of its pairs of neighbouring words (of which the query has
 * `pairCount`), and by the errors that they quote: by kind of evidence, then by the sum of the inverse document
 * frequencies of their words. What has little beside the best is left out.
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
    const match = matches.get(document) ?? { document, evidence: 'some', words: 0, score: 0, pairs: 0 };
    matches.set(document, match);
    return match;
  };
  for (const { words, postings, least = 1 } of hits) {
    for (const [document, { score, count }] of bestScores(postings, total)) {
      const match = matchOf(document);
      match.score += score;
      if (count >= least) match.words += words;
    }
  }
  for (const posting of pairs) {
    for (const [document, { score }] of bestScores([{ posting, worth: WORTH_OF_PAIR }], total)) {
      const match = matchOf(document);
      match.score += score;
      match.pairs++;
    }
  }
  const asked = hits.reduce((sum, { words }) => sum + words, 0);
  for (const match of matches.values()) {
    if (match.words >= asked) match.evidence = pairCount > 0 && match.pairs >= pairCount ? 'phrase' : 'all';
  }
  for (const document of sameError) matchOf(document).evidence = 'same-error';
  const ranked = [...matches.values()].sort(compare);
  const least = (ranked[0]?.score ?? 0) * LEAST_SHARE;
  const worthShowing = ranked.filter(({ evidence, score }) => evidence !== 'some' || score >= least);
  return worthShowing.map(({ pairs: _, ...match }) => match);
}

/** The best score of each document, and in how many of the postings it is. */
function bestScores(postings: Hits['postings'], total: number): ReadonlyMap<string, { score: number; count: number }> {
  const scores = new Map<string, { score: number; count: number }>();
  for (const { posting, worth } of postings) {
    const { documents, weights } = posting;
    const rarity = rarityOf(documents.length, total) * worth;
    documents.forEach((document, at) => {
      const best = scores.get(document) ?? { score: 0, count: 0 };
      best.score = Math.max(best.score, rarity * (weights[at] ?? 0));
      best.count++;
      scores.set(document, best);
    });
  }
  return scores;
}

/** Inverse document frequency, never below zero. */
function rarityOf(documents: number, total: number): number {
  return Math.log(1 + (total - documents + 0.5) / (documents + 0.5));
}

/** Equal ones stay in the order in which they were found. */
function compare(a: Match, b: Match): number {
  return EVIDENCE.indexOf(a.evidence) - EVIDENCE.indexOf(b.evidence) || b.score - a.score;
}
