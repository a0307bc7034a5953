import { pathOn } from '../../archive/site-address.ts';

const { base = '/', pageEnd } = document.body.dataset;

/** Returns the address of a page or file of the site; `path` is relative to its root, such as `causes/network/`. */
export function href(path = ''): string {
  return pathOn({ base, pageEnd: pageEnd === '' ? '' : '/' }, path);
}
