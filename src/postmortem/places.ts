import type { Place } from '../diagnostics/diagnostic.ts';

/** Where the keys and values of YAML stand, as plain data, by `nameOf` of their paths. */
export type Places = ReadonlyMap<string, { key?: Place; value?: Place }>;

/**
 * Where the value (or, with `'key'`, the key) at a path stands; of a value that is not there, where the map or list stands
 * that lacks it. `undefined` where that is the whole.
 */
export function placeIn(
  places: Places,
  path: readonly PropertyKey[],
  part: 'key' | 'value' = 'value',
): Place | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const { key, value } = places.get(nameOf(path.slice(0, length))) ?? {};
    const place = (part === 'key' ? key : value) ?? key;
    if (place) return place;
  }
  return undefined;
}

/** A path of keys and numbers of items as a text. */
export function nameOf(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String));
}
