import { expect, test, vi } from 'vitest';
import { findMatches } from '../../../../src/search/find.ts';
import { memorySource } from '../../../../src/search/memory-source.ts';
import { parseState } from '../../../../src/search/state.ts';

/** Loads the messages as a page in a language does. */
async function messagesIn(lang: string): Promise<typeof import('../../../../src/site/client/search/messages.ts')> {
  vi.stubGlobal('document', { documentElement: { lang } });
  vi.resetModules();
  return import('../../../../src/site/client/search/messages.ts');
}

const { emptyMessage, someOf, summaryOf } = await messagesIn('en');
const german = await messagesIn('de');

const titles = ['Connection pool leak', 'Connection leak', 'Connection lost', 'Too many open files', 'Logs lost'];
const documents = titles.map((title) => ({
  id: title,
  title,
  names: [],
  sections: [{ title: '', text: '', code: title.includes('open') ? [title] : [] }],
}));
const source = memorySource(documents, ['connect']);

test.each([
  ['leak', '2 postmortems', '2 Postmortems'],
  ['pool leak', '2 postmortems, 1 with both words', '2 Postmortems, davon 1 für beide Wörter'],
  [
    'pool files',
    'No postmortem has both words. 2 postmortems with some of them',
    'Kein Postmortem enthält beide Wörter. 2 Postmortems enthalten einige davon',
  ],
  [
    'connection pool files',
    'No postmortem has both rarer words. 2 postmortems with some of them',
    'Kein Postmortem enthält beide seltenen Wörter. 2 Postmortems enthalten einige davon',
  ],
  [
    'connection xyzzy',
    'No postmortem has both words. 3 postmortems with some of them',
    'Kein Postmortem enthält beide Wörter. 3 Postmortems enthalten einige davon',
  ],
  [
    'pool_xyzzy',
    'No postmortem has the whole word. 1 postmortem with parts of it',
    'Kein Postmortem enthält das ganze Wort. 1 Postmortem enthält Teile davon',
  ],
  ['Too many open files', '1 postmortem, 1 with the same error', '1 Postmortem, 1 mit demselben Fehler'],
])('what %j finds is summed up as %j, in German as %j', async (query, inEnglish, inGerman) => {
  const found = await findMatches(`${query} `, source);
  expect(summaryOf(found.matches, found)).toBe(inEnglish);
  expect(german.summaryOf(found.matches, found)).toBe(inGerman);
});

test.each([
  ['connection pool files', 'Matched 1 of 2 rarer words'],
  ['connection xyzzy', 'Matched 1 of 2 words'],
  ['pool_xyzzy', 'Has parts of pool_xyzzy'],
])('the first of what %j finds says %j', async (query, expected) => {
  const found = await findMatches(`${query} `, source);
  expect(someOf(found.matches[0]?.words ?? 0, found)).toBe(expected);
});

test('counts have a comma for thousands, in German a full stop', async () => {
  const found = await findMatches('leak ', source);
  const [match] = found.matches;
  const matches = Array.from({ length: 1151 }, () => match).filter((each) => each !== undefined);
  expect(summaryOf(matches, found)).toBe('1,151 postmortems');
  expect(german.summaryOf(matches, found)).toBe('1.151 Postmortems');
  expect(emptyMessage(parseState(new URLSearchParams('?year=2012')), found, 1151)).toContain('; 1,151 would without');
});

test.each(['', '?q=pool', '?q=the', '?year=2012'])(
  'for %j, an empty archive says that it has no postmortems',
  async (address) => {
    const state = parseState(new URLSearchParams(address));
    const found = await findMatches(state.query, memorySource([]));
    expect(emptyMessage(state, found, 0)).toBe('There are no postmortems yet');
  },
);
