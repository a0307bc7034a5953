import { expect, test } from 'vitest';
import { findMatches } from '../../../../src/search/find.ts';
import { memorySource } from '../../../../src/search/memory-source.ts';
import { parseState } from '../../../../src/search/state.ts';
import { emptyMessage, someOf, summaryOf } from '../../../../src/site/client/search/messages.ts';

const titles = ['Connection pool leak', 'Connection leak', 'Connection lost', 'Too many open files', 'Logs lost'];
const documents = titles.map((title) => ({
  id: title,
  title,
  names: [],
  sections: [{ title: '', text: '', code: title.includes('open') ? [title] : [] }],
}));
const source = memorySource(documents, ['connect']);

test.each([
  ['leak', '2 postmortems'],
  ['pool leak', '2 postmortems, 1 with both words'],
  ['pool files', 'No postmortem has both words. 2 postmortems with some of them'],
  ['connection pool files', 'No postmortem has both rarer words. 2 postmortems with some of them'],
  ['connection xyzzy', 'No postmortem has both words. 3 postmortems with some of them'],
  ['pool_xyzzy', 'No postmortem has the whole word. 1 postmortem with parts of it'],
  ['Too many open files', '1 postmortem, 1 with the same error'],
])('what %j finds is summed up as %j', async (query, expected) => {
  const found = await findMatches(`${query} `, source);
  expect(summaryOf(found.matches, found)).toBe(expected);
});

test.each([
  ['connection pool files', 'Matched 1 of 2 rarer words'],
  ['connection xyzzy', 'Matched 1 of 2 words'],
  ['pool_xyzzy', 'Has parts of pool_xyzzy'],
])('the first of what %j finds says %j', async (query, expected) => {
  const found = await findMatches(`${query} `, source);
  expect(someOf(found.matches[0]?.words ?? 0, found)).toBe(expected);
});

test('counts have a comma for thousands', async () => {
  const found = await findMatches('leak ', source);
  const [match] = found.matches;
  const matches = Array.from({ length: 1151 }, () => match).filter((each) => each !== undefined);
  expect(summaryOf(matches, found)).toBe('1,151 postmortems');
  expect(emptyMessage(parseState(new URLSearchParams('?year=2012')), found, 1151)).toContain('; 1,151 would without');
});
