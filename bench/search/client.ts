import { makeSearchEngine } from '../../src/client/search-engine.ts';
import { passes } from '../../src/search/facts.ts';
import { filtersOf, hasFilters } from '../../src/search/state.ts';
import type { BenchQuery } from './query.ts';

/** What a search gave, best first, and how long it took. */
export interface Answer {
  ids: string[];
  /** Milliseconds until the order was known. */
  time: number;
}

/** Runs in the browser: both ways to search what lies beside the page. */
export interface BenchClient {
  /** `suggested` is what "did you mean" leads to, where it is offered. */
  ours(query: BenchQuery): Promise<Answer & { suggested?: string[] }>;
  /** Pagefind as it comes, asked by `search(query)` with its own filters. */
  plain(query: BenchQuery): Promise<Answer>;
}

/** What is looked at of an answer. */
const SHOWN = 10;

const engine = makeSearchEngine('/search-index/');
const FOLDER = '/pagefind/';
const pagefind: Promise<PlainPagefind> = import(/* @vite-ignore */ `${FOLDER}pagefind.js`);

const client: BenchClient = {
  async ours(query) {
    const begin = performance.now();
    const found = await engine.find(query.text);
    const documents = await passing(found.matches, query);
    const time = performance.now() - begin;
    const ids = await idsOf(documents);
    const suggestion = await engine.suggest(query.text, found);
    if (suggestion === undefined) return { ids, time };
    const meant = await engine.find(suggestion);
    return { ids, time, suggested: await idsOf(await passing(meant.matches, query)) };
  },
  async plain({ text, filters = {} }) {
    const index = await pagefind;
    const begin = performance.now();
    const any = Object.fromEntries(Object.entries(filters).map(([facet, values]) => [facet, { any: values }]));
    const { results } = await index.search(text === '' ? null : text, { filters: any });
    const time = performance.now() - begin;
    const data = await Promise.all(results.slice(0, SHOWN).map((result) => result.data()));
    return { ids: data.map(({ raw_url }) => raw_url.replaceAll('/', '')), time };
  },
};
Object.assign(globalThis, { client });

interface PlainPagefind {
  search(query: string | null, options: object): Promise<{ results: { data(): Promise<{ raw_url: string }> }[] }>;
}

async function passing(matches: readonly { document: number }[], { filters = {} }: BenchQuery) {
  const chosen = filtersOf((facet) => filters[facet] ?? []);
  if (!hasFilters(chosen)) return matches;
  const facts = await engine.facts();
  return matches.filter(({ document }) => {
    const fact = facts[document];
    return fact && passes(fact, chosen);
  });
}

async function idsOf(matches: readonly { document: number }[]): Promise<string[]> {
  const documents = await Promise.all(matches.slice(0, SHOWN).map(({ document }) => engine.document(document)));
  return documents.map(({ id }) => id);
}
