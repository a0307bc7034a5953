import { expect, test } from 'vitest';
import { preventionHistoryOf } from '../../src/archive/actions/prevention.ts';
import { makeArchive } from '../../src/archive/archive.ts';
import { digestOf } from '../../src/archive/export/digest.ts';
import { feedItems } from '../../src/archive/export/feed.ts';
import { archiveJson } from '../../src/archive/export/json.ts';
import { recurrencesOf } from '../../src/archive/recurrence/recurrence.ts';
import { defaultSettings } from '../../src/archive/settings.ts';
import { aroundAYearAgo, onThisDay } from '../../src/archive/statistics/anniversaries.ts';
import { monthsOf } from '../../src/archive/statistics/numbers.ts';
import { axisOf, incidentDotsOf } from '../../src/archive/statistics/strip.ts';
import { idsOf, postmortem } from '../tools/archives/postmortems.ts';

// Of the second incident, only the month is known.
const first = postmortem(
  'first',
  { started: '2023-04-15' },
  '## Action items\n\n- [x] Before @a done:2023-04-30\n- [x] In the month @a done:2023-05-10\n',
);
const month = postmortem('month', { started: '2023-05', recurs: '[first]' });
const last = postmortem('last', { started: '2023-05-02' });
const archive = makeArchive([first, month, last], defaultSettings());

test('incidents of a month come before those of its days', () => {
  expect(idsOf(archive.postmortems)).toEqual(['last', 'month', 'first']);
});

test('an incident counts in its month, quarter and year', () => {
  const counts = monthsOf(archive.postmortems).map(({ month, postmortems }) => [month, postmortems.length]);
  expect(counts).toEqual([
    ['2023-04', 1],
    ['2023-05', 2],
  ]);
  expect(digestOf(archive, '2023-05-31').quarter).toMatchObject({ name: '2023-Q2', incidents: 3 });
  expect(digestOf(archive, '2023-07-31').before).toMatchObject({ name: '2023-Q2', incidents: 3 });
});

test('a month is the anniversary of no day', () => {
  expect(onThisDay(archive, '2024-05-01')).toEqual([]);
  expect(idsOf(aroundAYearAgo(archive, '2024-05-03'))).toEqual(['last']);
});

test('days between incidents are unknown next to a month', () => {
  const { occurrences } = preventionHistoryOf(archive.postmortems, '2023-06-01');
  expect(occurrences.map(({ gapDays }) => gapDays)).toEqual([undefined, undefined, undefined]);
});

test('whether an action item was done earlier in the month is unknown', () => {
  const [recurrence] = recurrencesOf(archive);
  expect(recurrence?.actions.map(({ status }) => status)).toEqual(['done', 'unknown']);
  expect(recurrence?.verdict).toBe('unknown');
});

test('drawings place it in the middle of its month, data has the month, feeds its beginning', () => {
  const axis = axisOf(archive) ?? { firstYear: 0, lastYear: 0 };
  const positions = incidentDotsOf([month], axis).map(({ position }) => position);
  expect(positions[0]).toBeCloseTo(4.5 / 12, 1);
  expect(archiveJson(archive, '/').postmortems[1]).toMatchObject({ date: '2023-05', started: '2023-05' });
  const [, item] = feedItems(archive, () => '', 'https://a.example/');
  expect(new Date(item?.date.epochMilliseconds ?? 0).toISOString()).toBe('2023-05-01T00:00:00.000Z');
});
