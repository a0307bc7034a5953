import type { Postmortem } from '../../postmortem/postmortem.ts';
import type { Comparable } from './comparable.ts';
import {
  makeSimilarityIndex,
  mostSimilar,
  mostSimilarAmong,
  type Scores,
  type SimilarityIndex,
  type SimilarityScore,
  scoresOf,
} from './scores.ts';

/** The least score of a look-alike; docs/recurrence.md says how it was found. */
export const MIN_SCORE = 0.1;

/** Documents that share fewer words are alike by accident, however few they are. */
const LEAST_SHARED = 3;

/** How many look-alikes of one incident are shown. */
const SHOWN = 3;

/** Of an archive, the share of documents that may quote an error before it tells nothing; at least and at most so many. */
const QUOTING = { share: 1 / 20, least: 3, most: 20 } as const;

/** A document that is like one; `shared` are words as that one writes them. */
export interface SimilarIncident extends SimilarityScore {
  /** A line of it that is the same error as one of the other document but for numbers, addresses and quoted values. */
  sameError?: string;
}

/** Documents that can be compared with each other. */
export interface SimilarIncidentIndex {
  similarity: SimilarityIndex;
  /** By id. */
  documents: ReadonlyMap<string, Comparable>;
  /** By the key of an error, the ids of the documents that quote it. */
  quoting: ReadonlyMap<string, readonly string[]>;
}

/** What an author has said of other incidents: these need no proposal. */
export type DeclaredReferences = Pick<Postmortem, 'id' | 'recurs' | 'related' | 'unrelated'>;

/** Makes documents comparable. No two of them have one id. */
export function makeSimilarIncidentIndex(documents: readonly Comparable[]): SimilarIncidentIndex {
  const quoting = new Map<string, string[]>();
  for (const { id, errors } of documents) {
    for (const key of errors.keys()) {
      const ids = quoting.get(key);
      if (ids) ids.push(id);
      else quoting.set(key, [id]);
    }
  }
  return {
    similarity: makeSimilarityIndex(documents),
    documents: new Map(documents.map((document) => [document.id, document])),
    quoting,
  };
}

/**
 * Returns the documents that are like the one with an id: those that quote the same error first, then by their words, the
 * best first, at most `limit`. `isCandidate` says which come into question. The page of an incident, the rule `look-alike`
 * and `nevertwice similar` all ask here, so that they cannot disagree.
 */
export function similarTo(
  index: SimilarIncidentIndex,
  id: string,
  limit: number,
  isCandidate: (id: string) => boolean = () => true,
): SimilarIncident[] {
  const sameErrors = sameErrorsOf(index, id);
  const scores = scoresOf(index.similarity, id);
  const same = mostSimilarAmong(index.similarity, scores, limit, [...sameErrors.keys()].filter(isCandidate));
  const alike = alikeEnough(index.similarity, scores, limit, (other) => !sameErrors.has(other) && isCandidate(other));
  const spellings = index.documents.get(id)?.spellings;
  return [...same, ...alike].slice(0, limit).map(({ shared, ...found }) => {
    const sameError = sameErrors.get(found.id);
    return { ...found, shared: shared.map((key) => spellings?.get(key) ?? key), ...(sameError && { sameError }) };
  });
}

/**
 * Incidents that read alike and of which nobody has said yet whether they are: by id, the best first, at most three.
 * A guess, never counted as a recurrence. Empty lists are left out.
 */
export function suggestionsOf(
  said: readonly DeclaredReferences[],
  documents: readonly Comparable[],
): Map<string, SimilarIncident[]> {
  const index = makeSimilarIncidentIndex(documents);
  const judged = judgedPairs(said);
  const proposals = documents.map(({ id }) => [id, suggestionsFor(index, id, judged)] as const);
  return new Map(proposals.filter(([, list]) => list.length > 0));
}

/** The same for one document; `isCandidate` says which others come into question. */
export function suggestionsFor(
  index: SimilarIncidentIndex,
  id: string,
  judged: ReadonlySet<string>,
  isCandidate: (id: string) => boolean = () => true,
): SimilarIncident[] {
  // What was judged takes no place from what was not.
  return similarTo(index, id, SHOWN, (other) => isCandidate(other) && !judged.has(pairOf(id, other)));
}

/** Every pair of which one names the other under `recurs`, `related` or `unrelated`. */
export function judgedPairs(said: readonly DeclaredReferences[]): Set<string> {
  return new Set(
    said.flatMap(({ id, recurs, related, unrelated }) =>
      [...recurs, ...related, ...unrelated].map((other) => pairOf(id, other)),
    ),
  );
}

/** The first `limit` documents that are like one by enough words; what has too few of them takes no place from others. */
function alikeEnough(
  index: SimilarityIndex,
  scores: Scores,
  limit: number,
  isCandidate: (id: string) => boolean,
): SimilarityScore[] {
  for (let count = limit; ; count *= 2) {
    const found = mostSimilar(index, scores, count, isCandidate);
    const enough = found.filter(({ score, shared }) => score >= MIN_SCORE && shared.length >= LEAST_SHARED);
    const isAll = found.length < count || (found.at(-1)?.score ?? 0) < MIN_SCORE;
    if (isAll || enough.length >= limit) return enough.slice(0, limit);
  }
}

/** By the ids of the documents that quote an error of this one, a line of theirs. */
function sameErrorsOf({ documents, quoting }: SimilarIncidentIndex, id: string): Map<string, string> {
  const most = Math.min(QUOTING.most, Math.max(QUOTING.least, (documents.size - 1) * QUOTING.share));
  const lines = new Map<string, string>();
  for (const key of documents.get(id)?.errors.keys() ?? []) {
    const others = (quoting.get(key) ?? []).filter((other) => other !== id);
    if (others.length > most) continue;
    for (const other of others) {
      const line = documents.get(other)?.errors.get(key);
      if (line !== undefined && !lines.has(other)) lines.set(other, line);
    }
  }
  return lines;
}

// Ids have no spaces.
function pairOf(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
