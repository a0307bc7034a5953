import { gunzipSync } from 'node:zlib';
import type { SearchManifest } from '../../search/manifest.ts';
import { isMeta } from '../../search/pagefind.ts';
import { type Cbor, CborReader, UnknownFormat } from './cbor.ts';
import type { WordChunk } from './index-words.ts';

/** The files of an index by their path within its folder. */
export type IndexFiles = ReadonlyMap<string, Uint8Array>;

/** What the file `pagefind.*.pf_meta` says. */
export type Meta = [
  version: string,
  /** Documents by number: id, number of words, and a text that is always empty. */
  pages: [string, number, string][],
  /** Files of words: the beginnings of the first and the last word, and the name of the file. */
  chunks: [string, string, string][],
  /** Name and file of each filter. */
  filters: [string, string][],
  sorts: [],
  /** Names of the metadata; positions in words refer to them by number. */
  fields: string[],
];

/** What packed files begin with. */
export const SIGNATURE = Buffer.from('pagefind_dcd');

/** Returns the name of the file about an index. */
export function metaName(index: IndexFiles): string {
  return [...index.keys()].find(isMeta) ?? 'pf_meta';
}

/** Returns what the manifest says about the files of an index. */
export function aboutFiles(index: IndexFiles): Pick<SearchManifest, 'meta' | 'words'> {
  const meta = metaName(index);
  if (!index.has(meta)) return { meta: '', words: [] };
  const [, , chunks] = metaOf(unpack(index, meta));
  return { meta, words: chunks.map(([from, , name]) => [from, name]) };
}

/** Unpacks a file of an index. Throws `UnknownFormat` if it is missing or of another kind. */
export function unpack(index: IndexFiles, path: string): Buffer {
  const file = index.get(path);
  if (!file) throw new UnknownFormat(`Pagefind wrote no ${path}`);
  const content = gunzipSync(file);
  if (!content.subarray(0, SIGNATURE.length).equals(SIGNATURE))
    throw new UnknownFormat(`Pagefind wrote another ${path}`);
  return content.subarray(SIGNATURE.length);
}

/** Parses the file about an index. Throws `UnknownFormat` if it is of a version with another format. */
export function metaOf(content: Buffer): Meta {
  const value = new CborReader(content).value();
  const [version, pages, chunks, filters, sorts, fields] = Array.isArray(value) && value.length === 6 ? value : [];
  const isKnown =
    typeof version === 'string' &&
    areRows(pages, ['string', 'number', 'string']) &&
    areRows(chunks, ['string', 'string', 'string']) &&
    areRows(filters, ['string', 'string']) &&
    areRows(sorts, ['none']) &&
    Array.isArray(fields);
  if (!isKnown) throw new UnknownFormat('Pagefind wrote another pf_meta');
  return value as Meta;
}

/** Returns whether a value is an array of arrays with items of these types. */
function areRows(value: Cbor | undefined, types: readonly string[]): boolean {
  const isRow = (row: Cbor) =>
    Array.isArray(row) && row.length === types.length && row.every((item, at) => typeof item === types[at]);
  return Array.isArray(value) && value.every(isRow);
}

/** Returns what the words of each file begin with: between two files, as few characters as tell them apart. */
export function rangesOf(chunks: readonly WordChunk[]): [from: string, to: string][] {
  return chunks.map(({ first, last }, at) => {
    const [before, after] = [chunks[at - 1]?.last, chunks[at + 1]?.first];
    const from = before === undefined ? first : distinct(first, before);
    const to = after === undefined ? last : distinct(last, after);
    return [from, Buffer.compare(Buffer.from(to), Buffer.from(from)) < 0 ? last : to];
  });
}

/** Returns the beginning of a text up to the first character that differs from another text. */
function distinct(text: string, other: string): string {
  const [own, others] = [[...text], [...other]];
  const common = own.findIndex((character, at) => character !== others[at]);
  return common < 0 ? text : own.slice(0, common + 1).join('');
}
