const ENGLISH = new Intl.PluralRules('en');
const NUMBER_FORMAT = new Intl.NumberFormat('en-US');

/** Returns a count with its noun: `1 incident`, `2 incidents`, `1,204 incidents`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${NUMBER_FORMAT.format(count)} ${ENGLISH.select(count) === 'one' ? noun : plural}`;
}

const ENGLISH_ORDINALS = new Intl.PluralRules('en', { type: 'ordinal' });
const SUFFIXES: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };

/** Returns a whole number as an ordinal: `1st`, `2nd`, `11th`. */
export function ordinalOf(number: number): string {
  return `${number}${SUFFIXES[ENGLISH_ORDINALS.select(number)] ?? 'th'}`;
}
