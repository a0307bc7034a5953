import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { laneOf } from '../../../../src/site/components/charts/lane.ts';
import { postmortem, time, timeline } from '../../../tools/archives/incidents.ts';

const START = '2024-04-15T15:45:00Z';
const LINES = ['2024-04-15T15:45:00Z A', '2024-04-15T16:15:00Z B (detected)', '2024-04-15T17:45:00Z C (resolved)'];

describe('laneOf', () => {
  test('is to scale, with the phases behind it', () => {
    expect(laneOf(postmortem(START, { timeline: timeline(...LINES) }))).toEqual({
      fromMinutes: 0,
      toMinutes: 120,
      points: [0, 0.25, 1],
      bands: [
        { kind: 'detect', x: 0, width: 0.25, minutes: 30, toMinutes: 30 },
        { kind: 'resolve', x: 0.25, width: 0.75, minutes: 90, toMinutes: 120 },
      ],
      cuts: [],
    });
  });

  test('reaches back to entries before the start, and on to the end of the incident', () => {
    const lane = laneOf(
      postmortem(START, {
        resolved: time('2024-04-15T18:45:00Z'),
        timeline: timeline('2024-04-15T14:45:00Z Deploy', START.concat(' Start')),
      }),
    );
    expect(lane).toMatchObject({ fromMinutes: -60, toMinutes: 180, points: [0, 0.25] });
  });

  test('shades nothing where nobody knows when it began', () => {
    const { bands, points } = laneOf(postmortem('2024-04-15', { durationMinutes: 60, timeline: timeline(...LINES) }));
    expect({ bands, points }).toEqual({ bands: [], points: [0, 0.25, 1] });
  });

  test('has phases without entries where nobody knows when it began', () => {
    expect(laneOf(postmortem('2024-04-15', { durationMinutes: 60 })).bands).toEqual([
      { kind: 'resolve', x: 0, width: 1, minutes: 60, toMinutes: 60 },
    ]);
  });

  test('cuts a gap that would leave no room for the rest', () => {
    const lines = [`${START} A`, '2024-04-15T15:55:00Z B', '2024-04-15T17:16:00Z C'];
    expect(laneOf(postmortem(START, { timeline: timeline(...lines) }))).toMatchObject({
      points: [0, 0.5, 1],
      cuts: [{ x: 0.75, minutes: 81 }],
    });
  });

  test('stands at its begin where no time passes', () => {
    expect(laneOf(postmortem(START, { durationMinutes: 0, timeline: timeline(`${START} A`, `${START} B`) }))).toEqual({
      ...{ fromMinutes: 0, toMinutes: 0, points: [0, 0], bands: [], cuts: [] },
    });
  });

  test('keeps every entry and phase within its ends, later ones further right', () => {
    const moments = fc.array(fc.integer({ min: -10_000, max: 100_000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(moments, fc.option(fc.nat(100_000)), (minutes, duration) => {
        const at = (minute: number) => new Date(Date.parse(START) + minute * 60_000).toISOString();
        const { points, bands } = laneOf(
          postmortem(START, {
            ...(duration !== null && { durationMinutes: duration }),
            timeline: timeline(...minutes.map((minute) => `${at(minute)} x`)),
          }),
        );
        for (const x of [...points, ...bands.flatMap(({ x, width }) => [x, x + width])]) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(1 + 1e-9);
        }
        for (const [index, x] of points.entries()) {
          for (const [other, y] of points.entries()) {
            expect(Math.sign(x - y)).toBe(Math.sign((minutes[index] ?? 0) - (minutes[other] ?? 0)));
          }
        }
      }),
    );
  });
});
