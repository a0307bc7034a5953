import { pathOn } from '../../archive/site-address.ts';
import { getSite } from '../data/current.ts';

/** Returns the address of a page or file of the site; `path` is relative to its root, such as `causes/network/`. */
export function href(path = ''): string {
  return pathOn(getSite().address, path);
}
