import { type Closeness, closenessOf } from '../../../search/closeness.ts';
import type { Found } from '../../../search/find.ts';
import type { Match } from '../../../search/ranking.ts';
import { hasFilters, type SearchState } from '../../../search/state.ts';
import { t } from '../text.ts';

/** Maximum number of characters of a query that a message repeats. */
const MOST_REPEATED = 80;

/** Summarizes the results in one line. */
export function summaryOf(
  matches: readonly Match[],
  found: Found,
  closeness: Closeness = closenessOf({ ...found, matches }),
): string {
  const count = matches.length;
  const same = matches.filter(({ evidence }) => evidence === 'same-error').length;
  if (same > 0) return t('search.foundSame', { count, same });
  if (closeness === 'none') return t('search.nothingClose', { count });
  const some = matches.filter(({ evidence }) => evidence === 'some').length;
  if (some === 0) return t('search.found', { count });
  if (some === count && hasLines(found)) return t('search.foundLines', { count });
  const words = allWords(found);
  if (some < count) return t('search.foundWhole', { count, whole: count - some, words });
  return t(wordCountOf(found) === 1 ? 'search.foundParts' : 'search.foundSome', { count, words });
}

/** Returns whether a query has several lines, of which a postmortem may match one. */
function hasLines({ lines }: Found): boolean {
  return lines.filter((line) => line.trim() !== '').length > 1;
}

/** Explains why there are no results; `without` is the number of results without filters. */
export function emptyMessage({ query, filters }: SearchState, { terms, total }: Found, without: number): string {
  if (total === 0) return t('search.noneYet');
  if (query !== '' && terms.length === 0) return t('search.noWords', { query: shortened(query) });
  if (without > 0) return t('search.noneFiltered', { without });
  if (query !== '') return t('search.noneForQuery', { query: shortened(query) });
  return t(hasFilters(filters) ? 'search.noneForFilters' : 'search.noneYet');
}

/** Says which part of the query a postmortem matches; `words` is the number of matched words. */
export function someOf(words: number, found: Found): string {
  if (words > 0) {
    const count = wordCountOf(found);
    return t(areRarer(found) ? 'search.matchedRarer' : 'search.matched', { number: words, count });
  }
  const names = found.terms.filter(({ known }) => known === 'parts').map(({ text }) => text);
  return t('search.partsOf', { words: names.join(` ${t('search.or')} `) });
}

/** Names all words of the query: `both words`, `all 3 rarer words`. */
function allWords(found: Found): string {
  const number = wordCountOf(found);
  if (number === 1) return t('search.words.whole');
  if (number === 2) return t(areRarer(found) ? 'search.words.bothRarer' : 'search.words.both');
  return t(areRarer(found) ? 'search.words.allRarer' : 'search.words.all', { number });
}

/** Returns whether common words of the query were left out. */
function areRarer(found: Found): boolean {
  return wordCountOf(found) < found.terms.length;
}

function wordCountOf({ terms }: Found): number {
  return terms.filter(({ known }) => known !== 'common').length;
}

/** Shortens a query for a message. */
function shortened(query: string): string {
  const text = query.trim();
  return text.length > MOST_REPEATED ? `${text.slice(0, MOST_REPEATED)}…` : text;
}
