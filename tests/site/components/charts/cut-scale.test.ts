import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutScale } from '../../../../src/site/components/charts/cut-scale.ts';

const round = (value: number) => Number(value.toFixed(3));

describe('cutScale', () => {
  test.each<[string, number[], number[], number[]]>([
    ['is linear', [0, 30, 120], [0, 0.25, 1], []],
    ['does not cut a gap eight times as long as the others', [0, 10, 90], [0, 0.111, 1], []],
    ['draws a longer one as long as the others together', [0, 10, 91], [0, 0.5, 1], [81]],
    ['draws several cut gaps alike', [0, 5, 10, 1010, 101_010], [0, 0.167, 0.333, 0.667, 1], [1000, 100_000]],
    ['never cuts the only gap', [0, 5000], [0, 1], []],
    ['puts everything at the beginning if no time passes', [7, 7], [0, 0], []],
  ])('%s: %j', (_, moments, places, cuts) => {
    const scale = cutScale(moments);
    expect(moments.map((each) => round(scale.place(each)))).toEqual(places);
    expect(scale.cuts.map(({ minutes }) => minutes)).toEqual(cuts);
  });

  test('names the middle of a cut, and places moments inside of it', () => {
    const { cuts, place } = cutScale([0, 10, 1010]);
    expect(cuts).toEqual([{ x: 0.75, minutes: 1000 }]);
    expect(place(510)).toBe(0.75);
  });

  test('keeps the order of moments, and all of them within its ends', () => {
    const moments = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(moments, (minutes) => {
        const { place, cuts } = cutScale(minutes);
        const sorted = [...new Set(minutes)].sort((a, b) => a - b);
        const places = sorted.map(place);
        expect(places.every((x, index) => x >= 0 && x <= 1 + 1e-9 && x >= (places[index - 1] ?? 0))).toBe(true);
        expect(new Set(places).size).toBe(sorted.length);
        expect(cuts.length).toBeLessThan(Math.max(sorted.length - 1, 1));
      }),
    );
  });
});
