import { describe, expect, test } from 'vitest';
import { phasesOf, phaseTimesOf, stepsOf } from '../../src/archive/course.ts';
import { axisOf, dotsOf, yearTicks } from '../../src/archive/strip.ts';
import { archiveOf, postmortem } from '../tools/postmortems.ts';

const at = (clock: string) => `2024-04-15T${clock}:00Z`;
const started = at('15:00');

describe('phases', () => {
  test.each<[string, Record<string, string>, object, string[]]>([
    ['nothing known', { started: '2024-04-15' }, {}, []],
    ['a duration only', { started, duration: '2h' }, { resolve: 120 }, ['resolve 0–120']],
    [
      'every milestone',
      { started, detected: at('15:10'), mitigated: at('16:00'), resolved: at('17:00'), duration: '2h' },
      { detect: 10, mitigate: 60, resolve: 120 },
      ['detect 0–10', 'mitigate 10–60', 'resolve 60–120'],
    ],
    [
      'no mitigation',
      { started, detected: at('15:10'), resolved: at('17:00'), duration: '2h' },
      { detect: 10, resolve: 120 },
      ['detect 0–10', 'resolve 10–120'],
    ],
    [
      'a mitigation before the detection',
      { started, detected: at('15:30'), mitigated: at('15:20'), resolved: at('17:00'), duration: '2h' },
      { detect: 30, mitigate: 20, resolve: 120 },
      ['detect 0–30', 'resolve 30–120'],
    ],
    ['detection at once', { started, detected: started, duration: '1h' }, { detect: 0, resolve: 60 }, ['resolve 0–60']],
    ['no time at all', { started, resolved: started, duration: '0m' }, { resolve: 0 }, []],
  ])('of %s', (_, times, expected, phases) => {
    const document = postmortem('a', times);
    expect(phaseTimesOf(document)).toEqual(expected);
    const shown = phasesOf(document).map(({ name, fromMinutes, toMinutes }) => `${name} ${fromMinutes}–${toMinutes}`);
    expect(shown).toEqual(phases);
  });
});

describe('stepsOf', () => {
  const steps = (start: string, ...entries: string[]) =>
    stepsOf(
      postmortem('a', { started: start }, ['## Timeline', ...entries.map((entry) => `- ${entry}`)].join('\n')),
    ).map(({ elapsedMinutes, gap, newDay }) => [elapsedMinutes, gap, ...(newDay ? [newDay] : [])]);

  test.each<[string, string[], (string | number)[][]]>([
    [started, [], []],
    [
      started,
      ['15:00 a', '15:10 b', '15:21 c'],
      [
        [0, 0, '2024-04-15'],
        [10, 0],
        [21, 1],
      ],
    ],
    [
      started,
      ['14:50 a', '15:40 b', '18:00 c'],
      [
        [-10, 0, '2024-04-15'],
        [40, 2],
        [180, 3],
      ],
    ],
    [
      started,
      ['15:00 a', '2024-04-16 09:00 b'],
      [
        [0, 0, '2024-04-15'],
        [1080, 4, '2024-04-16'],
      ],
    ],
    [
      '2024-04-15T23:50:00+02:00',
      ['23:55 a', '00:05 b'],
      [
        [5, 0, '2024-04-15'],
        [15, 0, '2024-04-16'],
      ],
    ],
    [
      '2024-04-15',
      ['10:00 a', '10:30 b'],
      [
        [0, 0, '2024-04-15'],
        [30, 1],
      ],
    ],
  ])('of an incident at %s with %j', (start, entries, expected) => expect(steps(start, ...entries)).toEqual(expected));
});

describe('strips', () => {
  const archive = archiveOf({
    old: { started: '2020-01-01' },
    mid: { started: '2022-07-02' },
    twin: { started: '2022-07-02' },
    last: { started: '2023-12-31' },
  });
  const axis = axisOf(archive);

  test('are on the axis of whole years that holds the archive', () => {
    expect(axis).toEqual({ firstYear: 2020, lastYear: 2023 });
    expect(axisOf(archiveOf({}))).toBeUndefined();
  });

  test('have the incidents as dots, the oldest first, on each other where they meet', () => {
    const dots = axis ? dotsOf(archive.postmortems, axis) : [];
    const shown = dots.map(({ postmortem, position, level }) => [postmortem.id, position.toFixed(2), level]);
    expect(shown).toEqual([
      ['old', '0.01', 0],
      ['twin', '0.63', 0],
      ['mid', '0.63', 1],
      ['last', '0.99', 0],
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
  ])('name the years from %i to %i', (firstYear, lastYear, limit, expected) => {
    const ticks = yearTicks({ firstYear, lastYear }, limit);
    expect(ticks.map(({ year, position }) => [year, position])).toEqual(expected);
  });
});
