import { lookAlikesOf, makeSimilarityIndex, type WordBag } from '../archive/similarity.ts';
import { findMatches, type KnownTerm } from '../search/find.ts';
import { errorKey, masksOf } from '../search/mask.ts';
import { type MemoryDocument, memorySource } from '../search/memory-source.ts';
import type { PostingsSource } from '../search/postings.ts';
import { parseQuery } from '../search/query.ts';
import { suggestQuery } from '../search/suggest.ts';
import { aliasesOf } from '../search/text/identifiers.ts';
import { stemOf } from '../search/text/stem.ts';
import { wordsOf } from '../search/text/words.ts';

/** A past incident that is like what somebody has in hand. */
export interface Similar {
  id: string;
  /** 0 to 1: of a text, how much of what it says the incident has; of a document, the cosine of both. */
  score: number;
  /** A line of the incident that is the same error but for numbers, addresses and quoted values. */
  sameError?: string;
  /** Words that both have, the most telling first. */
  shared: string[];
}

const SHARED = 6;
// Two incidents have some words in common however different they are. In the example archive 23 of the 25 pairs of which
// one names the other pass both, and 86 of the 678 others.
const LEAST_SCORE = 0.05;
const LEAST_SHARED = 3;
/** Parts of a name may mean something else. */
const WORTH_OF_PARTS = 0.3;
// What has fewer letters is a number, a unit or a piece of a name.
const WORD = /\p{L}{3}/u;
// An action's marks, which every document has.
const MARKS = /\b(?:due|done|type|status):\S+/g;
// Of what a document quotes, commands and queries are no errors, though two documents may have the same.
const ERROR =
  /error|exception|fatal|panic|fail|refus|denied|time.?out|timed out|exceed|too (?:many|big|large)|\bnot\b|unable|can.?t|could|reject|lost|kill|abort|invalid|unexpected|critical|warn|full|^\W*\d{4}-\d{2}-\d{2}[T ]\d/i;
/** How much a word of a document counts by where it stands. */
const COUNTS = { title: 6, summary: 2, names: 2, code: 2, text: 1 } as const;

/**
 * The incidents that a text speaks of, found as the site's search finds them: the same error first, at most `limit`.
 * `suggestion` is the text as it may have been meant, where it has words that no incident has.
 */
export async function similarToText(
  text: string,
  past: readonly MemoryDocument[],
  limit: number,
): Promise<{ similar: Similar[]; suggestion?: string }> {
  // With a line break the last word is whole and not the beginning of others.
  const whole = `${text}\n`;
  const source = memorySource(past);
  const found = await findMatches(whole, source);
  const suggestion = await suggestQuery(text, found, source);
  const errors = new Set(parseQuery(whole).errors);
  const has = await documentsByTerm(found.terms, source);
  const byId = new Map(past.map((document) => [document.id, document]));
  const similar = found.matches.slice(0, limit).map(({ document: id, evidence }): Similar => {
    const shared = found.terms.filter(({ key }) => has.get(key)?.has(id));
    const sameError = evidence === 'same-error' ? errorLine(byId.get(id), errors) : undefined;
    const score = sameError ? 1 : weightOf(shared, past.length, WORTH_OF_PARTS) / weightOf(found.terms, past.length);
    const words = shared.toSorted((a, b) => a.documents - b.documents).flatMap((term) => namesOf(term, id, has));
    return { id, score, ...(sameError && { sameError }), shared: words.slice(0, SHARED) };
  });
  return { similar, ...(suggestion && { suggestion: suggestion.query }) };
}

/**
 * The incidents that a document, whose id none of them has, is like by its words: those with the same error first, at most
 * `limit`. `isItself` says which incident the document is, if it is one.
 */
export function similarToDocument(
  document: MemoryDocument,
  past: readonly MemoryDocument[],
  limit: number,
  isItself: (id: string) => boolean,
): Similar[] {
  const spellings = new Map<string, string>();
  const own: WordBag = { id: document.id, words: bagOf(document, spellings) };
  const index = makeSimilarityIndex([...past.map((each) => ({ id: each.id, words: bagOf(each) })), own]);
  const sameErrors = sameErrorsOf(document, past);
  const isSame = (id: string) => sameErrors.has(id);
  const same = lookAlikesOf(index, own.id, limit, (id) => isSame(id) && !isItself(id));
  const alike = lookAlikesOf(index, own.id, limit, (id) => !isSame(id) && !isItself(id));
  const enough = alike.filter(({ score, shared }) => score >= LEAST_SCORE && shared.length >= LEAST_SHARED);
  return [...same, ...enough].slice(0, limit).map(({ id, score, shared }) => {
    const sameError = sameErrors.get(id);
    const words = shared.map((key) => spellings.get(key) ?? key);
    return { id, score, ...(sameError && { sameError }), shared: withoutParts(words) };
  });
}

