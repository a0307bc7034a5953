import { expect, test } from 'vitest';
import { stepsOf } from '../../../../src/archive/statistics/phases.ts';
import { entryIdsOf } from '../../../../src/site/components/postmortem/entry-ids.ts';
import { postmortem, timeline } from '../../../tools/archives/incidents.ts';

test('entries are named after their time as written, and numbered if they have the same', () => {
  const lines = [
    '2024-04-15T15:45:00Z A',
    '2024-04-15T23:50:00-02:00 B',
    '2024-04-15T15:45:30Z C',
    '2024-04-16T00:05:00Z D',
  ];
  expect(entryIdsOf(stepsOf(postmortem('2024-04-15T15:45:00Z', { timeline: timeline(...lines) })))).toEqual([
    'T2024-04-15-1545',
    'T2024-04-15-2350',
    'T2024-04-15-1545-2',
    'T2024-04-16-0005',
  ]);
});
