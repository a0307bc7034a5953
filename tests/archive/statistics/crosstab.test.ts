import { describe, expect, test } from 'vitest';
import { makeArchive } from '../../../src/archive/archive.ts';
import { defaultSettings } from '../../../src/archive/settings.ts';
import {
  type Crosstab,
  followThroughOf,
  incidentsByCause,
  incidentsByDetection,
  incidentsBySeverity,
  incidentsByTrigger,
  periodsOf,
} from '../../../src/archive/statistics/crosstab.ts';
import type { ActionItem } from '../../../src/postmortem/body/action-items.ts';
import type { Postmortem } from '../../../src/postmortem/postmortem.ts';
import { postmortem } from '../../tools/archives/incidents.ts';

const archiveOf = (...postmortems: Postmortem[]) => makeArchive(postmortems, defaultSettings());
const table = ({ periods, rows }: Crosstab) => [
  ['', ...periods.map(({ to }) => to)],
  ...rows.map(({ key, cells, total }) => [key, ...cells.map(({ length }) => length), total]),
];

const archive = archiveOf(
  postmortem('2024-01-01T00:30:00+01:00', { severity: 'sev2', cause: 'network', trigger: 'deploy' }),
  postmortem('2024-02-28', { severity: 'sev1', cause: 'unknown' }),
  postmortem('2024-02-29', { cause: 'unknown', detection: 'alert' }),
  postmortem('2022-03-01', { severity: 'sev2', cause: 'capacity', detection: 'alert' }),
);

describe('periods', () => {
  test.each<[string, string[]]>([
    ['2021-01-01', ['2022', '2023 empty', '2024']],
    ['2025-06-01', ['2022', '2023 empty', '2024', '2025 empty']],
    // Up to twelve, each year is one.
    ['2033-01-01', ['2022', '2023 empty', '2024', ...Array.from({ length: 9 }, (_, index) => `${2025 + index} empty`)]],
    ['2035-01-01', ['2022 to 2024', ...Array.from({ length: 11 }, (_, index) => `${2025 + index} empty`)]],
  ])('up to %s are %j', (asOf, expected) => {
    const names = periodsOf(archive, asOf).map(
      ({ from, to, isEmpty }) => `${from === to ? to : `${from} to ${to}`}${isEmpty ? ' empty' : ''}`,
    );
    expect(names).toEqual(expected);
  });

  test('are none without incidents', () => expect(periodsOf(archiveOf(), '2024-01-01')).toEqual([]));
});

describe('crosstabs', () => {
  test('have severities from the highest down', () => {
    // Half past midnight at +01:00 is still the previous year in UTC.
    expect(table(incidentsBySeverity(archive, '2024-04-01'))).toEqual([
      ['', '2022', '2023', '2024'],
      ['sev1', 0, 0, 1, 1],
      ['sev2', 1, 0, 1, 2],
      ['unknown', 0, 0, 1, 1],
    ]);
  });

  test('have causes from the most frequent down, unknown last', () => {
    expect(table(incidentsByCause(archive, '2025-06-01'))).toEqual([
      ['', '2022', '2023', '2024', '2025'],
      ['capacity', 1, 0, 0, 0, 1],
      ['network', 0, 0, 1, 0, 1],
      ['unknown', 0, 0, 2, 0, 2],
    ]);
  });

  test('have triggers and detections', () => {
    expect(table(incidentsByTrigger(archive, '2024-06-01'))).toEqual([
      ['', '2022', '2023', '2024'],
      ['deploy', 0, 0, 1, 1],
      ['unknown', 1, 0, 2, 3],
    ]);
    expect(table(incidentsByDetection(archive, '2024-06-01'))).toEqual([
      ['', '2022', '2023', '2024'],
      ['alert', 1, 0, 1, 2],
      ['unknown', 0, 0, 2, 2],
    ]);
  });

  test('count all early years in the first column', () => {
    const [, ...rows] = table(incidentsBySeverity(archive, '2035-01-01'));
    expect(rows.map(([key, first]) => [key, first])).toEqual([
      ['sev1', 1],
      ['sev2', 2],
      ['unknown', 1],
    ]);
  });

  test('are empty without incidents', () => {
    expect(incidentsByCause(archiveOf(), '2024-01-01')).toEqual({ periods: [], rows: [] });
  });
});

test('followThroughOf counts actions by the year of their incident and their status on a day', () => {
  const action = (state: ActionItem['status'], due?: string): ActionItem => ({
    title: 'x',
    line: 1,
    status: state,
    ...(due && { due }),
  });
  const columns = followThroughOf(
    archiveOf(
      postmortem('2024-04-15', {
        actions: [action('done'), action('open', '2024-05-01'), action('open', '2024-05-02')],
      }),
      postmortem('2022-04-15', { actions: [action('dropped')] }),
      postmortem('2023-04-15'),
    ),
    '2024-05-02',
  );
  expect(columns.map(({ period, total, counts }) => ({ year: period.to, total, counts }))).toEqual([
    { year: '2022', total: 1, counts: { done: 0, open: 0, overdue: 0, unknown: 0, dropped: 1 } },
    { year: '2023', total: 0, counts: { done: 0, open: 0, overdue: 0, unknown: 0, dropped: 0 } },
    { year: '2024', total: 3, counts: { done: 1, open: 1, overdue: 1, unknown: 0, dropped: 0 } },
  ]);
});
