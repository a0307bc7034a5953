import { describe, expect, test } from 'vitest';
import {
  countFacets,
  filtersToRelax,
  packFacts,
  passes,
  type RankedFact,
  readFacts,
  sortMatches,
} from '../../src/search/facts.ts';
import { type Facet, filtersOf } from '../../src/search/state.ts';

const fact = (changes: Partial<RankedFact>): RankedFact => ({
  ...{
    kind: 'incident',
    place: 0,
    document: 'en_1',
    date: '2024-01-01',
    cause: 'network',
    severity: 'sev1',
    services: ['auth'],
  },
  ...changes,
});
const facts = [
  fact({ date: '2024-03-01', duration: 60, impact: 5 }),
  fact({ place: 1, date: '2024-02-01', duration: 600, services: ['auth', 'api'] }),
  fact({ place: 2, date: '2023-05-01', impact: 90, cause: 'capacity', severity: 'sev2' }),
];
const filters = (chosen: Partial<Record<Facet, string[]>>) => filtersOf((facet) => chosen[facet] ?? []);
const ids = (list: readonly RankedFact[]) => list.map((each) => 'abc'[facts.indexOf(each)]).join('');

describe('passes', () => {
  test.each([
    [{}, 'abc'],
    [{ cause: ['network'] }, 'ab'],
    [{ cause: ['network', 'capacity'] }, 'abc'],
    [{ cause: ['network'], service: ['api'] }, 'b'],
    [{ year: ['2023'] }, 'c'],
    [{ year: ['2023'], severity: ['sev1'] }, ''],
  ])('%j lets %j through', (chosen, expected) => {
    expect(ids(facts.filter((each) => passes(each, filters(chosen))))).toBe(expected);
  });
});

describe('countFacets', () => {
  test('counts each facet under the filters of the other facets', () => {
    const counts = countFacets(facts, filters({ cause: ['network'] }));
    expect(Object.fromEntries(counts.cause)).toEqual({ network: 2, capacity: 1 });
    expect(Object.fromEntries(counts.service)).toEqual({ auth: 2, api: 1 });
    expect(Object.fromEntries(counts.year)).toEqual({ 2024: 2 });
    expect(Object.fromEntries(counts.severity)).toEqual({ sev1: 2 });
  });
});

describe('filtersToRelax', () => {
  test('returns the facets whose filters hide results, most results first', () => {
    expect(filtersToRelax(facts, filters({ year: ['2023'], cause: ['network'] }))).toEqual([
      { facet: 'year', count: 2 },
      { facet: 'cause', count: 1 },
    ]);
    expect(filtersToRelax(facts, filters({ year: ['1999'], cause: ['security'] }))).toEqual([]);
  });
});

describe('sortMatches', () => {
  const given = [2, 0, 1].map((number) => ({ fact: facts[number] ?? fact({}) }));
  test.each([
    ['relevance', 'cab'],
    ['date', 'abc'],
    ['impact', 'cab'],
    ['duration', 'bac'],
  ] as const)('by %s returns %s: unknown last', (sort, expected) => {
    expect(ids(sortMatches(given, sort).map((match) => match.fact))).toBe(expected);
  });
});

test('sortMatches by date sorts by moment, not by local date', () => {
  const earlier = fact({ place: 1, date: '2019-12-04' });
  const later = fact({ place: 0, date: '2019-12-03' });
  expect(sortMatches([{ fact: earlier }, { fact: later }], 'date').map((match) => match.fact)).toEqual([
    later,
    earlier,
  ]);
});

test('a table of facts is read back unchanged', () => {
  expect(readFacts(JSON.parse(JSON.stringify(packFacts(facts))))).toEqual(facts);
  expect(packFacts(facts).causes).toEqual({ values: ['network', 'capacity'], of: [0, 0, 1] });
});
