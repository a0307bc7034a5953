/** What a site is built from and how; the same for `build` and `dev`. */
export interface SiteOptions {
  /** The archive's folder. */
  folder: string;
  /** Folder of the built site. */
  out: string;
  /** Address of the site's root, with `/` at both ends. */
  base: string;
  /** Address of the published site; default: that of archive.yml. */
  site?: string | undefined;
  /** Default: that of archive.yml. */
  audience?: 'internal' | 'public' | undefined;
  drafts: boolean;
  /** Shows documents with errors too, with what is valid of them; for `dev`. */
  incomplete?: boolean;
  /** The day for which due dates are judged, `YYYY-MM-DD`. */
  asOf: string;
  /** Folder for what is made on the way. */
  temporary: string;
}
