import { daysBetween } from '../../time/days.ts';
import { localDate, type Timestamp } from '../../time/timestamp.ts';
import { dateOf, type WrittenDay } from '../../time/written-day.ts';

/** Which number of `03/04/2026` is the day. */
export type DayOrder = 'day-first' | 'month-first';

// Another reading of a date is at least a month away, except for readings in neighbouring months.
const NEAR_DAYS = 3;
const FAR_DAYS = 20;

/**
 * Returns the order that the dates of a timeline are written in: a day above 12 decides; otherwise the reading of which one date
 * is next to the start of the incident, while the other reading is far from it. `undefined` when nothing decides, or two dates
 * contradict each other.
 */
export function dayOrderOf(days: readonly WrittenDay[], started: Timestamp): DayOrder | undefined {
  const numeric = days.filter(({ isNumeric }) => isNumeric);
  const decided = orders(numeric.flatMap(({ readings }) => (readings.length === 1 ? (readings[0]?.order ?? []) : [])));
  if (decided.length > 0) return decided.length === 1 ? decided[0] : undefined;
  const start = localDate(started);
  const startYear = Number(start.slice(0, 4));
  const near = orders(
    numeric.flatMap(({ readings, year = startYear }) => {
      const distances = readings.map((reading) => {
        const date = dateOf(year, reading);
        return { order: reading.order, days: date ? Math.abs(daysBetween(start, date)) : Number.POSITIVE_INFINITY };
      });
      const close = distances.filter(({ days }) => days <= NEAR_DAYS);
      const isClear = close.length === 1 && distances.every(({ days }) => days <= NEAR_DAYS || days >= FAR_DAYS);
      return isClear ? (close[0]?.order ?? []) : [];
    }),
  );
  return near.length === 1 ? near[0] : undefined;
}

function orders(found: readonly DayOrder[]): DayOrder[] {
  return [...new Set(found)];
}
