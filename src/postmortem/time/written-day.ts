import { isDay } from './days.ts';

/** A day without its year. */
export interface DayReading {
  month: number;
  day: number;
  /** Set when the order of day and month is a matter of custom. */
  order?: 'day-first' | 'month-first';
}

/** A day as people write it. */
export interface WrittenDay {
  /** Length of the written text. */
  length: number;
  /** Four digits; absent when no year is written. */
  year?: number;
  /** One for a clear date, two for one such as `03/04/2026`: the day first, then the month first. None for a weekday alone. */
  readings: readonly DayReading[];
  /** Whether the order of day and month is a matter of custom: `14/01/2024`. */
  isNumeric?: true;
  /** From 1, Monday, to 7. */
  weekday?: number;
  /** Whether the year, month and day are written, so that it needs no other evidence to be a date. */
  isFull: boolean;
}

const MONTH = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}';
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NAMES =
  /^(?:january|february|march|april|may|june|july|august|september|sept|october|november|december|[a-z]{3})$/i;
const YEAR = '((?:19|2\\d)\\d{2})';

const WEEKDAY = /^(?:on\s)?(mon|tue|wed|thu|fri|sat|sun)(?:day|sday|s|nesday|rsday|rs|r|urday)?(?![a-z\d])\.?/i;
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const YEAR_FIRST = new RegExp(`^${YEAR}([-/.])(\\d{1,2})\\2(\\d{1,2})(?!\\d)`);
const NUMERIC = /^(\d{1,2})([-/.])(\d{1,2})\2((?:19|2\d)\d{2}|(?<=\/)\d{2}|(?<=\.)\d{2})(?![\d:])/;
const SHORT = /^(\d{1,2})\/(\d{1,2})(?![\d/.%])/;
const MONTH_FIRST = new RegExp(
  `^${MONTH}\\.?\\s(\\d{1,2})(?:st|nd|rd|th)?(?!\\d|:\\d)(?:,?\\s${YEAR}(?!\\d|:\\d))?`,
  'i',
);
const DAY_FIRST = new RegExp(
  `^(\\d{1,2})(?:st|nd|rd|th)?(?:\\sof)?[\\s-]${MONTH}\\.?(?![a-z])(?:(?:,?\\s|-)${YEAR}(?!\\d|:\\d))?`,
  'i',
);

/**
 * Parses the day at the start of a text: `2024-01-14`, `14/01/2024`, `01-14-2024`, `14.1.24`, `Jan 14`, `January 14th, 2024`,
 * `14 Jan 2024`, each with or without a weekday before or after it, or a weekday alone. Returns `undefined` when there is none.
 */
export function dayAt(text: string): WrittenDay | undefined {
  const before = WEEKDAY.exec(text);
  const lead = before ? before[0].length + separatorLength(text.slice(before[0].length)) : 0;
  const date = dateAt(text.slice(lead, lead + 60));
  const weekday = before ? WEEKDAYS.indexOf(before[1]?.toLowerCase() ?? '') + 1 : undefined;
  if (!date) return weekday && before ? { length: before[0].length, readings: [], weekday, isFull: false } : undefined;
  const end = lead + date.length;
  const after = /^,?\s?\(?((?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6})\.?\)?(?![a-z\d])/i.exec(
    text.slice(end, end + 20),
  );
  const isWeekday = after !== null && WEEKDAY.exec(after[1] ?? '')?.[0] === after[1];
  const named = weekday ?? (isWeekday ? WEEKDAYS.indexOf(after[1]?.slice(0, 3).toLowerCase() ?? '') + 1 : undefined);
  return {
    ...date,
    length: end + (isWeekday && !weekday ? after[0].length : 0),
    ...(named !== undefined && { weekday: named }),
  };
}

function separatorLength(text: string): number {
  return /^,?\s?/.exec(text)?.[0].length ?? 0;
}

function dateAt(text: string): WrittenDay | undefined {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) {
    const [{ length }, year, , month, day] = yearFirst;
    return { length, year: Number(year), readings: [{ month: Number(month), day: Number(day) }], isFull: true };
  }
  const numeric = NUMERIC.exec(text);
  if (numeric) {
    const [{ length }, first, sign, second, year = ''] = numeric;
    const full = Number(year) + (year.length === 2 ? 2000 : 0);
    // Nobody writes the month first with dots.
    if (sign === '.')
      return { length, year: full, readings: [{ month: Number(second), day: Number(first) }], isFull: true };
    return { length, year: full, readings: readingsOf(Number(first), Number(second)), isNumeric: true, isFull: true };
  }
  const short = SHORT.exec(text);
  if (short) {
    const readings = readingsOf(Number(short[1]), Number(short[2]));
    return { length: short[0].length, readings, isNumeric: true, isFull: false };
  }
  const monthFirst = MONTH_FIRST.exec(text);
  const dayFirst = DAY_FIRST.exec(text);
  const [match, day, month, year] = monthFirst
    ? [monthFirst, monthFirst[2], monthFirst[1], monthFirst[3]]
    : [dayFirst, dayFirst?.[1], dayFirst?.[2], dayFirst?.[3]];
  if (!match || !NAMES.test(/[a-z]{3,}/i.exec(match[0].replace(/^\d+(?:st|nd|rd|th)/i, ''))?.[0] ?? ''))
    return undefined;
  return {
    length: match[0].length,
    ...(year && { year: Number(year) }),
    readings: [{ month: MONTHS.indexOf(month?.toLowerCase() ?? '') + 1, day: Number(day) }],
    isFull: year !== undefined,
  };
}

/** Returns the possible readings of two numbers: the day first, then the month first. */
function readingsOf(first: number, second: number): DayReading[] {
  if (first === second) return [{ month: first, day: first }];
  const dayFirst = { month: second, day: first, order: 'day-first' } as const;
  const possible = [dayFirst, { month: first, day: second, order: 'month-first' } as const].filter(
    ({ month }) => month <= 12,
  );
  return possible.length > 0 ? possible : [dayFirst];
}

/** Formats a reading as `YYYY-MM-DD`; `undefined` when the day does not exist. */
export function dateOf(year: number, { month, day }: DayReading): string | undefined {
  const date = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isDay(date) ? date : undefined;
}

/** Parses a text that is only a date with its year. Returns all readings, `YYYY-MM-DD`; empty when it is no date. */
export function datesOf(text: string): string[] {
  const day = dayAt(text.trim());
  if (!day?.isFull || day.length !== text.trim().length) return [];
  return day.readings.flatMap((reading) => dateOf(day.year ?? 0, reading) ?? []);
}
