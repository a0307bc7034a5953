import type { Fact, Facts } from '../search/facts.ts';
import { cleanQuery, pairsOf, wordsOf } from '../search/query.ts';
import { type Ranked, rankSome, rankWhole } from '../search/ranking.ts';
import { loadPagefind, type Pagefind, type PagefindHit } from './pagefind.ts';

/** A postmortem that a search found. */
export interface Match {
  fact: Fact;
  /** How many of the words it has. */
  words: number;
  /** Absent where nothing was searched for. */
  hit?: PagefindHit;
}

/** What a search found, the best first. */
export interface Found {
  matches: Match[];
  /** The words that were searched for; none where the query says nothing. */
  words: string[];
  /** Whether each match has all words, or only some as none has all. */
  scope: 'all' | 'some';
}

export interface SearchEngine {
  /** The facts, loaded once. */
  facts(): Promise<Facts>;
  /** Rejects where something could not be loaded; may be asked again then. */
  find(query: string): Promise<Found>;
}

/** Searches the index in a folder of the site. Nothing is loaded before it is asked for. */
export function makeSearchEngine(folder: string): SearchEngine {
  const facts = remember(() => loadFacts(folder));
  const pagefind = remember((attempt) => loadPagefind(folder, attempt));
  return {
    facts,
    async find(query) {
      const { postmortems } = await facts();
      const clean = cleanQuery(query);
      const words = wordsOf(clean);
      if (query === '') return { matches: postmortems.map((fact) => ({ fact, words: 0 })), words, scope: 'all' };
      if (words.length === 0 || postmortems.length === 0) return { matches: [], words, scope: 'all' };
      const byDocument = new Map(postmortems.map((fact) => [fact.document, fact]));
      const index = await pagefind();
      const whole = await findWhole(index, clean, words.length);
      const ranked = whole.length > 0 ? whole : await findSome(index, clean, postmortems.length);
      if (ranked.length === 0) await assertReachable(folder);
      const matches = ranked.flatMap(({ hit, words }): Match[] => {
        const fact = byDocument.get(hit.id);
        return fact ? [{ fact, words, hit }] : [];
      });
      return { matches, words, scope: whole.length > 0 ? 'all' : 'some' };
    },
  };
}

async function findWhole(index: Pagefind, query: string, words: number): Promise<Ranked<PagefindHit>[]> {
  const [phrase, all] = await Promise.all([
    words > 1 ? index.search(`"${query}"`) : { results: [] },
    index.search(query),
  ]);
  return rankWhole(phrase.results, all.results, words);
}

async function findSome(index: Pagefind, query: string, total: number): Promise<Ranked<PagefindHit>[]> {
  const words = wordsOf(query);
  if (words.length < 2) return [];
  // In quotes the index neither guesses at a word nor takes it for the beginning of another.
  const findAll = (texts: readonly string[]) =>
    Promise.all(texts.map(async (text) => (await index.search(`"${text}"`)).results));
  const [hitsOfWords, hitsOfPairs] = await Promise.all([findAll(words), findAll(pairsOf(query))]);
  return rankSome(hitsOfWords, hitsOfPairs, total);
}

async function loadFacts(folder: string): Promise<Facts> {
  const response = await fetch(`${folder}facts.json`, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return (await response.json()) as Facts;
}

// Pagefind takes a part of the index that could not be loaded for one without hits: before saying that there are none,
// see whether the site answers at all.
async function assertReachable(folder: string): Promise<void> {
  const response = await fetch(`${folder}pagefind-entry.json`, { cache: 'no-store' });
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
}

/** Loads once; what failed is loaded again when it is next asked for. */
function remember<T>(load: (attempt: number) => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  let attempt = 0;
  return () => {
    loading ??= load(++attempt).catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}
