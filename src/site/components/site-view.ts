/** One step of the way from the home page; the last one, without a path, is the page itself. */
export interface Crumb {
  title: string;
  /** As `href` takes it. */
  path?: string;
}
