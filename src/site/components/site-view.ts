import type { Archive } from '../../archive/archive.ts';

/** What the layout has to know of the site; a page hands over what `getSite` gives. */
export interface SiteView {
  archive: Archive;
  /** The day for which due dates are judged, `YYYY-MM-DD`. */
  asOf: string;
  /** Shown in `dev` alone; the gravest first. */
  findings: readonly Finding[];
}

/** What is wrong with a document, and how to mend it. */
export interface Finding {
  file: string;
  /** Path of the file within the archive. */
  path: string;
  line: number;
  column: number;
  severity: 'error' | 'warning' | 'info';
  rule: string;
  message: string;
  help: string;
}

/** One step of the way from the home page; the last one, without a path, is the page itself. */
export interface Crumb {
  title: string;
  /** As `href` takes it. */
  path?: string;
}
