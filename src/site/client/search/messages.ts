import { countOf, formatCount } from '../../../archive/count.ts';
import type { Found } from '../../../search/find.ts';
import type { Match } from '../../../search/ranking.ts';
import { hasFilters, type SearchState } from '../../../search/state.ts';

/** Maximum number of characters of a query that a message repeats. */
const MOST_REPEATED = 80;

/** Summarizes the results in one line. */
export function summaryOf(matches: readonly Match[], found: Found): string {
  const count = countOf(matches.length, 'postmortem');
  const same = matches.filter(({ evidence }) => evidence === 'same-error').length;
  if (same > 0) return `${count}, ${formatCount(same)} with the same error`;
  const some = matches.filter(({ evidence }) => evidence === 'some').length;
  if (some === 0) return count;
  const words = wordCountOf(found);
  const isOne = words === 1;
  const all = isOne ? 'the whole word' : words === 2 ? `both ${nounOf(found)}s` : `all ${countWords(found)}`;
  if (some < matches.length) return `${count}, ${formatCount(matches.length - some)} with ${all}`;
  return `No postmortem has ${all}. ${count} with ${isOne ? 'parts' : 'some'} of ${isOne ? 'it' : 'them'}`;
}

/** Explains why there are no results; `without` is the number of results without filters. */
export function emptyMessage({ query, filters }: SearchState, { terms }: Found, without: number): string {
  if (query !== '' && terms.length === 0) return `“${shortened(query)}” contains no words to search for`;
  if (without > 0) return `No postmortem matches these filters; ${formatCount(without)} would without them`;
  if (query !== '') return `No postmortem matches “${shortened(query)}”`;
  return hasFilters(filters) ? 'No postmortem matches these filters' : 'There are no postmortems yet';
}

/** Says which part of the query a postmortem matches; `words` is the number of matched words. */
export function someOf(words: number, found: Found): string {
  if (words > 0) return `Matched ${words} of ${countWords(found)}`;
  const names = found.terms.filter(({ known }) => known === 'parts').map(({ text }) => text);
  return `Has parts of ${names.join(' or ')}`;
}

/** Counts the words of the query: `2 words`. */
function countWords(found: Found): string {
  return countOf(wordCountOf(found), nounOf(found));
}

/** Names what is counted: `rarer word` if common words were left out, else `word`. */
function nounOf(found: Found): string {
  return wordCountOf(found) < found.terms.length ? 'rarer word' : 'word';
}

function wordCountOf({ terms }: Found): number {
  return terms.filter(({ known }) => known !== 'common').length;
}

/** Shortens a query for a message. */
function shortened(query: string): string {
  const text = query.trim();
  return text.length > MOST_REPEATED ? `${text.slice(0, MOST_REPEATED)}…` : text;
}
