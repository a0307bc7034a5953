import { makeSearchEngine } from '../../src/client/search-engine.ts';
import { type Facts, passes } from '../../src/search/facts.ts';
import { filtersOf } from '../../src/search/state.ts';
import type { BenchQuery } from './query.ts';

/** What a search gave, best first, and how long it took. */
export interface Answer {
  ids: string[];
  /** Milliseconds until the order was known. */
  time: number;
}

/** Runs in the browser: both ways to search the index that lies beside the page. */
export interface BenchClient {
  ours(query: BenchQuery): Promise<Answer & { suggested?: string[] }>;
  /** Pagefind as it comes, asked by `search(query)`; its results are filtered by the same facts. */
  plain(query: BenchQuery): Promise<Answer>;
}

/** What is looked at of an answer. */
const SHOWN = 10;
const FOLDER = '/pagefind/';

const engine = makeSearchEngine(FOLDER);
const pagefind: Promise<PlainPagefind> = import(/* @vite-ignore */ `${FOLDER}pagefind.js`);

const client: BenchClient = {
  async ours(query) {
    const begin = performance.now();
    const { matches } = await engine.find(query.text);
    const passing = matches.filter(({ fact }) => passes(fact, filters(query)));
    return { ids: passing.slice(0, SHOWN).map(({ fact }) => fact.id), time: performance.now() - begin };
  },
  async plain(query) {
    const index = await pagefind;
    const { postmortems }: Facts = await engine.facts();
    const facts = new Map(postmortems.map((fact) => [fact.document, fact]));
    const begin = performance.now();
    const { results } = await index.search(query.text === '' ? null : query.text);
    const time = performance.now() - begin;
    const found = results.flatMap(({ id }) => facts.get(id) ?? []).filter((fact) => passes(fact, filters(query)));
    return { ids: found.slice(0, SHOWN).map(({ id }) => id), time };
  },
};
Object.assign(globalThis, { client });

interface PlainPagefind {
  search(query: string | null): Promise<{ results: { id: string }[] }>;
}

function filters({ filters = {} }: BenchQuery) {
  return filtersOf((facet) => filters[facet] ?? []);
}
