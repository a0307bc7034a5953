/** A document that matched one search of the index. */
export interface Hit {
  /** Id of the document. */
  id: string;
}

/** A document and how many of the words it has. */
export interface Ranked<T extends Hit> {
  hit: T;
  words: number;
}

/**
 * Documents that have all words, best first: those with the words in a row, which the index does not rank, come in the
 * order of the others and before them.
 */
export function rankWhole<T extends Hit>(phrase: readonly T[], all: readonly T[], words: number): Ranked<T>[] {
  const inRow = new Map(phrase.map((hit) => [hit.id, hit]));
  const first = all.flatMap(({ id }) => inRow.get(id) ?? []);
  // A word that the index knows in several forms may be in the row alone.
  const hits = new Map<string, T>();
  for (const hit of [...first, ...phrase, ...all]) if (!hits.has(hit.id)) hits.set(hit.id, hit);
  return [...hits.values()].map((hit) => ({ hit, words }));
}

// What has little of the best one's weight is there for words such as "or".
const LEAST_SHARE = 0.3;

/**
 * Documents that have some of the words, given the hits of each word and of each two neighbours in a row: by the sum of
 * their inverse document frequencies. A word that stands in all `total` documents says nothing, and what has little
 * beside such words is left out. The hit of a document is that of its rarest word.
 */
export function rankSome<T extends Hit>(
  hitsOfWords: readonly (readonly T[])[],
  hitsOfPairs: readonly (readonly T[])[],
  total: number,
): Ranked<T>[] {
  const found = new Map<string, Ranked<T> & { score: number }>();
  const weightOf = (hits: readonly T[]) => Math.max(0, Math.log(total / hits.length));
  for (const hits of hitsOfWords.toSorted((a, b) => a.length - b.length)) {
    for (const hit of weightOf(hits) > 0 ? hits : []) {
      const { words = 0, score = 0, hit: first = hit } = found.get(hit.id) ?? {};
      found.set(hit.id, { hit: first, words: words + 1, score: score + weightOf(hits) });
    }
  }
  for (const hits of hitsOfPairs) {
    for (const { id } of hits) {
      const document = found.get(id);
      if (document) document.score += weightOf(hits);
    }
  }
  const ranked = [...found.values()].sort((a, b) => b.score - a.score);
  const least = (ranked[0]?.score ?? 0) * LEAST_SHARE;
  return ranked.filter(({ score }) => score >= least).map(({ hit, words }) => ({ hit, words }));
}
