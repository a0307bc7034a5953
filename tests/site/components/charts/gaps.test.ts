import { describe, expect, test } from 'vitest';
import { preventionHistoryOf } from '../../../../src/archive/actions/prevention.ts';
import { formatDuration } from '../../../../src/postmortem/time/duration.ts';
import { gapDrawingOf } from '../../../../src/site/components/charts/gaps.ts';
import { postmortem } from '../../../tools/archives/incidents.ts';

const AS_OF = '2024-12-31';
const drawing = (...days: string[]) =>
  gapDrawingOf(
    preventionHistoryOf(
      days.map((day) => postmortem(day)),
      AS_OF,
    ),
    AS_OF,
    formatDuration,
  );

describe('gapDrawingOf', () => {
  test('of nothing is nothing', () => expect(drawing()).toBeUndefined());

  test('of a single occurrence has no stem, and the time since', () => {
    expect(drawing('2024-01-01')).toMatchObject({ stems: [{ x: 0 }], completed: [] });
    expect(drawing('2024-01-01')?.stems[0]).not.toHaveProperty('height');
  });

  test('has a longer stem for a longer gap, none for two on a day', () => {
    const { stems = [] } = drawing('2024-01-01', '2024-01-02', '2024-01-02', '2024-02-02', '2024-02-12') ?? {};
    const heights = stems.map(({ height }) => height);
    const [, day = 0, none, month = 0, decade = 0] = heights;
    expect(heights[0]).toBeUndefined();
    expect(none).toBe(0);
    expect(0 < day && day < decade && decade < month && month < 1).toBe(true);
  });

  test('has a stem for the shortest gap', () => {
    expect(drawing('2024-01-01', '2024-01-08')?.stems[1]?.height).toBeGreaterThan(0.05);
  });

  test('goes on to an occurrence that is later than the day of looking', () => {
    const { stems = [], quiet } = drawing('2024-01-01', '2025-01-01') ?? {};
    expect(stems.map(({ x }) => x)).toEqual([0, 1]);
    expect(quiet).toBe(0);
  });

  test('draws thousands in no more places than can be told from each other', () => {
    const day = (index: number) => new Date(Date.UTC(2014, 0, 1) + index * 86_400_000).toISOString().slice(0, 10);
    const days = Array.from({ length: 3000 }, (_, index) => day(index));
    const { stems = [] } = drawing(...days) ?? {};
    expect(stems.length).toBeLessThanOrEqual(301);
    expect(stems.reduce((sum, { occurrences }) => sum + occurrences.length, 0)).toBe(3000);
  });
});
