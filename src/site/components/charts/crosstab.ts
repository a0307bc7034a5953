import type { Crosstab } from '../../../archive/statistics/trends.ts';
import { countAxis, type Tick, thinned } from './scale.ts';

/** Rows of bars on one scale, one below the other. Horizontal positions are from 0 to 1, heights in pixels. */
export interface BarRows {
  rows: {
    key: string;
    total: number;
    bars: { x: number; width: number; height: number; count: number; column: string }[];
  }[];
  /** Labels of the horizontal axis. */
  columns: Tick[];
  /** The count that a bar of full height stands for. */
  most: number;
  /** Whether there is room for a number above each bar. */
  isNumbered: boolean;
}

/** Width of a bar as a share of its column. */
const FULL = 0.72;
// With fewer columns, bars would be too wide on a wide screen.
const FEWEST_COLUMNS = 12;
const MOST_NUMBERED = { columns: 16, count: 99 };

/** Converts a crosstab to bars of up to `height` pixels; the lowest bar is still visible. */
export function barRowsOf({ columns, rows }: Crosstab, height: number): BarRows {
  const most = rows.reduce((most, { counts }) => counts.reduce((a, b) => Math.max(a, b), most), 1);
  const slots = Math.max(columns.length, FEWEST_COLUMNS);
  const { place } = countAxis(most, 1);
  return {
    rows: rows.map(({ key, total, counts }) => ({
      key,
      total,
      bars: counts.flatMap((count, index) =>
        count === 0
          ? []
          : [
              {
                x: (index + (1 - FULL) / 2) / slots,
                width: FULL / slots,
                height: Math.max(place(count) * height, 1.5),
                count,
                column: columns[index] ?? '',
              },
            ],
      ),
    })),
    columns: namedColumns(columns, slots),
    most,
    isNumbered: columns.length <= MOST_NUMBERED.columns && most <= MOST_NUMBERED.count,
  };
}

/** The last position at which the label of a year fits. */
const LAST_PLACE = 0.87;

/** Labels years in the middle of their column, and months by the year at each January. */
function namedColumns(columns: readonly string[], slots: number): Tick[] {
  const isMonths = columns[0]?.includes('-') ?? false;
  const all = columns.map((_, index) => index);
  const labelOf = (index: number) => columns[index]?.slice(0, 4) ?? '';
  if (!isMonths) {
    const places = thinned(all, 7);
    // The names of the rows leave little room for those of the columns.
    const isMinor = (order: number) => places.length > 3 && order % 3 > 0;
    return places.map((index, order) => {
      return { place: (index + 0.5) / slots, label: labelOf(index), ...(isMinor(order) && { isMinor: true }) };
    });
  }
  const years = all.filter((index) => columns[index]?.endsWith('-01') && index / slots <= LAST_PLACE);
  const places = years.length > 0 ? years : all.slice(0, 1);
  return thinned(places, 7).map((index) => ({ place: index / slots, label: labelOf(index) }));
}
