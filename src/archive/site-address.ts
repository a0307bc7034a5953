/** Where a site lies once it is published. */
export interface SiteAddress {
  /** Its host, such as `https://example.com`; absent where nobody has said. */
  origin?: string;
  /** The path of its root on the host, with `/` at both ends. */
  base: string;
}

const PATH = /^\/(?:[\w.~-]+\/)*(?:[\w.~-]+)?$/;

/** Whether a text is an http or https address under which a site can lie: without query, fragment and odd characters. */
export function isSiteAddress(text: string): boolean {
  if (!/^https?:\/\/[^\s/?#]+[^\s?#]*$/i.test(text) || !URL.canParse(text)) return false;
  const { pathname, username, password } = new URL(text);
  return PATH.test(pathname) && username === '' && password === '';
}

/**
 * Where a site lies, by its address, as `isSiteAddress` takes it, and the path that somebody has named, with `/` at both ends:
 * it goes before the path of the address.
 */
export function siteAddress(site: string | undefined, base: string | undefined): SiteAddress {
  if (site === undefined) return { base: base ?? '/' };
  const { origin } = new URL(site);
  return { origin, base: base ?? pathOf(site) };
}

/** Says that the path of an address and the one that somebody has named differ; `undefined` where they do not, or one says nothing. */
export function siteConflict(site: string | undefined, base: string | undefined): string | undefined {
  const path = site === undefined ? '/' : pathOf(site);
  if (base === undefined || path === '/' || path === base) return undefined;
  return `the site will lie under ${base}, as --base says, and not under ${path}, as its address ${site} says`;
}

function pathOf(site: string): string {
  const { pathname } = new URL(site);
  return pathname.endsWith('/') ? pathname : `${pathname}/`;
}
