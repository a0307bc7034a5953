import { type Closeness, closenessOf } from '../../src/search/closeness.ts';
import { passes } from '../../src/search/facts.ts';
import { SEARCH_FOLDER } from '../../src/search/manifest.ts';
import { filtersOf, hasFilters } from '../../src/search/state.ts';
import { makeSearchEngine } from '../../src/site/client/search/engine.ts';
import type { BenchQuery } from './query.ts';

/** The result of a search, best first, with its duration. */
export interface Answer {
  ids: string[];
  /** Milliseconds until the results were known. */
  time: number;
  /** Results of the "did you mean" query, if one is suggested. */
  suggested?: string[];
}

/** Pagefind's own search of a default index; Pagefind's own search of the site's index; the site's search. */
export type Way = 'plain' | 'same' | 'ours';

/** Runs in the browser. */
export type BenchClient = Record<Way, (query: BenchQuery) => Promise<Answer>> & {
  /** Says how close the results of a text are, and whether it is corrected. */
  judge(text: string): Promise<{ closeness: Closeness; isCorrected: boolean }>;
};

/** Number of results that are kept. */
const SHOWN = 10;

const engine = makeSearchEngine(`/${SEARCH_FOLDER}/`);

const client: BenchClient = {
  plain: pagefindIn('/plain/'),
  same: pagefindIn(`/${SEARCH_FOLDER}/`),
  async ours(query) {
    const begin = performance.now();
    const found = await engine.find(query.text);
    const passing = await narrow(found.matches, query);
    const time = performance.now() - begin;
    // Incidents that are not close are only listed on request.
    const isListed = query.filters !== undefined || closenessOf(found) !== 'none';
    const ids = isListed ? await idsOf(passing) : [];
    const suggestion = await engine.suggest(query.text, found);
    if (suggestion === undefined) return { ids, time };
    const meant = await engine.find(suggestion.query);
    return { ids, time, suggested: await idsOf(await narrow(meant.matches, query)) };
  },
  async judge(text) {
    const found = await engine.find(text);
    const suggestion = await engine.suggest(text, found);
    return { closeness: closenessOf(found), isCorrected: suggestion !== undefined };
  },
};
Object.assign(globalThis, { client });

/** Creates the search of a page that uses Pagefind by default, with Pagefind's own filters. */
function pagefindIn(folder: string): BenchClient['plain'] {
  let loading: Promise<PlainPagefind> | undefined;
  return async ({ text, filters = {} }) => {
    loading ??= import(/* @vite-ignore */ `${folder}pagefind.js?plain`);
    const index = await loading;
    const begin = performance.now();
    const any = Object.fromEntries(Object.entries(filters).map(([facet, values]) => [facet, { any: values }]));
    const { results } = await index.search(text === '' ? null : text, { filters: any });
    const time = performance.now() - begin;
    const data = await Promise.all(results.slice(0, SHOWN).map((result) => result.data()));
    return { ids: data.map(({ raw_url }) => raw_url.replaceAll('/', '')), time };
  };
}

interface PlainPagefind {
  search(query: string | null, options: object): Promise<{ results: { data(): Promise<{ raw_url: string }> }[] }>;
}

async function narrow(matches: readonly { document: string }[], { text, filters = {} }: BenchQuery) {
  const chosen = filtersOf((facet) => filters[facet] ?? []);
  if (!hasFilters(chosen)) return matches;
  const facts = await engine.facts(matches);
  if (text === '') return facts.filter((fact) => passes(fact, chosen));
  const byDocument = new Map(facts.map((fact) => [fact.document, fact]));
  return matches.filter(({ document }) => {
    const fact = byDocument.get(document);
    return fact && passes(fact, chosen);
  });
}

async function idsOf(matches: readonly { document: string }[]): Promise<string[]> {
  const documents = await Promise.all(matches.slice(0, SHOWN).map(({ document }) => engine.document(document)));
  return documents.map(({ id }) => id);
}
