import { expect, test } from 'vitest';
import { preventionHistoryOf } from '../../src/archive/actions/prevention.ts';
import { digestOf } from '../../src/archive/export/digest.ts';
import { facetsOf } from '../../src/archive/groups/facets.ts';
import { incidentsByCause, incidentsBySeverity } from '../../src/archive/statistics/crosstab.ts';
import { durationsOf, incidentsOf, missingDataOf, monthsOf } from '../../src/archive/statistics/numbers.ts';
import { impactsOf, samplesOf } from '../../src/archive/statistics/trends.ts';
import { archiveOf, idsOf } from '../tools/archives/postmortems.ts';

// An incident with all data, and a near miss that cannot have a duration and an impact.
const archive = archiveOf({
  outage: { started: '2024-04-15', duration: '2h', impact: '30', cause: 'network' },
  'near-miss': { kind: 'near-miss', started: '2024-05-01T08:00:00Z', resolved: '2024-05-01T09:00:00Z', duration: '' },
});
const { postmortems } = archive;

test('a near miss has neither a duration nor an impact', () => {
  const [nearMiss] = postmortems;
  expect(nearMiss).toMatchObject({ id: 'near-miss', kind: 'near-miss' });
  expect(nearMiss).not.toHaveProperty('durationMinutes');
  expect(nearMiss).not.toHaveProperty('impact');
});

test('only its cause can be missing data', () => {
  expect(missingDataOf(postmortems)).toEqual({ cause: 1, duration: 0, impact: 0 });
  const { incidents, unknown, quarter } = digestOf(archive, '2024-06-01');
  expect([incidents, idsOf(unknown.cause), unknown.impact, unknown.duration]).toEqual([1, ['near-miss'], [], []]);
  expect(quarter).toMatchObject({ incidents: 1, nearMisses: 1, severities: { unknown: 1 }, medianMinutes: 120 });
});

test('statistics of incidents do not count it', () => {
  expect(idsOf(incidentsOf(postmortems))).toEqual(['outage']);
  expect(durationsOf(postmortems)).toMatchObject({ known: 1, unknown: 0 });
  expect(monthsOf(postmortems, '2024-05').map((month) => month.postmortems.length)).toEqual([1, 0]);
  expect(incidentsBySeverity(archive, '2024-05-31').rows.map(({ total }) => total)).toEqual([1]);
  expect(incidentsByCause(archive, '2024-05-31').rows.map(({ key, total }) => [key, total])).toEqual([['network', 1]]);
  expect(samplesOf(postmortems).map(({ values, unknown }) => values.length + unknown)).toEqual([1, 1, 1, 1]);
  expect(impactsOf(postmortems)).toMatchObject({ points: [{ percent: 30 }], unknown: 0 });
  expect(preventionHistoryOf(postmortems, '2024-06-01').occurrences).toHaveLength(1);
});

test('archives with near misses have a filter for them', () => {
  const kinds = facetsOf(archive).find(({ key }) => key === 'kind');
  expect(kinds?.options.map(({ value, count }) => [value, count])).toEqual([
    ['incident', 1],
    ['near-miss', 1],
  ]);
  expect(facetsOf(archiveOf({ outage: {} })).map(({ key }) => key)).not.toContain('kind');
});
