/** Where a site is published. */
export interface SiteAddress {
  /** Scheme and host, such as `https://example.com`; absent if not configured. */
  origin?: string;
  /** Path of the site's root, with `/` at both ends. */
  base: string;
  /** What the address of a page ends with. Default: `/`. */
  pageEnd?: '/' | '' | undefined;
}

/** Returns the path of a page or file on its host. `path` is relative to the site's root; that of a page ends with `/`. */
export function pathOn({ base, pageEnd = '/' }: Pick<SiteAddress, 'base' | 'pageEnd'>, path: string): string {
  return pageEnd === '/' ? base + path : (base + path).replace(/(?<=.)\/(?=$|[?#])/, '');
}

const PATH = /^\/(?:[\w.~-]+\/)*(?:[\w.~-]+)?$/;

/**
 * Returns whether a text is an http or https address of a site: no query, fragment, credentials or unusual characters.
 */
export function isSiteAddress(text: string): boolean {
  if (!/^https?:\/\/[^\s/?#]+[^\s?#]*$/i.test(text) || !URL.canParse(text)) return false;
  const { pathname, username, password } = new URL(text);
  return PATH.test(pathname) && username === '' && password === '';
}

/**
 * Combines the address of a site, as `isSiteAddress` accepts it, with the value of `--base`, which starts and ends with
 * `/` and overrides the path of the address.
 */
export function siteAddress(site: string | undefined, base: string | undefined): SiteAddress {
  if (site === undefined) return { base: base ?? '/' };
  const { origin } = new URL(site);
  return { origin, base: base ?? pathOf(site) };
}

/** Describes a conflict between the path of an address and `base`; `undefined` if there is none. */
export function siteConflict(site: string | undefined, base: string | undefined): string | undefined {
  const path = site === undefined ? '/' : pathOf(site);
  if (base === undefined || path === '/' || path === base) return undefined;
  return `the site is built for ${base} from --base, not for ${path} from its address ${site}`;
}

function pathOf(site: string): string {
  const { pathname } = new URL(site);
  return pathname.endsWith('/') ? pathname : `${pathname}/`;
}