/** The words that are no part of another one among them. */
function withoutParts(words: readonly string[]): string[] {
  const lower = words.map((word) => word.toLowerCase());
  return words.filter((_, at) => !lower.some((other, place) => place !== at && other.includes(lower[at] ?? '')));
}

/** Ids of the documents that have a term in whatever spelling, or a part of it, by the keys of both. */
type Having = ReadonlyMap<string, ReadonlySet<string>>;

async function documentsByTerm(terms: readonly KnownTerm[], source: PostingsSource): Promise<Having> {
  const having = async (key: string, spellings: readonly string[]) => {
    const postings = await source.get(spellings);
    return [key, new Set([...postings.values()].flatMap(({ documents }) => documents))] as const;
  };
  const entries = terms.flatMap(({ key, text, parts }) => {
    const names = parts.filter((part) => WORD.test(part));
    return [...names.map((part) => having(part, [part])), having(key, [key, ...aliasesOf(text), ...names])];
  });
  return new Map(await Promise.all(entries));
}

/**
 * What is shown of a term that a document has: the parts that it has, where it is known by parts alone; of another
 * spelling no number at its end, which the document need not have.
 */
function namesOf({ text, known, parts }: KnownTerm, document: string, having: Having): string[] {
  if (known === 'parts') return parts.filter((part) => having.get(part)?.has(document));
  const name = text.replace(/\P{L}+$/u, '');
  return [known !== 'exact' && WORD.test(name) ? name : text];
}

/** Sum of inverse document frequencies; what no document has is the rarest. `ofParts` is what a name known by its parts is worth. */
function weightOf(terms: readonly KnownTerm[], total: number, ofParts = 1): number {
  return terms.reduce((sum, { documents, known }) => {
    return sum + Math.log(1 + total / Math.max(1, documents)) * (known === 'parts' ? ofParts : 1);
  }, 0);
}

function errorLine(document: MemoryDocument | undefined, errors: ReadonlySet<string>): string | undefined {
  const lines = document?.sections.flatMap(({ code }) => code) ?? [];
  return lines.find((line) => masksOf(line).some((mask) => errors.has(errorKey(mask))));
}

/** By the id of an incident, a line of it that is the same error as one of the document. */
function sameErrorsOf(document: MemoryDocument, past: readonly MemoryDocument[]): Map<string, string> {
  const wanted = new Set(keysOfLines(document).map(([key]) => key));
  const found = new Map<string, Map<string, string>>();
  for (const each of past) {
    for (const [key, line] of keysOfLines(each)) {
      if (wanted.has(key)) found.set(key, (found.get(key) ?? new Map<string, string>()).set(each.id, line));
    }
  }
  // What stands in many is a command that everybody types.
  const most = Math.max(3, past.length / 20);
  return new Map([...found.values()].filter(({ size }) => size <= most).flatMap((lines) => [...lines]));
}

function keysOfLines({ sections }: MemoryDocument): [key: string, line: string][] {
  const lines = sections.flatMap(({ code }) => code).filter((line) => ERROR.test(line));
  return lines.flatMap((line) => masksOf(line).map((mask): [string, string] => [errorKey(mask), line]));
}

/** The words of a document by their keys, with how much they count; notes in `spellings` how each was written first. */
function bagOf({ title, summary = '', names, sections }: MemoryDocument, spellings?: Map<string, string>) {
  const bag = new Map<string, number>();
  const add = (text: string, count: number) => {
    for (const { key, parts, text: written } of wordsOf(text.replaceAll(MARKS, ' '))) {
      const stem = stemOf(key);
      if (spellings && !spellings.has(stem)) spellings.set(stem, written);
      for (const each of new Set([stem, ...parts.map(stemOf)]))
        if (WORD.test(each)) bag.set(each, (bag.get(each) ?? 0) + count);
    }
  };
  add(title, COUNTS.title);
  add(summary, COUNTS.summary);
  for (const name of names) add(name, COUNTS.names);
  for (const { text, code } of sections) {
    add(text, COUNTS.text);
    for (const line of code) add(line, COUNTS.code - COUNTS.text);
  }
  return bag;
}
