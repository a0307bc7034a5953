import type { Postmortem } from '../../postmortem/postmortem.ts';
import type { Comparable } from './comparable.ts';
import {
  type Least,
  makeSimilarityIndex,
  mostSimilar,
  mostSimilarAmong,
  type SimilarityIndex,
  type SimilarityScore,
  scoresOf,
} from './scores.ts';

/**
 * What a similar incident needs; docs/recurrence.md describes how the score was chosen. Documents with fewer shared terms are
 * similar by accident.
 */
export const LEAST: Least = { score: 0.1, shared: 3 };

/** Maximum number of suggestions per incident. */
const SHOWN = 3;

/** Errors that more documents quote are not distinctive: a share of all documents, within bounds. */
const QUOTING = { share: 1 / 20, least: 3, most: 20 } as const;

/** A document similar to the compared one; `shared` terms are spelled as in the compared one. */
export interface SimilarIncident extends SimilarityScore {
  /**
   * A line of this document that quotes an error of the compared one; numbers, addresses and quoted values may differ.
   */
  sameError?: string;
}

/** Documents prepared for comparison with each other. */
export interface SimilarIncidentIndex {
  similarity: SimilarityIndex;
  /** By id. */
  documents: ReadonlyMap<string, Comparable>;
  /** The ids of the documents that quote an error, by fingerprint key. */
  quoting: ReadonlyMap<string, readonly string[]>;
}

/** The references that an author has declared. Declared pairs are not suggested again. */
export type DeclaredReferences = Pick<Postmortem, 'id' | 'recurs' | 'related' | 'unrelated'>;

/** Prepares documents for comparison. Their ids must be unique. */
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
 * Returns the documents similar to the one with an id, at most `limit`: those that quote the same error first, then by
 * score. Only considers documents that `isCandidate` accepts. Pages, the rule `look-alike` and `nevertwice similar` all
 * use this function, so that they agree.
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
  const isAlike = (other: string) => !sameErrors.has(other) && isCandidate(other);
  const alike = mostSimilar(index.similarity, scores, limit, isAlike, LEAST);
  const spellings = index.documents.get(id)?.spellings;
  return [...same, ...alike].slice(0, limit).map(({ shared, ...found }) => {
    const sameError = sameErrors.get(found.id);
    return { ...found, shared: shared.map((key) => spellings?.get(key) ?? key), ...(sameError && { sameError }) };
  });
}

/**
 * Returns suggestions for each incident, by id: similar incidents that neither declares a reference to, best first, at
 * most three. Suggestions are never counted as recurrences. Incidents without suggestions are left out.
 */
export function suggestionsOf(
  declared: readonly DeclaredReferences[],
  documents: readonly Comparable[],
): Map<string, SimilarIncident[]> {
  const index = makeSimilarIncidentIndex(documents);
  const judged = judgedPairs(declared);
  const suggestions = documents.map(({ id }) => [id, suggestionsFor(index, id, judged)] as const);
  return new Map(suggestions.filter(([, list]) => list.length > 0));
}

/** Returns the suggestions for one incident, from those that `isCandidate` accepts. */
export function suggestionsFor(
  index: SimilarIncidentIndex,
  id: string,
  judged: ReadonlySet<string>,
  isCandidate: (id: string) => boolean = () => true,
): SimilarIncident[] {
  // Filter before limiting, so that declared pairs do not displace suggestions.
  return similarTo(index, id, SHOWN, (other) => isCandidate(other) && !judged.has(pairOf(id, other)));
}

/** Returns every pair of which one names the other under `recurs`, `related` or `unrelated`. */
export function judgedPairs(declared: readonly DeclaredReferences[]): Set<string> {
  return new Set(
    declared.flatMap(({ id, recurs, related, unrelated }) =>
      [...recurs, ...related, ...unrelated].map((other) => pairOf(id, other)),
    ),
  );
}

/** Returns the lines of other documents that quote an error of this one, by the id of the document. */
function sameErrorsOf({ documents, quoting }: SimilarIncidentIndex, id: string): Map<string, string> {
  const most = Math.min(QUOTING.most, Math.max(QUOTING.least, (documents.size - 1) * QUOTING.share));
  const lines = new Map<string, string>();
  for (const key of documents.get(id)?.errors.keys() ?? []) {
    const all = quoting.get(key) ?? [];
    // One of them is the document itself.
    if (all.length - 1 > most) continue;
    for (const other of all) {
      if (other === id) continue;
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
