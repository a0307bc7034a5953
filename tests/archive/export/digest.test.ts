import { describe, expect, test } from 'vitest';
import { makeArchive } from '../../../src/archive/archive.ts';
import { digestOf } from '../../../src/archive/export/digest.ts';
import { defaultSettings } from '../../../src/archive/settings.ts';
import { action, incident } from '../../tools/archives/incidents.ts';

const archive = makeArchive(
  [
    incident('march', '2024-03-31', {
      ...{ severity: 'sev1', durationMinutes: 60, impact: { percent: 3, amounts: [] } },
      actions: [
        action('open', { title: 'late', due: '2024-05-01' }),
        action('done', { done: '2024-04-01' }),
        action('done', { done: '2024-03-31' }),
        action('dropped'),
        action('unknown'),
      ],
    }),
    incident('april', '2024-04-01', { durationMinutes: 30, recurs: ['march'], actions: [action('done')] }),
    incident('may', '2024-05-10', { durationMinutes: 90, cause: 'unknown', recurs: ['march', 'april'] }),
    incident('july', '2024-07-01', { recurs: ['may'], actions: [action('open', { due: '2024-05-02' })] }),
  ],
  defaultSettings(),
);
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

describe('digestOf', () => {
  const digest = digestOf(archive, '2024-05-10');

  test('lists overdue actions with days late, of incidents up to the day', () =>
    expect(digest.overdue.map(({ action, daysLate }) => [action.title, daysLate])).toEqual([['late', 9]]));

  test('lists the recurrences up to the day', () =>
    expect(digest.recurrences.map(({ earlier, later, occurrence }) => [earlier.id, later.id, occurrence])).toEqual([
      ['april', 'may', 3],
      ['march', 'may', 3],
      ['march', 'april', 2],
    ]));

  test('counts action items of unknown status', () => expect(digest.unknownActions).toBe(1));

  test('lists missing data', () => {
    const { cause, impact, duration } = digest.unknown;
    expect([ids(cause), ids(impact), ids(duration)]).toEqual([['may'], ['may', 'april'], []]);
    expect(digest.incidents).toBe(3);
  });

  test('counts the quarter up to the day, and the whole previous one', () => {
    const none = { sev1: 0, sev2: 0, sev3: 0, sev4: 0, unknown: 0 };
    expect(digest.quarter).toEqual({
      ...{
        name: '2024-Q2',
        from: '2024-04-01',
        to: '2024-05-10',
        incidents: 2,
        nearMisses: 0,
        severities: { ...none, unknown: 2 },
      },
      ...{ medianMinutes: 60, recurrences: 2, actionItems: 1, done: 1 },
    });
    expect(digest.before).toEqual({
      ...{
        name: '2024-Q1',
        from: '2024-01-01',
        to: '2024-03-31',
        incidents: 1,
        nearMisses: 0,
        severities: { ...none, sev1: 1 },
      },
      ...{ medianMinutes: 60, recurrences: 0, actionItems: 4, done: 1 },
    });
  });

  test.each([
    ['2024-01-01', '2024-Q1', '2024-01-01', '2023-Q4', '2023-10-01', '2023-12-31'],
    ['2024-12-31', '2024-Q4', '2024-10-01', '2024-Q3', '2024-07-01', '2024-09-30'],
    ['2024-09-30', '2024-Q3', '2024-07-01', '2024-Q2', '2024-04-01', '2024-06-30'],
  ])('on %s the quarter is %s', (day, name, from, before, start, end) => {
    const { quarter, before: earlier } = digestOf(archive, day);
    expect([quarter.name, quarter.from, quarter.to]).toEqual([name, from, day]);
    expect([earlier.name, earlier.from, earlier.to]).toEqual([before, start, end]);
  });

  test('is empty for an empty archive', () => {
    const digest = digestOf(makeArchive([], defaultSettings()), '2024-05-10');
    expect(digest).toMatchObject({ incidents: 0, overdue: [], recurrences: [], quarter: { incidents: 0 } });
    expect(digest.quarter).not.toHaveProperty('medianMinutes');
  });
});
