import type { Answer, Way } from './client.ts';
import { type BenchQuery, KINDS, type Kind } from './query.ts';

/** A query, and the answer of each kind of search. */
export interface Outcome {
  query: BenchQuery;
  answers: Record<'plain' | 'ours', Answer> & Partial<Record<Way, Answer>>;
  /** Milliseconds of our search when the query is repeated. */
  again: number;
}

/** Shares of queries, 0 to 1. */
export interface Quality {
  queries: number;
  /** The expected incident was first. */
  at1: number;
  /** The expected incident was among the first three. */
  at3: number;
  /** Mean reciprocal rank over the first ten results. */
  mrr: number;
}

/** Groups queries by kind, in the order of kinds; likewise for outcomes. */
export function byKind<T extends BenchQuery | Outcome>(all: readonly T[]): [Kind, T[]][] {
  const kindOf = (each: BenchQuery | Outcome) => ('query' in each ? each.query.kind : each.kind);
  const sorted = KINDS.map((kind): [Kind, T[]] => [kind, all.filter((each) => kindOf(each) === kind)]);
  return sorted.filter(([, some]) => some.length > 0);
}

/** Computes recall from ranks, which count from 1 and are infinite if nothing was found. */
export function qualityOf(ranks: readonly number[]): Quality {
  const share = (count: number) => (ranks.length === 0 ? 0 : count / ranks.length);
  return {
    queries: ranks.length,
    at1: share(ranks.filter((rank) => rank <= 1).length),
    at3: share(ranks.filter((rank) => rank <= 3).length),
    mrr: share(ranks.reduce((sum, rank) => sum + 1 / rank, 0)),
  };
}

/** Returns the rank of the first expected incident; infinite if there is none. */
export function rankIn(ids: readonly string[], { find }: BenchQuery): number {
  const index = ids.findIndex((id) => find.includes(id));
  return index < 0 ? Number.POSITIVE_INFINITY : index + 1;
}

/**
 * Returns the rank in one kind of search, after one click on "did you mean" if it is suggested and the results lack the
 * incident. `undefined` if that search did not run the query.
 */
export function rankOf({ query, answers }: Outcome, way: Way): number | undefined {
  const answer = answers[way];
  if (!answer) return undefined;
  const direct = rankIn(answer.ids, query);
  return direct <= 3 || !answer.suggested ? direct : Math.min(direct, rankIn(answer.suggested, query));
}

/** Returns a percentile by the nearest-rank method. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
