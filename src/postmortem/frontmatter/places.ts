import type { Place } from '../../diagnostics/diagnostic.ts';

/** Where the values of a frontmatter stand, as plain data, by `nameOf` of their paths. */
export type PlaceTable = ReadonlyMap<string, Place>;

/** Notes where the values at some paths stand. */
export function placeTable(
  paths: readonly (readonly PropertyKey[])[],
  placeOf: (path: readonly PropertyKey[]) => Place,
): PlaceTable {
  return new Map(paths.map((path) => [nameOf(path), placeOf(path)]));
}

/** Where the value at a path stands; that of what holds it where it is not known; `undefined` where that is the whole. */
export function placeIn(places: PlaceTable, path: readonly PropertyKey[]): Place | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const place = places.get(nameOf(path.slice(0, length)));
    if (place) return place;
  }
  return undefined;
}

/** A path of keys and numbers of items as a text. */
function nameOf(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String));
}
