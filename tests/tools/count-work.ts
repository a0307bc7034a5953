/** Calls of regular expressions and Unicode functions: number of calls, of characters in total, and in the longest call. */
export interface Work {
  calls: number;
  characters: number;
  longest: number;
}

const METHODS = [Symbol.replace, Symbol.split, Symbol.matchAll, Symbol.match, 'test', 'exec'] as const;

/**
 * Counts the work of a function on texts, which does not depend on the speed of the machine. Nested calls count as part of
 * the outer one.
 */
export function countWork(run: () => unknown): Work {
  const work = { calls: 0, characters: 0, longest: 0 };
  const prototype = RegExp.prototype as unknown as Record<string | symbol, (...given: unknown[]) => unknown>;
  const normalize = String.prototype.normalize;
  let isInside = false;
  const note = (length: number) => {
    work.calls++;
    work.characters += length;
    work.longest = Math.max(work.longest, length);
  };
  const originals = METHODS.map((name) => [name, prototype[name]] as const);
  for (const [name, original] of originals) {
    if (!original) throw new Error(`There is no ${String(name)}`);
    prototype[name] = function (this: RegExp, ...given: unknown[]) {
      if (isInside) return original.apply(this, given);
      isInside = true;
      const begin = this.lastIndex;
      try {
        return original.apply(this, given);
      } finally {
        isInside = false;
        // A global search, such as `matchAll`, reads a part of the text each time.
        const isStep = name === 'exec' && this.global && this.lastIndex > 0;
        note(isStep ? this.lastIndex - begin : String(given[0]).length - begin);
      }
    };
  }
  String.prototype.normalize = function (this: string, form?: string) {
    note(this.length);
    return normalize.call(this, form as 'NFC');
  };
  try {
    run();
  } finally {
    for (const [name, original] of originals) if (original) prototype[name] = original;
    String.prototype.normalize = normalize;
  }
  return work;
}
