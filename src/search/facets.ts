/** Returns the values of an item for a facet. */
export type ValuesOf<Item, Facet extends string> = (item: Item, facet: Facet) => readonly string[];

/** Chosen values by facet; values of one facet are alternatives. */
export type Chosen<Facet extends string> = Readonly<Partial<Record<Facet, readonly string[]>>>;

/** Filters items by the values of their facets. */
export interface Facets<Item, Facet extends string> {
  /** Returns whether an item passes all filters, ignoring those of the facet `except`. */
  passes(item: Item, filters: Chosen<Facet>, except?: Facet): boolean;
  /** Counts the values of a facet under the filters of the other facets: the number of items that each value would give. */
  count(items: readonly Item[], filters: Chosen<Facet>, facet: Facet): Map<string, number>;
  /** Returns the facets whose filters exclude items, with the number of items without them, most first. */
  toRelax(items: readonly Item[], filters: Chosen<Facet>): { facet: Facet; count: number }[];
}

/** Makes the filters of items; `facetsIn` returns the facets that filters may have. */
export function facetFilters<Item, Facet extends string>(
  valuesOf: ValuesOf<Item, Facet>,
  facetsIn: (filters: Chosen<Facet>) => readonly Facet[],
): Facets<Item, Facet> {
  const passes: Facets<Item, Facet>['passes'] = (item, filters, except) =>
    facetsIn(filters).every((facet) => {
      const chosen = filters[facet] ?? [];
      return facet === except || chosen.length === 0 || valuesOf(item, facet).some((value) => chosen.includes(value));
    });
  return {
    passes,
    count(items, filters, facet) {
      const counts = new Map<string, number>();
      for (const item of items) {
        if (!passes(item, filters, facet)) continue;
        for (const value of valuesOf(item, facet)) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      return counts;
    },
    toRelax(items, filters) {
      const set = facetsIn(filters).filter((facet) => filters[facet]?.length);
      const ways = set.map((facet) => ({ facet, count: items.filter((item) => passes(item, filters, facet)).length }));
      return ways.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
    },
  };
}
