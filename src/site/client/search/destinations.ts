import { type Destination, type DestinationsFile, readDestinations } from '../../../search/destinations.ts';
import { href } from '../href.ts';
import { retryingOnce } from '../retrying.ts';

/** Loads the pages that the dialog offers besides postmortems, once. */
export const loadDestinations = retryingOnce(async (): Promise<Destination[]> => {
  const address = href('destinations.json');
  const response = await fetch(address, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return readDestinations((await response.json()) as DestinationsFile);
});
