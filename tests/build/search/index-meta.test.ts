import { expect, test } from 'vitest';
import { CborReader } from '../../../src/build/search/cbor.ts';
import { aboutFiles, unpack } from '../../../src/build/search/index-meta.ts';
import { chunkSizeFor, mergeWords } from '../../../src/build/search/index-words.ts';
import { updateIndex } from '../../../src/build/search/kept-index.ts';
import { closePagefind } from '../../../src/build/search/pagefind-process.ts';
import { wordsPathsFor } from '../../../src/search/pagefind.ts';
import { archiveOf } from '../../tools/archives/postmortems.ts';

/** Makes an index of documents with one text. */
async function indexed(text: string, ...ids: readonly string[]) {
  const body = { html: `<p>${text}</p>`, headings: [], landmarks: [], slow: [], hasSummary: false };
  const words = { terms: '', aliases: '', errors: [] };
  const archive = archiveOf(Object.fromEntries(ids.map((id) => [id, { title: 'Incident' }])));
  const index = await updateIndex().finish({ archive, rendered: new Map(ids.map((id) => [id, { ...body, words }])) });
  await closePagefind();
  return index;
}

test('the file of a word follows from what the files begin with', async () => {
  // Enough for several files.
  const text = Array.from({ length: 12_000 }, (_, at) => `${'abcdefghij'[at % 10]}${at}`).join(' ');
  const { files } = await indexed(text, 'a', 'b', 'c');
  const { meta, words } = aboutFiles(files);
  expect(files.has(meta)).toBe(true);
  const paths = [...files.keys()].filter((name) => name.startsWith('index/'));
  expect(paths.length).toBeGreaterThan(2);
  expect(words).toHaveLength(paths.length);
  for (const path of paths) {
    const [chunk] = mergeWords([{ chunks: [new CborReader(unpack(files, path))], numbers: [0, 1, 2] }], 20_000);
    expect(wordsPathsFor([chunk?.first ?? '', chunk?.last ?? ''], words)).toEqual([path]);
  }
});

test('an empty archive has no files of words', async () => {
  const { words } = aboutFiles((await indexed('')).files);
  expect(words).toEqual([]);
  expect(wordsPathsFor(['pool'], words)).toEqual([]);
});

test.each([
  ['an empty archive', 0, 4096],
  ['1,000 documents', 417_073, 4096],
  ['10,000 documents', 4_250_621, 8192],
  ['10,000 documents with a few more words', 4_251_000, 8192],
  ['30,000 documents', 12_750_000, 16_384],
])('files of words are larger in larger archives: %s', (_, words, size) => {
  expect(chunkSizeFor(words)).toBe(size);
});
