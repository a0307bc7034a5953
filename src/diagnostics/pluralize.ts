const PLURAL_RULES = new Intl.PluralRules('en');
const NUMBER_FORMAT = new Intl.NumberFormat('en-US');

/** Formats a count with its noun: `1 file`, `1,204 files`. `plural` defaults to the noun with an `s`. */
export function pluralize(count: number, noun: string, plural = `${noun}s`): string {
  return `${NUMBER_FORMAT.format(count)} ${PLURAL_RULES.select(count) === 'one' ? noun : plural}`;
}
