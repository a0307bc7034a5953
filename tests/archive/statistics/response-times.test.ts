import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RESPONSE_TIME_KINDS, responseTimesOf } from '../../../src/archive/statistics/response-times.ts';
import type { Postmortem } from '../../../src/postmortem/postmortem.ts';
import { postmortem, time, timeline } from '../../tools/archives/incidents.ts';

const START = '2024-04-15T15:45:00Z';
const marked = timeline(
  '2024-04-15T15:50:00Z Alert (detected)',
  '2024-04-15T15:55:00Z Again (detected)',
  '2024-04-15T16:00:00Z Seen (acknowledged)',
  '2024-04-15T16:30:00Z Better (mitigated)',
  '2024-04-15T16:45:00Z Worse',
  '2024-04-15T17:00:00Z Better (mitigated)',
  '2024-04-15T17:45:00Z Over (resolved)',
);
const minutes = (more: Partial<Postmortem>, started = START) =>
  Object.entries(responseTimesOf(postmortem(started, more))).map(([goal, { minutes, source }]) => [
    goal,
    minutes,
    source,
  ]);

describe('responseTimesOf', () => {
  test('uses the times in the frontmatter', () => {
    const times = {
      detected: time('2024-04-15T17:46:00+02:00'),
      mitigated: time('2024-04-16T15:45:00Z'),
      resolved: time('2024-04-15T15:45:59Z'),
    };
    expect(minutes({ ...times, timeline: marked })).toEqual([
      ['detect', 1, 'frontmatter'],
      ['acknowledge', 15, 'timeline'],
      ['mitigate', 1440, 'frontmatter'],
      ['resolve', 0, 'frontmatter'],
    ]);
  });

  test('uses stated times where the times themselves are not known', () => {
    const stated = { detectedAfter: 3, acknowledgedAfter: 4, mitigatedAfter: 0, durationMinutes: 120 };
    const expected = [
      ['detect', 3, 'frontmatter'],
      ['acknowledge', 4, 'frontmatter'],
      ['mitigate', 0, 'frontmatter'],
      ['resolve', 120, 'frontmatter'],
    ];
    expect(minutes({ ...stated, timeline: marked })).toEqual(expected);
    expect(minutes(stated, '2024-04-15')).toEqual(expected);
  });

  test('uses the first mark of a beginning and the last of an end if the frontmatter has no time', () => {
    expect(minutes({ timeline: marked })).toEqual([
      ['detect', 5, 'timeline'],
      ['acknowledge', 15, 'timeline'],
      ['mitigate', 75, 'timeline'],
      ['resolve', 120, 'timeline'],
    ]);
  });

  test('prefers a stated duration to a mark', () => {
    expect(minutes({ durationMinutes: 90, timeline: marked }).at(-1)).toEqual(['resolve', 90, 'frontmatter']);
  });

  test('uses a mark if the frontmatter only has the day', () => {
    expect(minutes({ detected: time('2024-04-15'), timeline: marked })[0]).toEqual(['detect', 5, 'timeline']);
  });

  test('only has a stated duration if the start is known only by its day', () => {
    const times = { detected: time('2024-04-15T16:00:00Z'), timeline: marked };
    expect(minutes(times, '2024-04-15')).toEqual([]);
    expect(minutes({ ...times, durationMinutes: 60 }, '2024-04-15')).toEqual([['resolve', 60, 'frontmatter']]);
  });

  test('ignores times before the start', () => {
    const before = timeline('2024-04-15T15:00:00Z Alert (detected)');
    expect(minutes({ timeline: before })).toEqual([]);
    expect(minutes({ detected: time('2024-04-15T15:00:00Z'), timeline: marked })[0]?.[0]).toBe('acknowledge');
  });

  test('is never negative', () => {
    const moment = fc
      .integer({ min: -100_000, max: 100_000 })
      .map((minutes) => Date.UTC(2024, 2, 31, 1) + minutes * 60_000);
    const mark = fc.constantFrom('detected', 'acknowledged', 'escalated', 'mitigated', 'resolved' as const);
    const entries = fc.array(fc.tuple(moment, mark).map(([at, milestone]) => `${iso(at)} x (${milestone})`));
    fc.assert(
      fc.property(moment, entries, (start, lines) => {
        const times = responseTimesOf(postmortem(iso(start), { timeline: timeline(...lines) }));
        for (const goal of RESPONSE_TIME_KINDS) expect(times[goal]?.minutes ?? 0).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

function iso(moment: number): string {
  return new Date(moment).toISOString();
}
