import { describe, expect, test } from 'vitest';
import { facetsOf } from '../../../src/archive/groups/facets.ts';
import {
  causesOf,
  causeTitle,
  pathOf,
  servicesOf,
  serviceTitle,
  tagsOf,
  teamsOf,
  yearsOf,
} from '../../../src/archive/groups/groups.ts';
import { archiveOf } from '../../tools/archives/postmortems.ts';

const archive = archiveOf(
  {
    a: { started: '2021-06-01', cause: 'capacity', services: '[Billing API, auth, auth]', tags: '[db]' },
    b: { started: '2023-06-01', cause: 'capacity', services: '[auth]', tags: '[db, C++]', severity: 'sev2' },
    c: { started: '2023-07-01', cause: 'unknown', services: '[]', tags: '[]', severity: 'sev1' },
  },
  { services: [{ id: 'auth', title: 'Login', team: 'Identity' }, { id: 'spare' }] },
);
const shown = (groups: ReturnType<typeof causesOf>) =>
  groups.map(({ slug, title, postmortems }) => [slug, title, postmortems.map(({ id }) => id).join()]);

describe('groups', () => {
  test('by cause are the whole taxonomy in its order, with definitions', () => {
    const groups = causesOf(archive);
    expect(shown(groups).filter(([, , ids]) => ids)).toEqual([
      ['capacity', 'Capacity', 'b,a'],
      ['unknown', 'Unknown', 'c'],
    ]);
    expect(groups.map(({ slug }) => slug)).toEqual(archive.settings.causes.map(({ id }) => id));
    expect(groups[0]).toMatchObject({ kind: 'cause', definition: 'Released code was wrong.' });
  });

  test('by team are those that postmortems name, most incidents first', () => {
    const { postmortems } = archiveOf({
      a: { teams: '[Search, Identity, Identity]' },
      b: { teams: '[Identity]' },
      c: { teams: '[Billing]' },
      d: {},
    });
    const teams = teamsOf(postmortems).map((group) => [group.title, group.postmortems.length]);
    expect(teams).toEqual([
      ['Identity', 2],
      ['Billing', 1],
      ['Search', 1],
    ]);
  });

  test('by service are those of archive.yml and those in use, most incidents first', () => {
    expect(shown(servicesOf(archive))).toEqual([
      ['auth', 'Login', 'b,a'],
      ['billing-api', 'Billing API', 'a'],
      ['spare', 'spare', ''],
    ]);
    expect(servicesOf(archive).map(({ team }) => team)).toEqual(['Identity', undefined, undefined]);
  });

  test('by tag are those in use', () => {
    expect(shown(tagsOf(archive))).toEqual([
      ['db', 'db', 'b,a'],
      ['c', 'C++', 'b'],
    ]);
  });

  test('by year are those with incidents, latest first', () => {
    expect(shown(yearsOf(archive))).toEqual([
      ['2023', '2023', 'c,b'],
      ['2021', '2021', 'a'],
    ]);
  });
});

test.each([
  ['cause', 'capacity', 'causes/capacity/'],
  ['service', 'Billing API', 'services/billing-api/'],
  ['tag', 'C++', 'tags/c/'],
  ['year', '2023', 'years/2023/'],
] as const)('the path of the %s %s is %s', (kind, name, path) => expect(pathOf(kind, name)).toBe(path));

test('titles are those of archive.yml, otherwise the names', () => {
  expect([causeTitle(archive, 'capacity'), causeTitle(archive, 'gone')]).toEqual(['Capacity', 'gone']);
  expect([serviceTitle(archive, 'auth'), serviceTitle(archive, 'gone')]).toEqual(['Login', 'gone']);
});

test('facets contain the values in use, with titles and counts, in the order of each facet', () => {
  const facets = facetsOf(archive).map(({ key, options }) => [
    key,
    options.map(({ value, title, count }) => `${value} ${title} ${count}`),
  ]);
  expect(facets).toEqual([
    ['cause', ['capacity Capacity 2', 'unknown Unknown 1']],
    ['severity', ['sev1 sev1 1', 'sev2 sev2 1', 'unknown unknown 1']],
    ['service', ['auth Login 2', 'Billing API Billing API 1']],
    ['year', ['2023 2023 2', '2021 2021 1']],
  ]);
});
