import type { RankedFact } from '../../../search/facts.ts';
import { type Found, findEarly, findMatches } from '../../../search/find.ts';
import type { SearchManifest } from '../../../search/manifest.ts';
import { cacheTag } from '../../../search/pagefind.ts';
import type { PostingsSource } from '../../../search/postings.ts';
import type { Match } from '../../../search/ranking.ts';
import type { ResultDocument } from '../../../search/result-document.ts';
import { type Suggestion, suggestQuery } from '../../../search/suggest.ts';
import { retryingOnce } from '../retrying.ts';
import { loadPagefind, type Pagefind } from './pagefind.ts';
import { pagefindSource } from './pagefind-source.ts';
import { preloadMeta } from './preload.ts';
import { type SearchFiles, searchFiles } from './search-files.ts';

/**
 * The search of a site in a browser. All methods reject if a file cannot be loaded, and may be called again. A benchmark
 * bundles this module into a page next to a built site's search folder and calls `makeSearchEngine('/pagefind/')`; only
 * `find` ranks.
 */
export interface SearchEngine {
  manifest(): Promise<SearchManifest>;
  /** Loads what every search needs. Never rejects: a search reports what cannot be loaded. */
  warm(): Promise<void>;
  /**
   * Returns the matching documents by their ids in the index, best first; for an empty query all documents, newest first.
   * As the first search has to load much of the index, `onEarly` may receive a first answer before, and is awaited.
   */
  find(query: string, onEarly?: (early: Found) => Promise<void>): Promise<Found>;
  /** Returns a correction if words of a short query are unknown. */
  suggest(query: string, found: Found): Promise<Suggestion | undefined>;
  /**
   * Returns the content of a result, with the id of the postmortem. Rejects with `IndexReplaced` if the site was rebuilt
   * since the document was found.
   */
  document(id: string): Promise<ResultDocument>;
  /**
   * Returns the facts of all documents, newest first, for filtering and sorting; searches without filters do not need
   * them. Rejects with `IndexReplaced` if the site was rebuilt since the documents in `found` were found.
   */
  facts(found: readonly Pick<Match, 'document'>[]): Promise<readonly RankedFact[]>;
}

/** The index was replaced by a new build; search again. */
export class IndexReplaced extends Error {}

/** Makes the search for the index in a folder of the site (ends with `/`). Loads nothing before the first call. */
export function makeSearchEngine(folder: string): SearchEngine {
  let opened = open(folder);
  let isWarm = false;

  /** Opens the site's current index, and returns whether it is a new one. Rejects if the site does not answer. */
  async function renew(files: SearchFiles): Promise<boolean> {
    if (!(await files.isOutdated())) return false;
    if (opened.files === files) opened = open(folder);
    return true;
  }

  async function document(id: string): Promise<ResultDocument> {
    const { files } = opened;
    try {
      return await files.document(id);
    } catch (error) {
      if (await renew(files)) throw new IndexReplaced(`${id} no longer exists`, { cause: error });
      throw error;
    }
  }

  async function facts(found: readonly Pick<Match, 'document'>[]): Promise<readonly RankedFact[]> {
    const { files } = opened;
    const all = await files.facts();
    const known = new Set(all.map((fact) => fact.document));
    const missing = found.find((match) => !known.has(match.document));
    if (missing && (await renew(files))) throw new IndexReplaced(`${missing.document} no longer exists`);
    return all;
  }

  async function find(query: string, onEarly?: (early: Found) => Promise<void>): Promise<Found> {
    const { files, source } = opened;
    if (query.trim() === '') {
      const facts = await files.facts();
      const matches = facts.map(({ document }): Match => ({ document, evidence: 'all', words: 0, score: 0, keys: [] }));
      return { matches, terms: [], lines: [], total: facts.length };
    }
    const postings = await source();
    const early = onEarly && !isWarm ? await findEarly(query, postings) : undefined;
    if (early) await onEarly?.(early);
    const found = await findMatches(query, postings);
    isWarm = true;
    // Pagefind treats a part of the index that it cannot load as one without hits: the site may be offline or have been
    // rebuilt meanwhile.
    if (found.matches.length > 0 || found.terms.length === 0 || !(await renew(files))) return found;
    return find(query);
  }

  return {
    find,
    manifest: () => opened.files.manifest(),
    async warm() {
      await Promise.allSettled([opened.files.manifest().then(preloadMeta), opened.pagefind()]);
    },
    suggest: async (query, found) => suggestQuery(query, found, await opened.source()),
    document,
    facts,
  };
}

function open(folder: string): {
  files: SearchFiles;
  pagefind: () => Promise<Pagefind>;
  source: () => Promise<PostingsSource>;
} {
  const files = searchFiles(folder);
  const tag = async () => cacheTag((await files.manifest()).meta);
  const pagefind = retryingOnce((attempt) => loadPagefind(folder, attempt, tag()));
  return { files, pagefind, source: retryingOnce(() => pagefindSource(pagefind, files)) };
}
