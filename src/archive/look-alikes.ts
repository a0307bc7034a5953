import type { Postmortem } from '../postmortem/postmortem.ts';
import { type LookAlike, lookAlikesOf, makeSimilarityIndex, type SimilarityIndex, type WordBag } from './similarity.ts';

/** The least score of a proposal; docs/recurrence.md says how it was found. */
export const LEAST_SCORE = 0.1;

/** Documents that share fewer words are alike by accident, however few they are. */
const LEAST_SHARED = 3;

/** How many look-alikes of one incident are shown. */
const SHOWN = 3;

/** What an author has said of other incidents: these need no proposal. */
export type Said = Pick<Postmortem, 'id' | 'recurs' | 'related' | 'unrelated'>;

/**
 * Incidents that read alike and of which nobody has said yet whether they are: by id, the best first, at most three.
 * A guess, never counted as a recurrence. Empty lists are left out.
 */
export function proposalsOf(said: readonly Said[], bags: readonly WordBag[]): Map<string, LookAlike[]> {
  const index = makeSimilarityIndex(bags);
  const judged = judgedPairs(said);
  const proposals = bags.map(({ id }) => [id, proposalsFor(index, id, judged)] as const);
  return new Map(proposals.filter(([, list]) => list.length > 0));
}

/** The same for one document; `isCandidate` says which others come into question. */
export function proposalsFor(
  index: SimilarityIndex,
  id: string,
  judged: ReadonlySet<string>,
  isCandidate: (id: string) => boolean = () => true,
): LookAlike[] {
  // What was judged takes no place from what was not.
  const found = lookAlikesOf(index, id, SHOWN, (other) => isCandidate(other) && !judged.has(pairOf(id, other)));
  return found.filter(({ score, shared }) => score >= LEAST_SCORE && shared.length >= LEAST_SHARED);
}

/** Every pair of which one names the other under `recurs`, `related` or `unrelated`. */
export function judgedPairs(said: readonly Said[]): Set<string> {
  return new Set(
    said.flatMap(({ id, recurs, related, unrelated }) =>
      [...recurs, ...related, ...unrelated].map((other) => pairOf(id, other)),
    ),
  );
}

// Ids have no spaces.
function pairOf(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
