import type { Answer, Way } from './client.ts';
import { type BenchQuery, KINDS, type Kind } from './query.ts';

/** A query, and what each way to search answered. */
export interface Outcome {
  query: BenchQuery;
  answers: Record<'plain' | 'ours', Answer> & Partial<Record<Way, Answer>>;
  /** Milliseconds that ours took once more. */
  again: number;
}

/** Shares of queries, 0 to 1. */
export interface Quality {
  queries: number;
  /** What had to be found was first. */
  at1: number;
  /** It was among the first three. */
  at3: number;
  /** Mean reciprocal rank over the first ten. */
  mrr: number;
}

/** The kinds that there are queries of, in their order, with those of each; of outcomes likewise. */
export function byKind<T extends BenchQuery | Outcome>(all: readonly T[]): [Kind, T[]][] {
  const kindOf = (each: BenchQuery | Outcome) => ('query' in each ? each.query.kind : each.kind);
  const sorted = KINDS.map((kind): [Kind, T[]] => [kind, all.filter((each) => kindOf(each) === kind)]);
  return sorted.filter(([, some]) => some.length > 0);
}

/** How well the ranks, counted from 1 and infinite where nothing was found, answer their queries. */
export function qualityOf(ranks: readonly number[]): Quality {
  const share = (count: number) => (ranks.length === 0 ? 0 : count / ranks.length);
  return {
    queries: ranks.length,
    at1: share(ranks.filter((rank) => rank <= 1).length),
    at3: share(ranks.filter((rank) => rank <= 3).length),
    mrr: share(ranks.reduce((sum, rank) => sum + 1 / rank, 0)),
  };
}

/** Rank of the first that answers the query; infinite where there is none. */
export function rankIn(ids: readonly string[], { find }: BenchQuery): number {
  const index = ids.findIndex((id) => find.includes(id));
  return index < 0 ? Number.POSITIVE_INFINITY : index + 1;
}

/**
 * Rank of the answer of one way; after one click on "did you mean" where that is offered and the results do not have it.
 * `undefined` where that way was not asked.
 */
export function rankOf({ query, answers }: Outcome, way: Way): number | undefined {
  const answer = answers[way];
  if (!answer) return undefined;
  const direct = rankIn(answer.ids, query);
  return direct <= 3 || !answer.suggested ? direct : Math.min(direct, rankIn(answer.suggested, query));
}

/** The value below which a share of all values lies, by the nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
