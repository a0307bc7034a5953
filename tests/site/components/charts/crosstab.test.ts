import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { barRowsOf } from '../../../../src/site/components/charts/crosstab.ts';

const row = (key: string, ...counts: number[]) => ({ key, counts, total: counts.reduce((a, b) => a + b, 0) });
const months = (from: number, years: number) =>
  Array.from({ length: 12 * years }, (_, index) => {
    return `${from + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
  });
const years = (count: number) => Array.from({ length: count }, (_, index) => String(2000 + index));

describe('barRowsOf', () => {
  test('draws all rows on one scale, nothing where there is nothing', () => {
    const { rows, most } = barRowsOf({ columns: ['2023', '2024'], rows: [row('a', 4, 1), row('b', 0, 2)] }, 40);
    expect(most).toBe(4);
    expect(rows.map(({ bars }) => bars.map(({ column, height }) => [column, height]))).toEqual([
      [
        ['2023', 40],
        ['2024', 10],
      ],
      [['2024', 20]],
    ]);
  });

  test('lets a single incident be seen beside thousands', () => {
    const { rows } = barRowsOf({ columns: ['2024', '2025'], rows: [row('a', 10_000, 1)] }, 40);
    expect(rows[0]?.bars[1]?.height).toBeGreaterThanOrEqual(1.5);
  });

  test.each([
    [1, 1, ['2000'], true],
    [7, 99, ['2000', '2001', '2002', '2003', '2004', '2005', '2006'], true],
    [14, 100, ['2000', '2002', '2004', '2006', '2008', '2010', '2012'], false],
    [17, 1, ['2000', '2003', '2006', '2009', '2012', '2015'], false],
  ])('of %i years with up to %i names %j', (count, most, named, isNumbered) => {
    const counts = years(count).map(() => most);
    const drawing = barRowsOf({ columns: years(count), rows: [row('a', ...counts)] }, 40);
    expect({ named: drawing.columns.map(({ label }) => label), isNumbered: drawing.isNumbered }).toEqual({
      named,
      isNumbered,
    });
  });

  test('names the Januaries among months, and the first month where there is none', () => {
    const labels = (...columns: string[]) => barRowsOf({ columns, rows: [] }, 40).columns.map(({ label }) => label);
    expect(labels('2023-12', '2024-01', '2024-02')).toEqual(['2024']);
    expect(labels('2024-02', '2024-03')).toEqual(['2024']);
    expect(labels()).toEqual([]);
    // The name of the last one would run out of the drawing.
    expect(labels(...months(2024, 2), '2026-01')).toEqual(['2024', '2025']);
  });

  test('keeps every bar within its ends', () => {
    const counts = fc.array(fc.nat(20_000), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(counts, (list) => {
        const { rows } = barRowsOf({ columns: list.map(String), rows: [row('a', ...list)] }, 40);
        const bars = rows.flatMap(({ bars }) => bars);
        expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(rows[0]?.total);
        for (const { x, width, height } of bars) {
          expect(x >= 0 && x + width <= 1 && height > 0 && height <= 40).toBe(true);
        }
      }),
    );
  });
});
