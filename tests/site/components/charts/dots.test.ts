import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clustersOf } from '../../../../src/site/components/charts/dots.ts';

describe('clustersOf', () => {
  test('gathers what coincides', () => {
    const points = [
      { x: 0.501, y: 0, item: 'a' },
      { x: 0.499, y: 0, item: 'b' },
      { x: 0.9, y: 1, item: 'c' },
    ];
    expect(clustersOf(points, 10, 2)).toEqual([
      { x: 0.5, y: 0, items: ['a', 'b'] },
      { x: 0.9, y: 1, items: ['c'] },
    ]);
  });

  test('loses nothing, moves nothing by more than half a cell, and leaves the ends where they are', () => {
    const place = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
    const points = fc.array(fc.record({ x: place, y: place }), { maxLength: 200 });
    fc.assert(
      fc.property(points, (list) => {
        const clusters = clustersOf(
          list.map((item) => ({ ...item, item })),
          80,
          40,
        );
        expect(clusters.reduce((sum, { items }) => sum + items.length, 0)).toBe(list.length);
        for (const { x, y, items } of clusters) {
          for (const item of items) {
            expect(Math.abs(item.x - x)).toBeLessThanOrEqual(0.5 / 80 + 1e-9);
            expect(Math.abs(item.y - y)).toBeLessThanOrEqual(0.5 / 40 + 1e-9);
            if (item.x === 0 || item.x === 1) expect(x).toBe(item.x);
          }
        }
      }),
    );
  });
});
