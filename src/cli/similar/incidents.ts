import type { Comparable } from '../../archive/similarity/comparable.ts';
import { makeSimilarIncidentIndex, similarTo } from '../../archive/similarity/similar-incidents.ts';
import { errorFingerprintsOf, fingerprintKey } from '../../search/error-fingerprint.ts';
import { findMatches, type KnownTerm } from '../../search/find.ts';
import { type MemoryDocument, memorySource } from '../../search/memory-source.ts';
import type { PostingsSource } from '../../search/postings.ts';
import { parseQuery } from '../../search/query.ts';
import { suggestQuery } from '../../search/suggest.ts';
import { aliasesOf } from '../../search/text/identifiers.ts';

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
/** Parts of a name may mean something else. */
const WORTH_OF_PARTS = 0.3;
// What has fewer letters is a number, a unit or a piece of a name.
const WORD = /\p{L}{3}/u;

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
 * The incidents that a document, whose id none of them has, is like, as their pages would suggest them: those with the same
 * error first, at most `limit`.
 */
export function similarToDocument(document: Comparable, past: readonly Comparable[], limit: number): Similar[] {
  return similarTo(makeSimilarIncidentIndex([...past, document]), document.id, limit);
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
  return lines.find((line) => errorFingerprintsOf(line).some((mask) => errors.has(fingerprintKey(mask))));
}
