/** Draws that depend on what they are for alone, so that a made-up archive is the same every time. */
export class Dice {
  #state = 0x811c9dc5;

  /** `purpose` is hashed (FNV-1a): a seed, and what is drawn with it. */
  constructor(...purpose: (string | number)[]) {
    for (const character of purpose.join('/')) {
      this.#state = Math.imul(this.#state ^ (character.codePointAt(0) ?? 0), 0x01000193);
    }
  }

  /** From 0 to below 1, by mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** A whole number whose logarithm is spread evenly, as sizes and counts are. */
  size(low: number, high: number): number {
    return Math.round(low * (high / low) ** this.next());
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of a list; its first ones come up more often than its last, as in all archives. */
  one<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() ** 1.5 * list.length)] as T;
  }

  hex(digits: number): string {
    return Array.from({ length: digits }, () => this.int(0, 15).toString(16)).join('');
  }
}
