import type { Facet } from '../../src/search/state.ts';

/** The kinds of queries that docs/search.md reports on. */
export const KINDS = [
  'error line',
  'other values',
  'stack frame',
  'identifier',
  'symptoms',
  'typo',
  'filter',
  'pasted log',
] as const;
export type Kind = (typeof KINDS)[number];

/** A query and the incidents that it must find. */
export interface BenchQuery {
  kind: Kind;
  text: string;
  /** Chosen filter values. */
  filters?: Partial<Record<Facet, string[]>>;
  /** Ids of the expected incidents; several only if the documents say the same. */
  find: string[];
}
