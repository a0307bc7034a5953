import type { Comparable } from '../../archive/similarity/comparable.ts';
import { makeSimilarIncidentIndex, similarTo } from '../../archive/similarity/similar-incidents.ts';
import { closenessOf } from '../../search/closeness.ts';
import { errorFingerprintsOf, fingerprintKey } from '../../search/error-fingerprint.ts';
import { findMatches, type KnownTerm } from '../../search/find.ts';
import { type MemoryDocument, memorySource } from '../../search/memory-source.ts';
import type { PostingsSource } from '../../search/postings.ts';
import { parseQuery } from '../../search/query.ts';
import { suggestQuery } from '../../search/suggest.ts';
import { aliasesOf } from '../../search/text/identifiers.ts';

/** A past incident similar to a text or a document. */
export interface Similar {
  id: string;
  /** 0 to 1. For a text, the share of its terms that the incident contains; for a document, the cosine similarity. */
  score: number;
  /** A line of the incident with the same error; numbers, addresses and quoted values may differ. */
  sameError?: string;
  /** Terms that both contain, most specific first. */
  shared: string[];
}

/** What was found for a text or a document. */
export interface FoundSimilar {
  /** Best first. */
  similar: Similar[];
  /** Number of incidents that share words with the text, if none is close to it. */
  distant?: number;
  /** The text with corrections. */
  suggestion?: string;
}

const MAX_SHARED = 6;
/** Weight of a term that matched by parts of a name, which may mean something else. */
const PARTS_WEIGHT = 0.3;
// Tokens without three letters are numbers, units or fragments of names.
const WORD = /\p{L}{3}/u;

/**
 * Returns the incidents that match a text, with the same search as the site: the same error first, at most `limit`. If none of them
 * is close to the text, there are none, and `distant` is their number. `suggestion` is a corrected text if it has words that no
 * incident contains.
 */
export async function similarToText(
  text: string,
  past: readonly MemoryDocument[],
  limit: number,
): Promise<FoundSimilar> {
  // A line break ends the last word, so that it does not match as a prefix.
  const whole = `${text}\n`;
  const source = memorySource(past);
  const found = await findMatches(whole, source);
  const suggestion = await suggestQuery(text, found, source);
  const corrected = suggestion && { suggestion: suggestion.query };
  if (found.matches.length > 0 && closenessOf(found) === 'none') {
    return { similar: [], distant: found.matches.length, ...corrected };
  }
  const errors = new Set(parseQuery(whole).errors);
  const has = await documentsByTerm(found.terms, source);
  const byId = new Map(past.map((document) => [document.id, document]));
  const similar = found.matches.slice(0, limit).map(({ document: id, evidence }): Similar => {
    const shared = found.terms.filter(({ key }) => has.get(key)?.has(id));
    const sameError = evidence === 'same-error' ? errorLine(byId.get(id), errors) : undefined;
    const score = sameError ? 1 : weightOf(shared, past.length, PARTS_WEIGHT) / weightOf(found.terms, past.length);
    const words = shared.toSorted((a, b) => a.documents - b.documents).flatMap((term) => namesOf(term, id, has));
    return { id, score, ...(sameError && { sameError }), shared: words.slice(0, MAX_SHARED) };
  });
  return { similar, ...corrected };
}

/**
 * Returns the incidents similar to a document, by the same scores as on their pages: those with the same error first,
 * at most `limit`. No incident may have the document's id.
 */
export function similarToDocument(document: Comparable, past: readonly Comparable[], limit: number): Similar[] {
  return similarTo(makeSimilarIncidentIndex([...past, document]), document.id, limit);
}

/** Ids of the documents that contain a term in any spelling, or a part of it, by the keys of both. */
type DocumentsByKey = ReadonlyMap<string, ReadonlySet<string>>;

async function documentsByTerm(terms: readonly KnownTerm[], source: PostingsSource): Promise<DocumentsByKey> {
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
 * Returns how to show a term that a document contains: its matching parts if it matched by parts; otherwise its text,
 * without trailing digits for another spelling, as the document may not contain them.
 */
function namesOf({ text, known, parts }: KnownTerm, document: string, having: DocumentsByKey): string[] {
  if (known === 'parts') return parts.filter((part) => having.get(part)?.has(document));
  const name = text.replace(/\P{L}+$/u, '');
  return [known !== 'exact' && WORD.test(name) ? name : text];
}

/**
 * Returns the sum of inverse document frequencies; terms in no document count as the rarest. `ofParts` weights names
 * that matched by parts.
 */
function weightOf(terms: readonly KnownTerm[], total: number, ofParts = 1): number {
  return terms.reduce((sum, { documents, known }) => {
    return sum + Math.log(1 + total / Math.max(1, documents)) * (known === 'parts' ? ofParts : 1);
  }, 0);
}

function errorLine(document: MemoryDocument | undefined, errors: ReadonlySet<string>): string | undefined {
  const lines = document?.sections.flatMap(({ code }) => code) ?? [];
  return lines.find((line) => errorFingerprintsOf(line).some((fingerprint) => errors.has(fingerprintKey(fingerprint))));
}
