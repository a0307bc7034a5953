/** The sign before a number that is not exact. */
export type Qualifier = '~' | '<' | '≤' | '>' | '≥';

/** A number that may be an estimate or a bound. */
export interface Quantity {
  /** 0 or more. */
  amount: number;
  qualifier?: Qualifier;
}

const QUALIFIERS: readonly [Qualifier, RegExp][] = [
  ['≤', /^(?:≤|<=|up to|at most|no more than|bis zu|höchstens|maximal)\s?/i],
  ['≥', /^(?:≥|>=|at least|no less than|mindestens)\s?/i],
  ['<', /^(?:<|(?:less than|fewer than|under|below|unter|weniger als)\s)\s?/i],
  ['>', /^(?:>|(?:more than|over|above|über|mehr als)\s)\s?/i],
  ['~', /^(?:~|≈|±|(?:about|around|approx(?:imately|\.)?|roughly|circa|ca\.?|nearly|almost|etwa|rund|ungefähr)\s)\s?/i],
];

// Groups of three digits with `,`, an apostrophe or a space; `4.000` could be either four or four thousand.
const NUMBER =
  /^(\d{1,3}(?:[,’' \u00A0\u202F]\d{3})+(?![\d,])(?:\.\d{1,4})?|\d{1,15}(?:\.\d{1,9})?|\d{1,15},\d{1,2}(?!\d))(?![\d.,]\d)/;
const MULTIPLES: readonly [number, RegExp][] = [
  [1000, /^\s?k(?![\p{L}])/iu],
  [1000, /^\s?(?:thousand|tausend)(?!\p{L})/iu],
  [1_000_000, /^\s?(?:M|Mio\.?|million|millionen?)(?![\p{L}])/u],
];

/** Parses the number at the start of a text with what says that it is not exact: `~30`, `less than 1`, `12,000`, `1.2M`. */
export function quantityAt(text: string): (Quantity & { length: number }) | undefined {
  const found = QUALIFIERS.flatMap(([qualifier, pattern]) => {
    const [written] = pattern.exec(text) ?? [];
    return written === undefined ? [] : [{ qualifier, start: written.length }];
  });
  const { qualifier, start } = found[0] ?? { qualifier: undefined, start: 0 };
  const [written = ''] = NUMBER.exec(text.slice(start)) ?? [];
  if (written === '' || /^\d{1,3}\.\d{3}$/.test(written)) return undefined;
  const decimal = /^\d+,\d{1,2}$/.test(written) ? written.replace(',', '.') : written.replaceAll(/[^\d.]/g, '');
  const [factor, unit] = MULTIPLES.map(([factor, pattern]) => {
    return [factor, pattern.exec(text.slice(start + written.length))?.[0] ?? ''] as const;
  }).find(([, unit]) => unit !== '') ?? [1, ''];
  // Decimals times a million may have an error in the last place.
  const amount = Number((Number(decimal) * factor).toPrecision(15));
  return { amount, ...(qualifier && { qualifier }), length: start + written.length + unit.length };
}

/** Parses a text that is only a number, which may be qualified. */
export function parseQuantity(text: string): Quantity | undefined {
  const line = text.trim().replaceAll(/\s+/g, ' ');
  const { length = -1, ...quantity } = quantityAt(line) ?? { amount: 0 };
  return length === line.length ? quantity : undefined;
}

/** Formats a number so that `quantityAt` can parse it. */
export function writeNumber(amount: number): string {
  // Three decimals could be thousands.
  const text = String(amount);
  return /^\d{1,3}\.\d{3}$/.test(text) ? `${text}0` : text;
}
