import { errorFingerprintsOf, fingerprintKey } from './error-fingerprint.ts';
import type { Posting, PostingsSource } from './postings.ts';
import { stemOf } from './text/stem.ts';
import { distinctTerms, keysOf, tokensOf } from './text/tokens.ts';
import { vocabularyOf } from './vocabulary.ts';

/** A postmortem to be indexed in memory. */
export interface MemoryDocument {
  id: string;
  title: string;
  summary?: string;
  /** Other text to find it by: cause, services, tags, teams. */
  names: readonly string[];
  sections: readonly { title: string; text: string; code: readonly string[] }[];
}

/** Weight of a word by where it occurs. */
const WEIGHTS = { title: 1, summary: 0.75, names: 0.6, text: 0.5 } as const;

/** Weight of a key in each document, by document id. */
type Weights = Map<string, number>;

/**
 * Creates an index in memory, for use without a built site. It finds the same documents as the site's index, with
 * simpler weights. Only words with the stems in `common` count as common.
 */
export function memorySource(documents: readonly MemoryDocument[], common: readonly string[] = []): PostingsSource {
  const index = new Map<string, Weights>();
  /** The words of each text of a document in order, to find phrases. */
  const rows = new Map<string, string[][]>();
  for (const document of documents) rows.set(document.id, addDocument(index, document));
  const get = (key: string): Weights => {
    if (key.startsWith('=')) return index.get(key) ?? new Map();
    const words = key.split(' ').map(stemOf);
    const found = withAll(index, words);
    const isRow = (id: string) => rows.get(id)?.some((row) => hasRow(row, words));
    return words.length === 1 ? found : new Map([...found].filter(([id]) => isRow(id)));
  };
  return {
    total: documents.length,
    isCommon: (word) => common.includes(stemOf(word)),
    isCommonPrefix: (text) => common.some((stem) => stem.startsWith(text)),
    async get(keys) {
      const found = keys.map((key) => [key, postingOf(get(key))] as const);
      return new Map(found.filter(([, posting]) => posting.documents.length > 0));
    },
    startingWith: async (text) => postingOf(startingWith(index, text)),
    async withAll(words) {
      const [last = ''] = words.slice(-1);
      const longer = index.has(stemOf(last)) ? undefined : startingWith(index, last);
      return postingOf(withAll(index, words.map(stemOf), longer));
    },
    vocabulary: async () =>
      vocabularyOf(documents.map((document) => distinctTerms(textsOf(document).join('\n')))).words,
  };
}

function addDocument(index: Map<string, Weights>, document: MemoryDocument): string[][] {
  const { id, title, summary = '', names, sections } = document;
  const count = (key: string, weight: number) => {
    const weights = index.get(key) ?? new Map<string, number>();
    index.set(key, weights.set(id, Math.max(weight, weights.get(id) ?? 0)));
  };
  const add = (text: string, weight: number) => {
    const words = tokensOf(text);
    for (const word of words) {
      if (word.key !== '') for (const key of keysOf(word)) count(stemOf(key), weight);
    }
    return words.map(({ key }) => stemOf(key));
  };
  for (const line of sections.flatMap(({ code }) => code)) {
    for (const fingerprint of errorFingerprintsOf(line)) count(fingerprintKey(fingerprint), 1);
  }
  return [
    add(title, WEIGHTS.title),
    add(summary, WEIGHTS.summary),
    ...names.map((name) => add(name, WEIGHTS.names)),
    ...sections.flatMap((section) => [section.title, section.text]).map((text) => add(text, WEIGHTS.text)),
  ];
}

function textsOf({ title, summary = '', names, sections }: MemoryDocument): string[] {
  return [title, summary, ...names, ...sections.flatMap((section) => [section.title, section.text])];
}

/** Returns the documents that contain a longer word with this prefix. */
function startingWith(index: ReadonlyMap<string, Weights>, text: string): Weights {
  const longer = [...index].filter(([key]) => key.startsWith(text) && key !== stemOf(text));
  return new Map(longer.flatMap(([, weights]) => [...weights]));
}

/**
 * Returns the documents that contain all words, with the mean weight; `last` replaces the last word if that is not in
 * the index.
 */
function withAll(index: ReadonlyMap<string, Weights>, words: readonly string[], last?: Weights): Weights {
  const known = words.map((word) => index.get(word) ?? new Map<string, number>());
  const all = last ? [...known.slice(0, -1), last] : known;
  const [first = new Map<string, number>()] = all;
  const common = [...first.keys()].filter((id) => all.every((weights) => weights.has(id)));
  const mean = (id: string) => all.reduce((sum, weights) => sum + (weights.get(id) ?? 0), 0) / words.length;
  return new Map(common.map((id) => [id, mean(id)]));
}

function hasRow(row: readonly string[], words: readonly string[]): boolean {
  return row.some((_, at) => words.every((word, place) => row[at + place] === word));
}

function postingOf(weights: Weights): Posting {
  return { documents: [...weights.keys()], weights: [...weights.values()] };
}
