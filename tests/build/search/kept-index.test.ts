import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { Dice } from '../../../bench/dice.ts';
import type { RenderedBody } from '../../../src/build/body-messages.ts';
import { sharedReader } from '../../../src/build/body-reader.ts';
import { loadArchive } from '../../../src/build/load.ts';
import { type IndexFiles, metaName, metaOf, unpack } from '../../../src/build/search/index-meta.ts';
import { type KeptIndex, updateIndex } from '../../../src/build/search/kept-index.ts';
import { closePagefind, pagefindQueue } from '../../../src/build/search/pagefind-process.ts';
import { type SearchIndexInput, searchDocument } from '../../../src/build/search/search-document.ts';
import { archiveOf } from '../../tools/archives/postmortems.ts';
import { pagefindContent, pagefindWords } from '../../tools/pagefind-files.ts';

afterAll(closePagefind);

/** The text of each document by id. */
type Texts = Readonly<Record<string, string>>;

/** Updates an index to documents of these texts; without `last`, Pagefind makes all of it, of `mostAtOnce` documents at a time. */
function indexed(texts: Texts, last?: KeptIndex, mostAtOnce?: number): Promise<KeptIndex> {
  return updateIndex(last, mostAtOnce).finish(inputOf(texts));
}

function inputOf(texts: Texts): SearchIndexInput {
  const rendered = Object.entries(texts).map(([id, text]) => [id, bodyOf(`<p>${text}</p>`)] as const);
  const archive = archiveOf(Object.fromEntries(Object.keys(texts).map((id) => [id, { title: `Incident ${id}` }])));
  return { archive, rendered: new Map(rendered) };
}

/** Lets Pagefind make an index of the same documents, at once. */
async function indexedByPagefind(texts: Texts): Promise<[IndexFiles]> {
  const queue = pagefindQueue(Number.POSITIVE_INFINITY);
  const { archive, rendered } = inputOf(texts);
  for (const postmortem of archive.postmortems) {
    await queue.send(postmortem.id, searchDocument(archive, postmortem, rendered.get(postmortem.id) as RenderedBody));
  }
  return (await queue.finish()) as [IndexFiles];
}

/** Returns the content of an index without its words, and without the names of their files, of which its own name is made. */
function withoutWords(index: IndexFiles) {
  const [version, pages, , ...rest] = metaOf(unpack(index, metaName(index)));
  const others = [...index].filter(([name]) => !/^index\/|pf_meta$|^pagefind-entry/.test(name)).sort();
  const files = others.map(([name, file]) => [name, pagefindContent(name, file)]);
  return { version, pages, rest, files };
}

const bodyOf = (html: string): RenderedBody => ({
  ...{ html, headings: [], landmarks: [], slow: [], hasSummary: false },
  words: { terms: '', aliases: '', errors: [] },
});

function contentOf({ files, documents }: KeptIndex) {
  return { documents, files: new Map([...files].sort().map(([name, file]) => [name, pagefindContent(name, file)])) };
}

/** Returns whether a word is anywhere in the files of an index. */
const contains = ({ files }: KeptIndex, word: string) =>
  [...files].some(([name, file]) => name.includes('/') && pagefindContent(name, file).includes(word));

const WORDS = [
  ...Array.from({ length: 300 }, (_, at) => `word${at}`),
  ...['connection', 'connections', 'pool', 'café', 'Köln', 'koln', 'naïve', '日本語', 'maxConnections', 'the'],
  // Pagefind keeps spellings with accents apart.
  ...[...'äéïöü'].flatMap((vowel) => [...'bcdfg'].map((letter) => `w${letter}${vowel}x`)),
];
const IDS = ['2024-01-01-a', '2024-01-02-b', '2024-01-03-c', '2024-01-04-d', '2024-01-05-größe', 'index', 'a b'];
// Long texts fill several files of the index.
const text = fc.tuple(fc.nat(999), fc.constantFrom(1, 20, 6000)).map(([seed, count]) => {
  const dice = new Dice('text', seed);
  return Array.from({ length: count }, () => dice.one(WORDS)).join(' ');
});
const texts = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...IDS), text), { selector: ([id]) => id })
  .map(Object.fromEntries);

test('an index has what Pagefind writes, but for the size of the files of words', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.integer({ min: 1, max: 4 }), async (each, mostAtOnce) => {
      fc.pre(Object.keys(each).length > 0);
      const [written] = await indexedByPagefind(each);
      const made = await indexed(each, undefined, mostAtOnce);
      expect(withoutWords(made.files)).toEqual(withoutWords(written));
      expect(pagefindWords(made.files)).toEqual(pagefindWords(written));
    }),
    { numRuns: 15, seed: 1, endOnFailure: true },
  );
});

