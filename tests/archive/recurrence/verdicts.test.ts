import { describe, expect, test } from 'vitest';
import { type StatusThen, verdictOf } from '../../../src/archive/recurrence/recurrence.ts';
import { ordinalTime, verdictSentence } from '../../../src/archive/recurrence/verdicts.ts';

describe('verdictSentence', () => {
  test.each<[StatusThen[], string]>([
    [['open'], 'The only action item was still open.'],
    [['open', 'dropped'], 'The only action item was still open.'],
    [['open', 'done', 'open', 'unknown'], '2 of 4 action items were still open.'],
    [['done'], 'The only action item was done.'],
    [['done', 'dropped', 'done'], 'All 2 action items were done.'],
    [[], 'There were no action items.'],
    [['dropped'], 'All action items had been dropped.'],
    [['unknown'], 'The only action item was done on an unknown date.'],
    [['unknown', 'done', 'dropped'], 'All 2 action items were done, 1 of them on an unknown date.'],
  ])('of %j is %s', (statuses, sentence) => {
    const actions = statuses.map((status) => ({ action: { title: 'x', status: 'open' as const, line: 1 }, status }));
    expect(verdictSentence({ verdict: verdictOf(statuses), actions })).toBe(sentence);
  });

  test.each<[number, number, string]>([
    [1, 0, 'It is unknown whether the only action item was done.'],
    [3, 0, 'It is unknown whether the 3 action items were done.'],
    [2, 1, 'It is unknown whether 2 of 3 action items were done.'],
  ])('of %i action items of unknown status and %i done is %s', (unknown, done, sentence) => {
    const actions = [...Array(unknown).fill('unknown'), ...Array(done).fill('done')].map((status) => {
      return { action: { title: 'x', status, line: 1 }, status };
    });
    expect(verdictSentence({ verdict: 'unknown', actions })).toBe(sentence);
  });
});

test.each([
  [1, 'first time'],
  [3, 'third time'],
  [10, 'tenth time'],
  [11, '11th time'],
  [13, '13th time'],
  [21, '21st time'],
  [102, '102nd time'],
  [113, '113th time'],
  [1000, '1000th time'],
])('ordinalTime of %i is %s', (occurrence, words) => expect(ordinalTime(occurrence)).toBe(words));
