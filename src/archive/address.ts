import { slug } from 'github-slugger';

// File systems take names of up to 255 bytes.
const MAX_BYTES = 200;

/** The last part of the address of a service's or a tag's page, as GitHub makes it of a heading. */
export function slugOf(name: string): string {
  return slug(name);
}

/** What is in the way of such an address, and how to mend it; `undefined` where nothing is. */
export function slugProblem(address: string): { reason: string; help: string } | undefined {
  if (address === '') return { reason: 'which leaves no address', help: 'Use letters or digits.' };
  if (new TextEncoder().encode(address).length <= MAX_BYTES) return undefined;
  return { reason: `whose address has more than ${MAX_BYTES} bytes`, help: 'Shorten it.' };
}