test('an index made from the last one has the files of one that is made anew', async () => {
  await fc.assert(
    fc.asyncProperty(texts, fc.array(texts, { minLength: 1, maxLength: 3 }), async (first, changes) => {
      let last = await indexed(first);
      let now: Texts = first;
      for (const [at, change] of changes.entries()) {
        // Some documents stay, in another order after the second change.
        const kept = Object.entries(now).filter(([id]) => id.length % 3 !== at);
        now = at === 1 ? { ...change, ...Object.fromEntries(kept) } : { ...Object.fromEntries(kept), ...change };
        last = await indexed(now, last);
        expect(contentOf(last)).toEqual(contentOf(await indexed(now)));
      }
    }),
    { numRuns: 12, seed: 1, endOnFailure: true },
  );
});

test('an index that is made in parts has the files of one that is made at once', async () => {
  await fc.assert(
    fc.asyncProperty(texts, texts, fc.integer({ min: 1, max: 4 }), async (first, second, mostAtOnce) => {
      const parts = await indexed(first, undefined, mostAtOnce);
      expect(contentOf(parts)).toEqual(contentOf(await indexed(first)));
      expect(contentOf(await indexed(second, parts, mostAtOnce))).toEqual(contentOf(await indexed(second)));
    }),
    { numRuns: 15, seed: 1, endOnFailure: true },
  );
});

const BEFORE = { a: 'the pool was full', b: 'the disk was full', c: 'the cache was cold' };

test.each<[string, Texts, string[]]>([
  ['edited', { ...BEFORE, b: 'the hunter2 disk was full' }, ['hunter2']],
  ['added', { ...BEFORE, d: 'another hunter2' }, ['hunter2']],
])('a document that was %s is found', async (_, after, words) => {
  const index = await indexed(after, await indexed(BEFORE));
  expect(words.filter((word) => contains(index, word))).toEqual(words);
});

test.each<[string, Texts]>([
  ['edited', { a: 'the pool was full', b: 'the disk was full', c: 'the cache was cold' }],
  ['deleted', { a: 'the pool was full', c: 'the cache was cold' }],
  ['renamed', { a: 'the pool was full', c: 'the cache was cold', d: 'the disk was full' }],
])('nothing is left of a text that was %s', async (_, after) => {
  const before = await indexed({ ...BEFORE, b: 'the password hunter2 was on disk' });
  expect(contains(before, 'hunter2')).toBe(true);
  expect(contains(await indexed(after, before), 'hunter2')).toBe(false);
});

test('the index of the example archive does not depend on the one before, so that all queries have the same answers', async () => {
  const folder = path.join(import.meta.dirname, '../../../postmortems');
  const { archive, rendered } = await loadArchive(folder, { drafts: false, base: '/', render: true });
  await sharedReader().close();
  if (!archive) throw new Error('The example archive is invalid');
  const { postmortems } = archive;
  const edited = new Map(
    postmortems.flatMap(({ id }, at) => {
      const body = at % 9 === 0 ? bodyOf('<p>hunter2</p>') : rendered.get(id);
      return body ? [[id, body] as const] : [];
    }),
  );
  const fewer = { ...archive, postmortems: postmortems.filter((_, at) => at % 7 !== 3) };
  const before = await updateIndex().finish({ archive: fewer, rendered: edited });
  const after = await updateIndex(before).finish({ archive, rendered });
  expect(contentOf(after)).toEqual(contentOf(await updateIndex().finish({ archive, rendered })));
});

test('an index is taken over as it is if nothing has changed', async () => {
  const before = await indexed(BEFORE);
  expect(await indexed(BEFORE, before)).toBe(before);
});

test('files of unchanged documents are taken over', async () => {
  const before = await indexed(BEFORE);
  const after = await indexed({ ...BEFORE, c: 'the cache was warm' }, before);
  const shared = [...after.files].filter(([name, file]) => before.files.get(name) === file).map(([name]) => name);
  expect(shared.filter((name) => name.startsWith('fragment/'))).toHaveLength(2);
});

test.each<[string, (files: Map<string, Uint8Array>) => void]>([
  ['lacks a file', (files) => files.delete([...files.keys()].find((name) => name.startsWith('index/')) ?? '')],
  ['is of another version', (files) => files.set(metaName(files), otherVersion(files.get(metaName(files))))],
])('an index that %s is made anew', async (_, damage) => {
  const { files, documents } = await indexed(BEFORE);
  const damaged = new Map(files);
  damage(damaged);
  const after = { ...BEFORE, c: 'the cache was warm' };
  expect(contentOf(await indexed(after, { files: damaged, documents }))).toEqual(contentOf(await indexed(after)));
});

function otherVersion(file: Uint8Array = Buffer.of()): Uint8Array {
  return gzipSync(
    Buffer.from(
      gunzipSync(file)
        .toString('latin1')
        .replace(/1\.\d\.\d/, '9.9.9'),
      'latin1',
    ),
  );
}
