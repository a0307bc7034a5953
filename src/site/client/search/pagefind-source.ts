import { beginningsWith } from '../../../search/pagefind.ts';
import type { Posting, PostingsSource } from '../../../search/postings.ts';
import { plainOf } from '../../../search/text/identifiers.ts';
import { stemOf } from '../../../search/text/stem.ts';
import type { Pagefind, PagefindHit } from './pagefind.ts';
import { preloadWords } from './preload.ts';
import type { SearchFiles } from './search-files.ts';

/** Weight of a word by its first position: every document begins with its title, followed by the summary. */
const PLACES = [
  { before: 10, weight: 1 },
  { before: 45, weight: 0.75 },
] as const;
const WEIGHT_OF_TEXT = 0.5;
const WEIGHT_OF_NAME = 0.6;
/** Weight of the index's own order, which decides between documents of the same weight. */
const WEIGHT_OF_ORDER = 0.05;

/** Maximum number of files that are loaded for a prefix; three letters need up to three of them for 1,000 documents. */
const MAX_FILES_OF_PREFIX = 8;

const EMPTY_POSTING: Posting = { documents: [], weights: [] };

/** Makes a source from Pagefind's index, which is loaded when needed, and the files next to it. Loads the manifest. */
export async function pagefindSource(pagefind: () => Promise<Pagefind>, files: SearchFiles): Promise<PostingsSource> {
  const manifest = await files.manifest();
  const { total, common } = manifest;
  const search = async (query: string) => (await (await pagefind()).search(query)).results;
  const stems = new Set(common);
  // For quoted words, the index returns exact matches only.
  const known = new Map<string, Posting>();
  const exact = async (text: string): Promise<Posting> => {
    const posting = known.get(text) ?? postingOf(await search(`"${text}"`));
    // Terms without hits may be in a part of the index that could not be loaded.
    if (posting.documents.length > 0) known.set(text, posting);
    return posting;
  };
  const postingFor = async (key: string): Promise<Posting> => {
    if (!key.startsWith('=')) return exact(key);
    const documents = await files.sameError(key);
    return { documents, weights: documents.map(() => 1) };
  };
  return {
    total,
    isCommon: (word) => stems.has(stemOf(word)),
    isCommonPrefix: (text) => common.some((stem) => stem.startsWith(text)),
    async get(keys) {
      const found = await Promise.all(keys.map(async (key) => [key, await postingFor(key)] as const));
      return new Map(found.filter(([, { documents }]) => documents.length > 0));
    },
    prepare: (keys) => preloadWords(manifest, keys),
    async startingWith(text) {
      // Pagefind loads one file for a prefix, but others may have words with it, too: a search for what each begins with loads it.
      const others = beginningsWith(text, manifest.words).slice(0, MAX_FILES_OF_PREFIX);
      await Promise.all(others.map(exact));
      const results = await search(text);
      // If no word has this prefix, the index falls back to a shorter one; checking one document shows it.
      const [first] = results;
      return first && (await hasBeginning(first, text, files)) ? orderedPosting(results, true) : EMPTY_POSTING;
    },
    async withAll(words) {
      return orderedPosting(await search(words.join(' ')), words.length === 1);
    },
    vocabulary: files.vocabulary,
  };
}

function postingOf(results: readonly PagefindHit[]): Posting {
  return { documents: results.map(({ id }) => id), weights: results.map(weightOf) };
}

/** Weights hits by the index's own order; for a single word, mainly by its positions. */
function orderedPosting(results: readonly PagefindHit[], isOne: boolean): Posting {
  const best = results.reduce((most, { score }) => Math.max(most, score), 1);
  const weights = results.map((hit) => {
    const order = hit.score / best;
    return isOne ? (weightOf(hit) + order * WEIGHT_OF_ORDER) / (1 + WEIGHT_OF_ORDER) : order;
  });
  return { documents: results.map(({ id }) => id), weights };
}

function weightOf({ words: [first], matchedMetaFields = [] }: PagefindHit): number {
  const place = first === undefined ? undefined : PLACES.find(({ before }) => first < before);
  return Math.max(place?.weight ?? WEIGHT_OF_TEXT, matchedMetaFields.includes('names') ? WEIGHT_OF_NAME : 0);
}

async function hasBeginning({ id }: PagefindHit, text: string, files: SearchFiles): Promise<boolean> {
  const { title, names, sections } = await files.document(id);
  const all = [title, names, ...sections.flatMap((section) => [section.title, section.text])].join(' ');
  // The index stems the text like a complete word.
  return plainOf(all).includes(stemOf(text));
}
