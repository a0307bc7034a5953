import type { Archive } from '../../archive/archive.ts';

/** The data of the site that the layout needs; pages pass the result of `getSite`. */
export interface SiteView {
  archive: Archive;
  /** The day for which the status of action items is computed, `YYYY-MM-DD`. */
  asOf: string;
  /** Shown in `dev` only, the most severe first. */
  findings: readonly Finding[];
}

/** A problem in a document, and how to fix it. */
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

/** A breadcrumb. The last one has no path, as it is the page itself. */
export interface Crumb {
  title: string;
  /** Argument for `href`. */
  path?: string;
}
