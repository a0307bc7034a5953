import type { Place } from '../../diagnostics/diagnostic.ts';
import type { PartialFrontmatter } from './schema.ts';

/** The places of frontmatter values as plain data, by `pathKey` of their paths. */
export type PlaceTable = ReadonlyMap<string, Place>;

/** Collects the places of the values of a frontmatter, and of the items in its lists. */
export function placeTable(
  frontmatter: PartialFrontmatter,
  placeOf: (path: readonly PropertyKey[]) => Place,
): PlaceTable {
  return new Map(pathsOf(frontmatter).map((path) => [pathKey(path), placeOf(path)]));
}

/** Returns the paths of the keys of a frontmatter and of the items in its lists. */
function pathsOf(frontmatter: PartialFrontmatter): PropertyKey[][] {
  return Object.entries(frontmatter).flatMap(([key, value]) => {
    const items = Array.isArray(value) ? value.map((_, index) => [key, index]) : [];
    return [[key], ...items];
  });
}

/** Returns the place of the value at a path; `undefined` if the table does not have it. */
export function placeAt(places: PlaceTable, path: readonly PropertyKey[]): Place | undefined {
  return places.get(pathKey(path));
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
