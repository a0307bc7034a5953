/** Address of a page or file of the site, the base before it; `path` is without a first slash, such as `causes/network/`. */
export function href(path = ''): string {
  const base = import.meta.env.BASE_URL;
  return `${base.endsWith('/') ? base : `${base}/`}${path}`;
}
