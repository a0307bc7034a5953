const BEFORE = String.raw`\s?(?:,\s?|(?:and|und)\s)?`;
// Fractions are those of which hours and days are whole minutes: tenths and twentieths.
const FRACTION = String.raw`(?:[.,]\d[05]?)?`;
const part = (units: string, fraction = FRACTION) => String.raw`(?:${BEFORE}(\d+${fraction})\s?(?:${units}))?`;

/**
 * The forms of a duration as sources of patterns that ignore case, with a group for each unit: in words, where one space stands for
 * any number, then ISO 8601.
 */
export const DURATION_FORMS = [
  [
    String.raw`(?=\d)`,
    part('weeks?|w|Wochen?'),
    part('days?|d|Tagen?|Tage?'),
    part(String.raw`hours?|hrs?\.?|h|Stunden?|Std\.?`),
    part(String.raw`minutes?|mins?\.?|m|Minuten?`, ''),
  ].join(''),
  String.raw`P(?=\d|T)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+${FRACTION})H)?(?:(\d+)M)?)?`,
] as const;

const [WORDS, ISO] = DURATION_FORMS.map((form) => new RegExp(`^${form}$`, 'i'));
const MINUTES = [10_080, 1440, 60, 1];

/**
 * Parses `2h`, `1h 35m`, `2 hours`, `1.5h`, `1 hour and 35 minutes`, `3d 4h`, `90 min`, `2 Stunden` or an ISO 8601 duration such as
 * `PT2H` or `P1DT2H30M`. Returns whole minutes (a day is 24 hours), or `undefined` for anything else, including empty text and
 * durations with seconds.
 */
export function parseDuration(text: string): number | undefined {
  // Runs of spaces are collapsed, because the expression would backtrack over them.
  const trimmed = text.trim().replaceAll(/\s+/g, ' ');
  const parts = (ISO?.exec(trimmed) ?? WORDS?.exec(trimmed) ?? []).slice(1);
  if (parts.every((part) => part === undefined)) return undefined;
  const total = parts.reduce(
    (sum, part, index) => sum + Number((part ?? '0').replace(',', '.')) * (MINUTES[index] ?? 0),
    0,
  );
  return Number.isSafeInteger(Math.round(total)) ? Math.round(total) : undefined;
}

/** Formats a non-negative whole number of minutes so that `parseDuration` can parse it: `3d 4h`, `1h 35m`, `0m`. */
export function formatDuration(minutes: number): string {
  const parts = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor((minutes % 1440) / 60), 'h'],
    [minutes % 60, 'm'],
  ] as const;
  const words = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`);
  return words.length > 0 ? words.join(' ') : '0m';
}
