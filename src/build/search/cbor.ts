/**
 * The part of CBOR (RFC 8949) that Pagefind's files use: integers, texts and arrays of known length. Libraries decode a whole file,
 * which takes most of the time for positions of words that are only copied; this skips them.
 */

/** A value: what other kinds mean is not known here. */
export type Cbor = number | string | readonly Cbor[];

/** A file does not have the expected format, such as one of another version of Pagefind. */
export class UnknownFormat extends Error {}

/** The kinds of values, as CBOR numbers them. */
export const KIND = { integer: 0, negative: 1, text: 3, array: 4 } as const;

type Kind = (typeof KIND)[keyof typeof KIND];

// Numbers up to this are in the first byte; larger ones follow it in 1, 2 or 4 bytes.
const [LARGEST_INLINE, IN_1, IN_2, IN_4] = [23, 24, 25, 26];

/** Reads values one after the other. All methods throw `UnknownFormat` if something else is next. */
export class CborReader {
  at = 0;
  readonly bytes: Buffer;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  /** Reads the number of an integer, or the length of a text or an array, whose content is next. */
  head(kind: Kind): number {
    const first = this.bytes[this.at];
    if (first === undefined || first >> 5 !== kind) throw this.#unknown();
    this.at += 1;
    return this.#number(first & 0x1f);
  }

  /** Reads the start of an array that has a fixed number of items. */
  items(count: number): void {
    if (this.head(KIND.array) !== count) throw this.#unknown();
  }

  /** Reads a text in UTF-8. */
  text(): Buffer {
    const length = this.head(KIND.text);
    this.at += length;
    if (this.at > this.bytes.length) throw this.#unknown();
    return this.bytes.subarray(this.at - length, this.at);
  }

  /** Skips an array of integers and returns its length. */
  skipIntegers(): number {
    const count = this.head(KIND.array);
    const { bytes } = this;
    let at = this.at;
    for (let each = 0; each < count; each++) {
      const first = bytes[at] ?? Number.NaN;
      const size = first & 0x1f;
      if (!(first >> 5 <= KIND.negative && size <= IN_4)) throw this.#unknown();
      at += size <= LARGEST_INLINE ? 1 : 1 + 2 ** (size - IN_1);
    }
    this.at = at;
    return count;
  }

  /** Reads a whole value. */
  value(): Cbor {
    const kind = (this.bytes[this.at] ?? Number.NaN) >> 5;
    if (kind === KIND.text) return this.text().toString('utf8');
    if (kind === KIND.array) return Array.from({ length: this.head(KIND.array) }, () => this.value());
    return kind === KIND.negative ? -1 - this.head(KIND.negative) : this.head(KIND.integer);
  }

  #number(size: number): number {
    const start = this.at;
    if (size <= LARGEST_INLINE) return size;
    const length = 2 ** (size - IN_1);
    if (size > IN_4 || start + length > this.bytes.length) throw this.#unknown();
    this.at += length;
    return this.bytes.readUIntBE(start, length);
  }

  #unknown(): UnknownFormat {
    return new UnknownFormat(`Pagefind wrote something unknown at byte ${this.at}`);
  }
}

/** Writes values one after the other, in their shortest form. */
export class CborWriter {
  #bytes = Buffer.allocUnsafe(1024);
  #length = 0;

  /** Writes an integer that is not negative, or the start of a text or an array. */
  head(kind: Kind, number: number): void {
    this.#reserve(5);
    const first = kind << 5;
    if (number <= LARGEST_INLINE) {
      this.#bytes[this.#length++] = first | number;
      return;
    }
    const [size, length] = number < 2 ** 8 ? [IN_1, 1] : number < 2 ** 16 ? [IN_2, 2] : [IN_4, 4];
    this.#bytes[this.#length++] = first | size;
    this.#length = this.#bytes.writeUIntBE(number, this.#length, length);
  }

  /** Writes a text in UTF-8. */
  text(text: Uint8Array): void {
    this.head(KIND.text, text.length);
    this.copy(text, 0, text.length);
  }

  /** Writes a whole value. */
  value(value: Cbor): void {
    if (typeof value === 'string') this.text(Buffer.from(value));
    else if (typeof value === 'number')
      this.head(value < 0 ? KIND.negative : KIND.integer, value < 0 ? -1 - value : value);
    else {
      this.head(KIND.array, value.length);
      for (const item of value) this.value(item);
    }
  }

  /** Copies values that are already written, from `start` up to `end`. */
  copy(bytes: Uint8Array, start: number, end: number): void {
    this.#reserve(end - start);
    this.#bytes.set(start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end), this.#length);
    this.#length += end - start;
  }

  /** Returns what was written since the last call. */
  take(): Buffer {
    const written = this.#bytes.subarray(0, this.#length);
    this.#bytes = Buffer.allocUnsafe(1024);
    this.#length = 0;
    return written;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#length + more));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

/** Returns a value as CBOR. */
export function encode(value: Cbor): Buffer {
  const writer = new CborWriter();
  writer.value(value);
  return writer.take();
}
