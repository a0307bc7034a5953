import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { phasesOf, stepsOf } from '../../../src/archive/statistics/phases.ts';
import { RESPONSE_TIME_KINDS, type ResponseTimes } from '../../../src/archive/statistics/response-times.ts';
import { axisOf, incidentDotsOf, stripColumnsOf, yearTicks } from '../../../src/archive/statistics/strip.ts';
import { postmortem, timeline } from '../../tools/archives/incidents.ts';
import { archiveOf } from '../../tools/archives/postmortems.ts';

const timesTo = (minutes: Partial<Record<(typeof RESPONSE_TIME_KINDS)[number], number>>): ResponseTimes =>
  Object.fromEntries(Object.entries(minutes).map(([kind, value]) => [kind, { minutes: value, source: 'timeline' }]));

describe('phasesOf', () => {
  test.each([
    [{}, []],
    [{ resolve: 0 }, []],
    [{ resolve: 57_600 }, [['resolve', 0, 57_600]]],
    [
      { detect: 5, acknowledge: 10, mitigate: 60, resolve: 90 },
      [
        ['detect', 0, 5],
        ['acknowledge', 5, 10],
        ['mitigate', 10, 60],
        ['resolve', 60, 90],
      ],
    ],
    [{ detect: 0, mitigate: 60, resolve: 60 }, [['mitigate', 0, 60]]],
    [
      { detect: 30, acknowledge: 20, resolve: 40 },
      [
        ['detect', 0, 30],
        ['resolve', 30, 40],
      ],
    ],
  ])('of %j are %j', (minutes, phases) => {
    expect(
      phasesOf(timesTo(minutes)).map(({ kind, fromMinutes, toMinutes }) => [kind, fromMinutes, toMinutes]),
    ).toEqual(phases);
  });

  test('follow each other without gaps, and none is empty', () => {
    const times = fc.record(Object.fromEntries(RESPONSE_TIME_KINDS.map((kind) => [kind, fc.nat(100_000)])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(times, (minutes) => {
        let end = 0;
        for (const { fromMinutes, toMinutes } of phasesOf(timesTo(minutes))) {
          expect(fromMinutes).toBe(end);
          expect(toMinutes).toBeGreaterThan(fromMinutes);
          end = toMinutes;
        }
      }),
    );
  });
});

describe('stepsOf', () => {
  const steps = (started: string, ...lines: string[]) =>
    stepsOf(postmortem(started, { timeline: timeline(...lines) })).map(
      ({ elapsedMinutes, gapMinutes, day, isNewDay }) => [elapsedMinutes, gapMinutes, ...(isNewDay ? [day] : [])],
    );

  test('count from the start, across midnight and new year, in the days of their own offset', () => {
    expect(
      steps(
        '2023-12-31T23:30:00-05:00',
        '2023-12-31T23:50:00-05:00 A',
        '2024-01-01T00:10:00-05:00 B',
        '2024-02-10T00:10:00-05:00 C',
      ),
    ).toEqual([
      [20, undefined, '2023-12-31'],
      [40, 20, '2024-01-01'],
      [57_640, 57_600, '2024-02-10'],
    ]);
  });

  test('count elapsed time when clocks are set back', () => {
    expect(
      steps('2024-10-27T02:30:00+02:00', '2024-10-27T02:50:00+02:00 A', '2024-10-27T02:10:00+01:00 B').map(
        ([at]) => at,
      ),
    ).toEqual([20, 40]);
  });

  test('may be before the start, and step back', () => {
    expect(
      steps('2024-04-15T15:45:00Z', '2024-04-15T15:30:00Z A', '2024-04-15T15:45:00Z B', '2024-04-15T15:40:00Z C'),
    ).toEqual([
      [-15, undefined, '2024-04-15'],
      [0, 15],
      [-5, -5],
    ]);
  });

  test('count from the first entry if the start is a day', () => {
    expect(steps('2024-04-15', '2024-04-15T08:00:00Z A', '2024-04-15T09:00:00Z B').map(([at]) => at)).toEqual([0, 60]);
  });
});

describe('strips', () => {
  const archive = archiveOf({
    old: { started: '2020-01-01' },
    mid: { started: '2022-07-02' },
    twin: { started: '2022-07-02' },
    last: { started: '2023-12-31' },
  });
  const axis = axisOf(archive);

  test('use an axis of the whole years that contain the archive', () => {
    expect(axis).toEqual({ firstYear: 2020, lastYear: 2023 });
    expect(axisOf(archiveOf({}))).toBeUndefined();
  });

  test('include the earliest date, even if it is not the first moment', () => {
    const archive = archiveOf({
      first: { started: '2020-01-01T00:30:00+14:00' },
      second: { started: '2019-12-31T20:00:00-08:00' },
    });
    const axis = axisOf(archive);
    expect(axis).toEqual({ firstYear: 2019, lastYear: 2020 });
    const places = axis ? incidentDotsOf(archive.postmortems, axis).map(({ position }) => position) : [];
    expect(places.every((place) => place >= 0 && place <= 1)).toBe(true);
  });

  test('have incidents as dots, oldest first, stacked if they meet', () => {
    const dots = axis ? incidentDotsOf(archive.postmortems, axis) : [];
    const shown = dots.map(({ postmortem, position, level }) => [postmortem.id, position.toFixed(2), level]);
    expect(shown).toEqual([
      ['old', '0.01', 0],
      ['twin', '0.63', 0],
      ['mid', '0.63', 1],
      ['last', '0.99', 0],
    ]);
  });

  test('have columns with the number of incidents that meet, and their days', () => {
    const columns = axis ? stripColumnsOf(archive.postmortems, axis) : [];
    const shown = columns.map(({ position, count, from, to }) => [position.toFixed(2), count, from, to]);
    expect(shown).toEqual([
      ['0.01', 1, expect.stringMatching(/^2020-01/), expect.stringMatching(/^2020-01/)],
      ['0.63', 2, '2022-07-02', '2022-07-02'],
      ['0.99', 1, '2023-12-31', '2023-12-31'],
    ]);
  });

  test.each<[number, number, number | undefined, [number, number][]]>([
    [2024, 2024, undefined, [[2024, 0]]],
    [
      2020,
      2023,
      undefined,
      [
        [2020, 0],
        [2021, 0.25],
        [2022, 0.5],
        [2023, 0.75],
      ],
    ],
    [
      2010,
      2019,
      4,
      [
        [2010, 0],
        [2013, 0.3],
        [2016, 0.6],
        [2019, 0.9],
      ],
    ],
  ])('label the years from %i to %i', (firstYear, lastYear, limit, expected) => {
    const ticks = yearTicks({ firstYear, lastYear }, limit);
    expect(ticks.map(({ year, position }) => [year, position])).toEqual(expected);
  });
});
