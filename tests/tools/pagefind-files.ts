import { gunzipSync } from 'node:zlib';
import { type Cbor, CborReader } from '../../src/build/search/cbor.ts';
import { type IndexFiles, unpack } from '../../src/build/search/index-meta.ts';

/** Returns the content of a file of Pagefind's index: packed ones are unpacked, as compression depends on the program. */
export function pagefindContent(name: string, file: Uint8Array): string {
  return (/\.pf_\w+$/.test(name) ? gunzipSync(file) : Buffer.from(file)).toString('latin1');
}

/** Returns the words of an index with their documents and positions in order, however they are split into files. */
export function pagefindWords(index: IndexFiles): Cbor[] {
  const names = [...index.keys()].filter((name) => name.startsWith('index/'));
  const words = names.flatMap((name) => {
    const [content] = new CborReader(unpack(index, name)).value() as [[string, Cbor, Cbor][]];
    return content;
  });
  return words.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
