/**
 * Measures what a query loads of an index by the size of its files of words, compressed: `node bench/search/word-files.ts FOLDER`
 * reads the folder `pagefind` of a built site and splits its words again.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { CborReader, encode, KIND } from '../../src/build/search/cbor.ts';
import { type IndexFiles, metaName, metaOf, rangesOf, unpack } from '../../src/build/search/index-meta.ts';
import { mergeWords } from '../../src/build/search/index-words.ts';
import { wordsPath } from '../../src/search/pagefind.ts';

const SIZES = [1024, 2048, 4096, 8192, 16_384, 20_000];

const [folder = 'site/pagefind'] = process.argv.slice(2);
const index = read(folder);
const meta = metaOf(unpack(index, metaName(index)));
const [version, pages, chunks, filters, , fields] = meta;
const words = chunks.map(([, , name]) => unpack(index, wordsPath(name)));
process.stdout.write(
  `| positions in a file | files | lists of files | 1 word | 2 words | 4 words |\n| ---: | ---: | ---: | ---: | ---: | ---: |\n${SIZES.map(
    (size) => `| ${rowOf(size).join(' | ')} |\n`,
  ).join('')}`,
);

function read(folder: string): IndexFiles {
  const names = readdirSync(folder).filter((name) => name.endsWith('.pf_meta'));
  const files = readdirSync(path.join(folder, 'index')).map((name) => `index/${name}`);
  return new Map([...names, ...files].map((name) => [name, readFileSync(path.join(folder, name))]));
}

/** Returns what a query loads in KB: the lists of files in Pagefind's meta file and in the manifest, and a file for each word. */
function rowOf(size: number): (string | number)[] {
  const numbers = pages.map((_, number) => number);
  const made = mergeWords([{ chunks: words.map((bytes) => new CborReader(bytes)), numbers }], size);
  const named = rangesOf(made).map(([from, to], at): [string, string, string] => [from, to, nameOf(at)]);
  const list = compressed(encode([version, pages, named, filters, [], fields]));
  const manifest = compressed(Buffer.from(JSON.stringify(named.map(([from, , name]) => [from, name]))));
  const empty = compressed(encode([version, pages, [], filters, [], fields]));
  const sizes = made.map(({ bytes }) => [compressed(bytes), wordsIn(bytes)] as const);
  const all = sizes.reduce((sum, [, count]) => sum + count, 0);
  // Of any word, so that files with many words count more.
  const file = sizes.reduce((sum, [length, count]) => sum + (length * count) / all, 0);
  const loaded = [1, 2, 4].map((count) => list + manifest + count * file);
  return [size, made.length, ...[list + manifest - empty, ...loaded].map((bytes) => `${Math.round(bytes / 1000)} KB`)];
}

function wordsIn(bytes: Buffer): number {
  const reader = new CborReader(bytes);
  reader.items(1);
  return reader.head(KIND.array);
}

/** Returns a name that compresses like those of real files, which are hashes. */
function nameOf(at: number): string {
  return `en_${((at * 2_654_435_761) >>> 0).toString(16).padStart(8, '0').slice(1)}`;
}

function compressed(content: Uint8Array): number {
  return gzipSync(content).length;
}
