import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { preventionHistoryOf } from '../../../src/archive/actions/prevention.ts';
import type { ActionItem } from '../../../src/postmortem/body/action-items.ts';
import { postmortem } from '../../tools/archives/incidents.ts';

const action = (title: string, more: Partial<ActionItem> = {}): ActionItem => ({
  ...{ title, line: 1, status: 'done', type: 'prevent' },
  ...more,
});

describe('preventionHistoryOf', () => {
  const record = preventionHistoryOf(
    [
      postmortem('2024-03-01', { actions: [action('later', { done: '2024-06-01' }), action('some day')] }),
      postmortem('2023-12-31T23:30:00Z', {
        actions: [
          action('first', { done: '2024-01-05' }),
          action('tomorrow', { done: '2024-07-02' }),
          action('by git', { closedOn: '2024-02-01' }),
          action('alert', { type: 'detect', done: '2024-01-05' }),
          action('open', { status: 'open' }),
          action('dropped', { status: 'dropped' }),
        ],
      }),
      postmortem('2024-03-01'),
    ],
    '2024-07-01',
  );

  test('returns the days between occurrences, oldest first', () => {
    expect(record.occurrences.map(({ day, gapDays }) => [day, gapDays])).toEqual([
      ['2023-12-31', undefined],
      ['2024-03-01', 61],
      ['2024-03-01', 0],
    ]);
    expect(record.quietDays).toBe(122);
  });

  test('returns the days on which preventive actions were done, and counts the others', () => {
    expect(record.completed.map(({ action, day }) => [action.title, day])).toEqual([
      ['first', '2024-01-05'],
      ['by git', '2024-02-01'],
      ['later', '2024-06-01'],
    ]);
    expect(record).toMatchObject({ undated: 1, open: 2 });
  });

  test('returns quartiles of five or more gaps', () => {
    const days = ['2024-01-01', '2024-01-02', '2024-01-04', '2024-01-08', '2024-01-16', '2024-02-01'];
    const gaps = (count: number) =>
      preventionHistoryOf(
        days.slice(0, count).map((day) => postmortem(day)),
        '2024-07-01',
      ).gaps;
    expect(gaps(5)).toBeUndefined();
    expect(gaps(6)).toEqual({ lowerQuartile: 2, median: 4, upperQuartile: 8 });
  });

  test('returns nothing for no incidents', () => {
    expect(preventionHistoryOf([], '2024-07-01')).toEqual({
      occurrences: [],
      completed: [],
      undated: 0,
      open: 0,
      quietDays: 0,
    });
  });

  test('has no negative gaps, and their sum is the time from the first to the last', () => {
    const day = fc
      .integer({ min: 0, max: 20_000 })
      .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
    // Across time zones, a later moment may have an earlier local date.
    const time = fc.constantFrom('', 'T00:30:00+14:00', 'T20:00:00-12:00', 'T12:00:00Z');
    const start = fc.tuple(day, time).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(start, { minLength: 1, maxLength: 20 }), day, (starts, asOf) => {
        const { occurrences, quietDays } = preventionHistoryOf(
          starts.map((each) => postmortem(each)),
          asOf,
        );
        const days = starts.map((each) => each.slice(0, 10));
        expect(occurrences.map(({ day }) => day)).toEqual(days.toSorted());
        const gaps = occurrences.flatMap(({ gapDays }) => gapDays ?? []);
        expect(gaps).toHaveLength(days.length - 1);
        expect([...gaps, quietDays].every((gap) => gap >= 0)).toBe(true);
        const [first = '', last = ''] = [days.toSorted()[0], days.toSorted().at(-1)];
        expect(gaps.reduce((a, b) => a + b, 0)).toBe((Date.parse(last) - Date.parse(first)) / 86_400_000);
      }),
      { examples: [[['2019-12-04T00:30:00+14:00', '2019-12-03T20:00:00-12:00'], '2020-01-01']] },
    );
  });
});
