import { describe, expect, test } from 'vitest';
import { makeArchive } from '../../../src/archive/archive.ts';
import { defaultSettings } from '../../../src/archive/settings.ts';
import { EMPTY_LOADED } from '../../../src/build/loaded.ts';
import type { Postmortem } from '../../../src/postmortem/postmortem.ts';
import { comparisonsOf, pathBetween } from '../../../src/site/data/comparisons.ts';
import { pageKeys } from '../../../src/site/data/page-keys.ts';
import { siteDataOf } from '../../../src/site/data/site-data.ts';
import { action, incident } from '../../tools/archives/incidents.ts';

type Similar = Record<string, { id: string; score: number; sameError?: string }>;

function siteOf(postmortems: readonly Postmortem[], similar: Similar = {}) {
  const similarIncidents = new Map(Object.entries(similar).map(([id, each]) => [id, [{ ...each, shared: [] }]]));
  const archive = makeArchive(postmortems, defaultSettings());
  return siteDataOf(
    { ...EMPTY_LOADED, report: { files: 0, diagnostics: [] }, sources: new Map(), archive, similarIncidents },
    '2026-11-21',
  );
}

const pathsOf = (...given: Parameters<typeof siteOf>) =>
  [...comparisonsOf(siteOf(...given))].map(([path, { isDeclared }]) => [path, isDeclared]);

const FIRST = incident('first', '2024-01-01', { actions: [action('open')] });
const SECOND = incident('second', '2024-02-01', { recurs: ['first'] });

describe('comparisonsOf', () => {
  test('has a page for each declared recurrence, and for each incident with the one that it suggests', () => {
    const third = incident('third', '2024-03-01');
    const similar = { first: { id: 'third', score: 0.2 }, third: { id: 'first', score: 0.2 } };
    expect(pathsOf([FIRST, SECOND, third], similar)).toEqual([
      ['compare/first/third/', false],
      ['compare/first/second/', true],
    ]);
  });

  test('has none with an incident that the site does not show', () =>
    expect(pathsOf([SECOND], { second: { id: 'first', score: 0.9 } })).toEqual([]));

  test('has at most 300 pairs of similar incidents: those that quote the same error, then the most similar', () => {
    const many = Array.from({ length: 800 }, (_, index) => incident(`incident-${index}`, '2024-01-01'));
    const similar = many.slice(0, 400).map(({ id }, index) => {
      const other = `incident-${index + 400}`;
      return [id, { id: other, score: index / 1000, ...(index < 10 && { sameError: 'timeout' }) }] as const;
    });
    const site = siteOf(many, Object.fromEntries(similar));
    expect(comparisonsOf(site).size).toBe(300);
    const hasPage = (index: number) =>
      pathBetween(site, { id: `incident-${index + 400}` }, { id: `incident-${index}` });
    expect([0, 9, 10, 109, 110, 399].map((index) => hasPage(index) !== undefined)).toEqual([
      ...[true, true, false, false, true, true],
    ]);
  });
});

test('the page of a comparison is rendered again if one of its action items, incidents or bodies has changed', () => {
  const keyOf = (first: Postmortem, second: Postmortem, bodies: Record<string, string> = {}) =>
    pageKeys(siteOf([first, second]), new Map(Object.entries(bodies)))('compare/first/second/');
  const key = keyOf(FIRST, SECOND);
  expect(key).toBeDefined();
  expect(keyOf({ ...FIRST }, { ...SECOND })).toBe(key);
  const changed = [
    keyOf({ ...FIRST, actions: [action('done')] }, SECOND),
    keyOf(FIRST, { ...SECOND, title: 'Another title' }),
    keyOf({ ...FIRST, summary: 'What happened' }, SECOND),
    keyOf(FIRST, SECOND, { first: 'another body' }),
    keyOf(FIRST, SECOND, { second: 'another body' }),
  ];
  expect(changed.every((each) => each !== undefined && each !== key)).toBe(true);
});
