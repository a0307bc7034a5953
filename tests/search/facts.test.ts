import { describe, expect, test } from 'vitest';
import { countFacets, type Fact, passes, sortMatches, waysOut } from '../../src/search/facts.ts';
import { type Facet, filtersOf } from '../../src/search/state.ts';

const fact = (id: string, changes: Partial<Fact>): Fact => ({
  ...{
    id,
    document: `en_${id}`,
    title: id,
    date: '2024-01-01',
    cause: 'network',
    severity: 'sev1',
    services: ['auth'],
  },
  ...changes,
});
const facts = [
  fact('a', { date: '2024-03-01', duration: 60, impact: 5 }),
  fact('b', { date: '2024-02-01', duration: 600, services: ['auth', 'api'] }),
  fact('c', { date: '2023-05-01', impact: 90, cause: 'capacity', severity: 'sev2' }),
];
const filters = (chosen: Partial<Record<Facet, string[]>>) => filtersOf((facet) => chosen[facet] ?? []);
const ids = (list: readonly Fact[]) => list.map(({ id }) => id).join('');

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
  test('counts each facet under the filters of the others, not its own', () => {
    const counts = countFacets(facts, filters({ cause: ['network'] }));
    expect(Object.fromEntries(counts.cause)).toEqual({ network: 2, capacity: 1 });
    expect(Object.fromEntries(counts.service)).toEqual({ auth: 2, api: 1 });
    expect(Object.fromEntries(counts.year)).toEqual({ 2024: 2 });
    expect(Object.fromEntries(counts.severity)).toEqual({ sev1: 2 });
  });
});

describe('waysOut', () => {
  test('names the facets whose filters hide something, the one that hides most first', () => {
    expect(waysOut(facts, filters({ year: ['2023'], cause: ['network'] }))).toEqual([
      { facet: 'year', count: 2 },
      { facet: 'cause', count: 1 },
    ]);
    expect(waysOut(facts, filters({ year: ['1999'], cause: ['security'] }))).toEqual([]);
  });
});

describe('sortMatches', () => {
  const given = ['c', 'a', 'b'].map((id) => ({ fact: facts.find((each) => each.id === id) ?? fact('?', {}) }));
  test.each([
    ['relevance', 'cab'],
    ['date', 'abc'],
    ['impact', 'cab'],
    ['duration', 'bac'],
  ] as const)('by %s gives %s: unknown last', (sort, expected) => {
    expect(ids(sortMatches(given, sort).map((match) => match.fact))).toBe(expected);
  });
});
