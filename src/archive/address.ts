import { slug } from 'github-slugger';

// File systems limit names to 255 bytes.
const MAX_BYTES = 200;

/** Returns the last part of the address of a service or tag page, made by the rules of GitHub's heading anchors. */
export function slugOf(name: string): string {
  const known = SLUGS.get(name) ?? slug(name);
  if (SLUGS.size >= MOST_SLUGS) SLUGS.clear();
  SLUGS.set(name, known);
  return known;
}

// Pages ask for the same few names again and again.
const SLUGS = new Map<string, string>();
const MOST_SLUGS = 10_000;

/** Says why a slug cannot be used as an address, and how to fix it; `undefined` if it can. */
export function slugProblem(address: string): { reason: string; help: string } | undefined {
  if (address === '') return { reason: 'which has no letter or digit for an address', help: 'Use letters or digits.' };
  if (new TextEncoder().encode(address).length <= MAX_BYTES) return undefined;
  return { reason: `whose address has more than ${MAX_BYTES} bytes`, help: 'Shorten it.' };
}
