import { once } from './once.ts';

/** Dates, numbers and durations in one language. Days are `YYYY-MM-DD`, months `YYYY-MM`, durations whole minutes. */
export interface Formats {
  /** The locale for other uses of `Intl`. */
  locale: string;
  /** `15 April 2024`, or `April 2024` for a month */
  day(day: string): string;
  /** `April 2024` */
  month(month: string): string;
  /** `Apr 2024` */
  shortMonth(month: string): string;
  /** The name of a month from 1 to 12 with three letters: `Apr` */
  monthName(month: number): string;
  /** A number with all of its decimals: `1,204.5` */
  number(value: number): string;
  /** A percentage, with a sign if it is not exact: 0.02 as `0.02%`, or `~30%` */
  percent(percent: number, qualifier?: string): string;
  /** A number of something, with a sign if it is not exact: `~1,200 customers`, `4,000 EUR` */
  amount(amount: { amount: number; unit: string; qualifier?: string }): string;
  /** `3d 4h`, `1h 35m`, `0m` */
  duration(minutes: number): string;
  /** Minutes since the start of an incident with up to two units: `+5m`, `+1h 05m`, `+2d 3h`, or `−10m` before it. */
  elapsed(minutes: number): string;
  /** `a`, `a and b`, `a, b and c` */
  list(names: readonly string[]): string;
}

/** The locale of `Intl`, and what follows the number of days, hours and minutes: units that are valid in a frontmatter too. */
interface Conventions {
  locale: string;
  units: readonly [day: string, hour: string, minute: string];
}

const ENGLISH: Conventions = { locale: 'en-GB', units: ['d', 'h', 'm'] };
const GERMAN: Conventions = { locale: 'de', units: ['\u00a0d', '\u00a0h', '\u00a0min'] };
const CONVENTIONS: Readonly<Record<string, Conventions>> = { en: ENGLISH, de: GERMAN };

/** Returns the formats of a language, such as `en`. They depend on neither the locale nor the time zone of the machine. */
export const formatsOf = once((language): Formats => makeFormats(CONVENTIONS[language] ?? ENGLISH));

function makeFormats({ locale, units: [dayUnit, hourUnit, minuteUnit] }: Conventions): Formats {
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const months = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const shortMonths = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  const monthNames = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' });
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 10 });
  const percents = new Intl.NumberFormat(locale, { style: 'unit', unit: 'percent', maximumFractionDigits: 10 });
  const lists = new Intl.ListFormat(locale);
  const firstOf = (month: string) => new Date(`${month}-01T00:00:00Z`);
  return {
    locale,
    // Lists repeat the same days.
    day: once((day) => (day.length === 7 ? months.format(firstOf(day)) : days.format(new Date(`${day}T00:00:00Z`)))),
    month: (month) => months.format(firstOf(month)),
    shortMonth: (month) => shortMonths.format(firstOf(month)),
    monthName: (month) => monthNames.format(new Date(Date.UTC(2024, month - 1))).slice(0, 3),
    number: (value) => numbers.format(value),
    percent: (percent, qualifier = '') => `${qualifier}${percents.format(percent)}`,
    amount: ({ amount, unit, qualifier = '' }) => `${qualifier}${numbers.format(amount)} ${unit}`,
    duration(total) {
      const [days, hours, minutes] = partsOf(total);
      const parts = [
        ...(days > 0 ? [`${days}${dayUnit}`] : []),
        ...(hours > 0 ? [`${hours}${hourUnit}`] : []),
        ...(minutes > 0 || total === 0 ? [`${minutes}${minuteUnit}`] : []),
      ];
      return parts.join(' ');
    },
    elapsed(total) {
      const [days, hours, minutes] = partsOf(Math.abs(total));
      const sign = total < 0 ? '−' : '+';
      if (days > 0) return `${sign}${days}${dayUnit} ${hours}${hourUnit}`;
      if (hours > 0) return `${sign}${hours}${hourUnit} ${String(minutes).padStart(2, '0')}${minuteUnit}`;
      return `${sign}${minutes}${minuteUnit}`;
    },
    list: (names) => lists.format(names),
  };
}

function partsOf(minutes: number): [days: number, hours: number, minutes: number] {
  return [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
}
