import type { Facet } from '../../src/search/state.ts';

/** What a responder has in hand; the kinds that docs/search.md reports on. */
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

/** A search, and what it has to find. */
export interface BenchQuery {
  kind: Kind;
  text: string;
  /** Values of facets that are chosen with it. */
  filters?: Partial<Record<Facet, string[]>>;
  /** Ids of the incidents that answer it; more than one only where the documents say the same. */
  find: string[];
}
