import { errorKey, masksOf } from '../../src/search/mask.ts';
import type { Posting, PostingsSource } from '../../src/search/postings.ts';
import { stemOf } from '../../src/search/stem.ts';
import { vocabularyOf } from '../../src/search/vocabulary.ts';
import { keysOf, wordsOf } from '../../src/search/words.ts';

/** A document for tests: its lines of code, such as error messages, are a part of its text. */
export interface MemoryDocument {
  title: string;
  text: string;
  code: string[];
}

/** A small index in memory by the rules of the site's: stems, other spellings, masked errors, what is too common. */
export function memorySource(
  documents: Readonly<Record<string, MemoryDocument>>,
  common: string[] = [],
): PostingsSource {
  const postings = new Map<string, Map<string, number>>();
  const add = (key: string, id: string, weight: number) => {
    const posting = postings.get(key) ?? new Map<string, number>();
    postings.set(key, posting.set(id, Math.max(weight, posting.get(id) ?? 0)));
  };
  for (const [id, { title, text, code }] of Object.entries(documents)) {
    for (const [words, weight] of [[wordsOf(title), 1] as const, [wordsOf([text, ...code].join('\n')), 0.5] as const]) {
      words.forEach((word, at) => {
        for (const key of keysOf(word)) add(key, id, weight);
        const { key: next } = words[at + 1] ?? {};
        if (next) add(`${stemOf(word.key)} ${stemOf(next)}`, id, weight);
      });
    }
    for (const line of code) for (const mask of masksOf(line)) add(errorKey(mask), id, 1);
  }
  const read = (found: ReadonlyMap<string, number>): Posting => ({
    documents: [...found.keys()],
    weights: [...found.values()],
  });
  const find = (key: string) => postings.get(key.split(' ').map(stemOf).join(' ')) ?? postings.get(key);
  return {
    total: Object.keys(documents).length,
    isCommon: (word) => common.includes(stemOf(word)),
    async get(keys) {
      const found = keys.map((key) => [key, find(key)] as const);
      return new Map(found.flatMap(([key, posting]) => (posting ? [[key, read(posting)] as const] : [])));
    },
    async startingWith(text) {
      const longer = [...postings].filter(([key]) => key.startsWith(text) && !key.includes(' '));
      return read(new Map(longer.flatMap(([, posting]) => [...posting])));
    },
    async withAll(words) {
      const [first = new Map<string, number>(), ...others] = words.map((word) => find(word) ?? new Map());
      return read(new Map([...first].filter(([id]) => others.every((other) => other.has(id)))));
    },
    vocabulary: async () =>
      vocabularyOf(Object.values(documents).map((each) => [each.title, each.text, ...each.code].join(' '))),
  };
}
