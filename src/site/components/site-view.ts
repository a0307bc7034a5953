/** A breadcrumb. The last one has no path, as it is the page itself. */
export interface Crumb {
  title: string;
  /** Argument for `href`. */
  path?: string;
}
