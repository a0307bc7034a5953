/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** A whole number, both bounds included. */
  whole(low: number, high: number): number;
  /** One of a list that is not empty. */
  one<T>(list: readonly T[]): T;
}

/** Mulberry32, a generator of 32 bits of state that is good enough for test data. */
export function makeRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    whole,
    one(list) {
      const item = list[whole(0, list.length - 1)];
      if (item === undefined) throw new Error('There is nothing to choose from');
      return item;
    },
  };
}
