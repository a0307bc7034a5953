import { plainOf } from './text/identifiers.ts';

/** A page that the search dialog offers besides postmortems. */
export interface Destination {
  kind: DestinationKind;
  title: string;
  /** Address below the site's root, such as `causes/network/`. */
  path: string;
  /** Number of postmortems that it lists; absent for pages that list none of their own. */
  count?: number;
}

export const DESTINATION_KINDS = ['page', 'service', 'cause', 'tag', 'year'] as const;
export type DestinationKind = (typeof DESTINATION_KINDS)[number];

/** Content of the file with all destinations: by kind their titles, paths and numbers of postmortems. */
export type DestinationsFile = { version: 1 } & Partial<
  Record<DestinationKind, [title: string, path: string, count?: number][]>
>;

/** A destination that a query may name. */
export interface NamedDestination extends Destination {
  /** Whether the query is its whole name. */
  isExact: boolean;
}

/** Maximum number of words of a query that may name a page. */
const MAX_WORDS = 4;
/** Shorter words begin too many names. */
const MIN_PREFIX = 2;

/** Converts destinations to their file. The inverse of `readDestinations`. */
export function packDestinations(destinations: readonly Destination[]): DestinationsFile {
  const file: DestinationsFile = { version: 1 };
  for (const { kind, title, path, count } of destinations) {
    file[kind] ??= [];
    file[kind].push(count === undefined ? [title, path] : [title, path, count]);
  }
  return file;
}

/** Returns the destinations of a file, by kind. */
export function readDestinations(file: DestinationsFile): Destination[] {
  return DESTINATION_KINDS.flatMap((kind) =>
    (file[kind] ?? []).map(([title, path, count]) => ({ kind, title, path, ...(count !== undefined && { count }) })),
  );
}

/**
 * Returns the destinations whose names contain all words of a query, or words that begin with them, at most `most`: the whole
 * name first, then names that begin with the query, then those with the most postmortems. Pasted text names none.
 */
export function destinationsFor(query: string, all: readonly Destination[], most: number): NamedDestination[] {
  if (query.trim().includes('\n')) return [];
  const asked = wordsOf(query);
  if (asked.length === 0 || asked.length > MAX_WORDS || !asked.some(({ length }) => length >= MIN_PREFIX)) return [];
  const whole = asked.join(' ');
  const found = all.flatMap((destination) => {
    const words = wordsOf(destination.title);
    // The last part of the address is the id, such as `config-change` for “Configuration change”.
    const id = wordsOf(destination.path.split('/').at(-2) ?? '');
    const names = [words, id].filter((name) => asked.every((word) => name.some((each) => each.startsWith(word))));
    if (names.length === 0) return [];
    const isExact = names.some((name) => name.join(' ') === whole);
    const isBeginning = names.some((name) => name.join(' ').startsWith(whole));
    return [{ destination, isExact, rank: isExact ? 0 : isBeginning ? 1 : 2 }];
  });
  found.sort((a, b) => a.rank - b.rank || (b.destination.count ?? 0) - (a.destination.count ?? 0));
  return found.slice(0, most).map(({ destination, isExact }) => ({ ...destination, isExact }));
}

function wordsOf(name: string): string[] {
  return plainOf(name).match(/[\p{L}\p{N}]+/gu) ?? [];
}
