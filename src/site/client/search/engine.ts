import type { RankedFact } from '../../../search/facts.ts';
import { type Found, findEarly, findMatches } from '../../../search/find.ts';
import type { SearchManifest } from '../../../search/manifest.ts';
import type { PostingsSource } from '../../../search/postings.ts';
import type { Match } from '../../../search/ranking.ts';
import type { ResultDocument } from '../../../search/result-document.ts';
import { type Suggestion, suggestQuery } from '../../../search/suggest.ts';
import { retryingOnce } from '../retrying.ts';
import { pagefindSource } from './pagefind-source.ts';
import { type SearchFiles, searchFiles } from './search-files.ts';

/**
 * The search of a site, in a browser. Everything rejects where something could not be loaded, and may be asked again then.
 * A benchmark bundles this module into a page that is served beside a built site's search folder and calls
 * `makeSearchEngine('/pagefind/')`; `find` alone is what ranks.
 */
export interface SearchEngine {
  manifest(): Promise<SearchManifest>;
  /**
   * Documents by their ids in the index, best first; all, the newest first, for an empty query. As the first search has to
   * load a good part of the index, `onEarly` may be given a first answer before, and is waited for.
   */
  find(query: string, onEarly?: (early: Found) => Promise<void>): Promise<Found>;
  /** Suggested correction if words of a short query are unknown. */
  suggest(query: string, found: Found): Promise<Suggestion | undefined>;
  /**
   * What a result shows of a document; its `id` is the postmortem's. Rejects with `IndexReplaced` where the site was built
   * anew since it was found.
   */
  document(id: string): Promise<ResultDocument>;
  /**
   * Of all documents, those that were found among them, for narrowing and sorting, the newest first; a search by words alone
   * never needs them. Rejects with `IndexReplaced` where the site was built anew since the documents were found.
   */
  facts(found: readonly Pick<Match, 'document'>[]): Promise<readonly RankedFact[]>;
}

/** The index was replaced by a new build; search again. */
export class IndexReplaced extends Error {}

/** Searches the index in a folder of the site (ends with `/`). Nothing is loaded before it is asked for. */
export function makeSearchEngine(folder: string): SearchEngine {
  let opened = open(folder);
  let isWarm = false;

  /** Opens the index that the site has by now; whether it is another one. Rejects where the site does not answer. */
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
      if (await renew(files)) throw new IndexReplaced(`${id} is not there any more`, { cause: error });
      throw error;
    }
  }

  async function facts(found: readonly Pick<Match, 'document'>[]): Promise<readonly RankedFact[]> {
    const { files } = opened;
    const all = await files.facts();
    const known = new Set(all.map((fact) => fact.document));
    const missing = found.find((match) => !known.has(match.document));
    if (missing && (await renew(files))) throw new IndexReplaced(`${missing.document} is not there any more`);
    return all;
  }

  async function find(query: string, onEarly?: (early: Found) => Promise<void>): Promise<Found> {
    const { files, source } = opened;
    if (query.trim() === '') {
      const facts = await files.facts();
      return { matches: facts.map(({ document }) => ({ document, evidence: 'all', words: 0, score: 0 })), terms: [] };
    }
    const postings = await source();
    const early = onEarly && !isWarm ? await findEarly(query, postings) : undefined;
    if (early) await onEarly?.(early);
    const found = await findMatches(query, postings);
    isWarm = true;
    // Pagefind takes a part of the index that it could not load for one without hits: the site may be away, or have been
    // built anew meanwhile.
    if (found.matches.length > 0 || found.terms.length === 0 || !(await renew(files))) return found;
    return find(query);
  }

  return {
    find,
    manifest: () => opened.files.manifest(),
    suggest: async (query, found) => suggestQuery(query, found, await opened.source()),
    document,
    facts,
  };
}

function open(folder: string): { files: SearchFiles; source: () => Promise<PostingsSource> } {
  const files = searchFiles(folder);
  return { files, source: retryingOnce(() => pagefindSource(folder, files)) };
}
