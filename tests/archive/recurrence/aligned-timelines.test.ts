import { describe, expect, test } from 'vitest';
import { type AlignedEvent, alignedTimelines } from '../../../src/archive/recurrence/aligned-timelines.ts';
import type { Postmortem } from '../../../src/postmortem/postmortem.ts';
import { postmortem, time, timeline } from '../../tools/archives/incidents.ts';

const shown = (event: AlignedEvent) => ('entry' in event ? event.entry.text : `(${event.milestone})`);
const rowsOf = (first: Postmortem, second: Postmortem) =>
  alignedTimelines(first, second).map(({ minutes, events: [a, b] }) => [minutes, a.map(shown), b.map(shown)]);
const QUIET = postmortem('2024-05-01');

describe('alignedTimelines', () => {
  test('puts what happened the same time after the start into one row', () => {
    const first = postmortem('2024-01-01T10:00:00Z', {
      timeline: timeline('2024-01-01T09:55:00Z Deploy', '2024-01-01T10:05:00Z Alert', '2024-01-01T11:00:00Z Over'),
    });
    const second = postmortem('2024-03-01T23:58:00+02:00', {
      timeline: timeline('2024-03-02T00:03:00+02:00 Page', '2024-03-02T00:03:40+02:00 Call'),
    });
    expect(rowsOf(first, second)).toEqual([
      [-5, ['Deploy'], []],
      [5, ['Alert'], ['Page', 'Call']],
      [60, ['Over'], []],
    ]);
  });

  test('adds milestones that only the frontmatter has', () => {
    const incident = postmortem('2024-01-01T10:00:00Z', {
      detected: time('2024-01-01T10:20:00Z'),
      resolved: time('2024-01-01T12:00:00Z'),
      timeline: timeline('2024-01-01T10:20:00Z Alert (detected)'),
    });
    expect(rowsOf(incident, QUIET)).toEqual([
      [20, ['Alert'], []],
      [120, ['(resolved)'], []],
    ]);
    expect(rowsOf(QUIET, postmortem('2024-01-01', { durationMinutes: 90 }))).toEqual([[90, [], ['(resolved)']]]);
  });

  test('counts from the first entry if only the day of the start is known', () => {
    const incident = postmortem('2024-01-01', {
      timeline: timeline('2024-01-01T10:00:00Z Alert', '2024-01-01T10:30:00Z Fix'),
    });
    expect(rowsOf(incident, QUIET).map(([minutes]) => minutes)).toEqual([0, 30]);
  });

  test('keeps an entry without a clock time with the entry before it', () => {
    const [at, day] = timeline('2024-01-02T10:00:00Z Alert', '2024-01-02T00:00:00Z Later that day');
    if (!at || !day) throw new Error('two entries');
    const incident = postmortem('2024-01-02T09:00:00Z', { timeline: [at, { ...day, isDay: true }] });
    expect(rowsOf(incident, QUIET)).toEqual([[60, ['Alert', 'Later'], []]]);
  });

  test('has no rows if no times are known', () => expect(rowsOf(QUIET, QUIET)).toEqual([]));
});
