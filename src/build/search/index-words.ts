import { type CborReader, CborWriter, KIND, UnknownFormat } from './cbor.ts';

/** The words of an index, in its files `index/*.pf_index`. */
export interface IndexWords {
  /** The files in the order of their words. */
  chunks: readonly CborReader[];
  /** The new number of each of its documents; negative for those that are left out. */
  numbers: readonly number[];
}

/** A file of words. */
export interface WordChunk {
  bytes: Buffer;
  first: string;
  last: string;
}

// About 7 KB. Several words of a query are often in the same file of a small archive, which saves requests.
const SMALLEST_CHUNK = 4096;

/**
 * Returns after how many positions another file begins, for documents with this many words. A query loads the files of its words, and
 * every search the list of the files, which is longer the smaller they are, so that their size grows with the square root of the words;
 * docs/search.md has what both take. As a power of two, the size rarely changes with an edit, and so most files do not either.
 */
export function chunkSizeFor(words: number): number {
  return Math.max(SMALLEST_CHUNK, 2 ** Math.round(Math.log2(16 * words) / 2));
}

/**
 * Merges the words of indexes, split into files of about `chunkSize` positions, which is less than in Pagefind's own. Throws
 * `UnknownFormat` for unknown files.
 */
export function mergeWords(indexes: readonly IndexWords[], chunkSize: number): WordChunk[] {
  const streams = indexes.map((index) => new WordStream(index));
  const chunks: WordChunk[] = [];
  const writer = new CborWriter();
  let chunk = { size: 0, words: [] as Buffer[] };
  const finish = () => {
    const words = writer.take();
    writer.head(KIND.array, 1);
    writer.head(KIND.array, chunk.words.length);
    const [first, last] = [chunk.words[0], chunk.words.at(-1)].map((word) => word?.toString('utf8') ?? '');
    chunks.push({ bytes: Buffer.concat([writer.take(), words]), first: first ?? '', last: last ?? '' });
    chunk = { size: 0, words: [] };
  };
  for (;;) {
    const word = firstWord(streams);
    if (!word) break;
    const size = mergeWord(
      word,
      streams.filter((stream) => stream.word?.equals(word)),
      writer,
    );
    if (size === 0) continue;
    chunk.words.push(word);
    chunk.size += size;
    if (chunk.size >= chunkSize) finish();
  }
  if (chunk.words.length > 0) finish();
  return chunks;
}

/** Returns the next word of several streams, in the order of its bytes. */
function firstWord(streams: readonly WordStream[]): Buffer | undefined {
  let first: Buffer | undefined;
  for (const { word } of streams) if (word && (!first || Buffer.compare(word, first) < 0)) first = word;
  return first;
}

/** Writes a word of the streams that are at it, and returns its size; writes nothing if no document contains it. */
function mergeWord(word: Buffer, streams: readonly WordStream[], writer: CborWriter): number {
  const postings = new Postings();
  // Spellings with accents.
  const variants = new Map<string, Postings>();
  let copied = { bytes: word, start: 0, end: 0 };
  for (const stream of streams) {
    const { reader } = stream;
    const start = stream.start;
    postings.read(stream);
    const count = reader.head(KIND.array);
    for (let each = 0; each < count; each++) {
      reader.items(2);
      const form = reader.text().toString('utf8');
      const own = variants.get(form) ?? new Postings();
      own.read(stream);
      variants.set(form, own);
    }
    copied = { bytes: reader.bytes, start, end: reader.at };
    stream.next();
  }
  const all = [postings, ...variants.values()];
  const forms = [...variants].filter(([, each]) => each.size > 0).sort(byFirstDocument);
  const size = all.reduce((sum, each) => sum + each.size, 0);
  if (streams.length === 1 && all.every(({ isSame }) => isSame)) {
    writer.copy(copied.bytes, copied.start, copied.end);
  } else if (size > 0) {
    writer.head(KIND.array, 3);
    writer.text(word);
    postings.write(writer);
    writer.head(KIND.array, forms.length);
    for (const [form, each] of forms) {
      writer.head(KIND.array, 2);
      writer.text(Buffer.from(form));
      each.write(writer);
    }
  }
  return size;
}

function byFirstDocument([a, one]: [string, Postings], [b, other]: [string, Postings]): number {
  return one.first - other.first || Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The words of an index one after the other. */
class WordStream {
  /** The word that is next, with its documents; `undefined` at the end. */
  word: Buffer | undefined;
  /** Where the word starts. */
  start = 0;
  reader: CborReader;
  readonly numbers: readonly number[];
  readonly #chunks: Iterator<CborReader>;
  #left = 0;

  constructor({ chunks, numbers }: IndexWords) {
    this.numbers = numbers;
    this.#chunks = chunks[Symbol.iterator]();
    this.reader = chunks[0] as CborReader;
    this.next();
  }

  /** Goes to the next word, once the documents of this one are read. */
  next(): void {
    while (this.#left === 0) {
      if (this.word && !this.reader.isAtEnd) throw new UnknownFormat('Pagefind wrote more than words');
      this.word = undefined;
      const { done, value } = this.#chunks.next();
      if (done) return;
      this.reader = value;
      value.items(1);
      this.#left = value.head(KIND.array);
    }
    this.#left -= 1;
    this.start = this.reader.at;
    this.reader.items(3);
    this.word = this.reader.text();
  }
}

/** The documents that contain a word, with their positions, which are copied as they are. */
class Postings {
  size = 0;
  /** Whether all documents that were read are left in, with the same numbers. */
  isSame = true;
  #isSorted = true;
  readonly #numbers: number[] = [];
  /** Bytes with the start and the end of the positions in each document. */
  readonly #sources: Buffer[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  /** Number of the first document. */
  get first(): number {
    return this.#numbers[this.#order()[0] ?? 0] ?? 0;
  }

  /** Adds what is next in a stream. */
  read({ reader, numbers }: WordStream): void {
    const count = reader.head(KIND.array);
    let number = 0;
    for (let each = 0; each < count; each++) {
      reader.items(3);
      number += reader.head(KIND.integer);
      const start = reader.at;
      const size = 1 + reader.skipIntegers() + reader.skipIntegers();
      const now = numbers[number];
      if (now === undefined) throw new UnknownFormat(`Pagefind has no document ${number}`);
      if (now !== number) this.isSame = false;
      if (now < 0) continue;
      if (now < (this.#numbers.at(-1) ?? -1)) this.#isSorted = false;
      this.size += size;
      this.#numbers.push(now);
      this.#sources.push(reader.bytes);
      this.#starts.push(start);
      this.#ends.push(reader.at);
    }
  }

  write(writer: CborWriter): void {
    writer.head(KIND.array, this.#numbers.length);
    let before = 0;
    for (const at of this.#order()) {
      const number = this.#numbers[at] as number;
      writer.head(KIND.array, 3);
      writer.head(KIND.integer, number - before);
      writer.copy(this.#sources[at] as Buffer, this.#starts[at] as number, this.#ends[at] as number);
      before = number;
    }
  }

  #order(): readonly number[] {
    const places = [...this.#numbers.keys()];
    const numbers = this.#numbers as readonly number[];
    return this.#isSorted ? places : places.sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0));
  }
}
