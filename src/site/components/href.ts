/** Returns the address of a page or file of the site, including the base. `path` has no leading slash: `causes/network/`. */
export function href(path = ''): string {
  const base = import.meta.env.BASE_URL;
  return `${base.endsWith('/') ? base : `${base}/`}${path}`;
}
