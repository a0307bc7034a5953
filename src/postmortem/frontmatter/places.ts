import type { Place } from '../../diagnostics/diagnostic.ts';

/** The places of frontmatter values as plain data, by `pathKey` of their paths. */
export type PlaceTable = ReadonlyMap<string, Place>;

/** Collects the places of the values at the given paths. */
export function placeTable(
  paths: readonly (readonly PropertyKey[])[],
  placeOf: (path: readonly PropertyKey[]) => Place,
): PlaceTable {
  return new Map(paths.map((path) => [pathKey(path), placeOf(path)]));
}

/** Returns the place of the value at a path, or of its nearest parent in the table; `undefined` when there is none. */
export function placeIn(places: PlaceTable, path: readonly PropertyKey[]): Place | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const place = places.get(pathKey(path.slice(0, length)));
    if (place) return place;
  }
  return undefined;
}

/** Serializes a path of keys and item indexes. */
function pathKey(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String));
}
