import { type Cbor, UnknownFormat } from './cbor.ts';
import type { WordChunk } from './index-words.ts';

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

/** Reads what the file `pagefind.*.pf_meta` says. Throws `UnknownFormat` if it has another form. */
export function metaOf(value: Cbor): Meta {
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
