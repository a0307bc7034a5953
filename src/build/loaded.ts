import type { Archive } from '../archive/archive.ts';
import type { Comparable } from '../archive/similarity/comparable.ts';
import type { SimilarIncident } from '../archive/similarity/similar-incidents.ts';
import type { SiteAddress } from '../archive/site-address.ts';
import { compareDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { limitRepetition, type Report } from '../diagnostics/report.ts';
import type { Asset } from '../disk/assets/assets.ts';
import type { HistoryKind } from '../disk/git-history.ts';
import type { TextSection } from '../postmortem/html/text.ts';
import type { RenderedBodies } from './body-messages.ts';
import type { Theme } from './theme/theme.ts';

/** An archive that was read from disk and checked. */
export interface Loaded {
  report: Report;
  /** Source texts of the files named in the report, by file. */
  sources: ReadonlyMap<string, string>;
  /**
   * Documents with a valid frontmatter (or any, if `incomplete`) that the audience may see, even if they have other
   * errors; see `withoutErrors`. Its settings have the requested audience. Absent if archive.yml is invalid.
   */
  archive?: Archive;
  /** Rendered bodies by id; empty unless `render` is set. */
  rendered: RenderedBodies;
  /** Texts by id that differ for different rendered bodies. */
  renderedKeys: ReadonlyMap<string, string>;
  /**
   * Source texts of the documents by id; empty unless `render` is set. Always empty for a public site: source texts
   * contain comments, unused footnotes and names of internal documents that pages do not show.
   */
  markdown: ReadonlyMap<string, string>;
  /** Plain texts of the bodies by id; empty unless `texts` is set. */
  texts: ReadonlyMap<string, TextSection[]>;
  /** By path within the site. */
  assets: ReadonlyMap<string, Asset>;
  /** What archive.yml adds to every page. */
  theme: Theme;
  /** What similarity compares of each document, by id. */
  comparable: ReadonlyMap<string, Comparable>;
  /** Suggested similar incidents by id; empty unless `render` is set. See `suggestionsOf`. */
  similarIncidents: ReadonlyMap<string, readonly SimilarIncident[]>;
  /** The number of documents that are left out as drafts; 0 with `drafts`. */
  draftsLeftOut: number;
  /** The source of the days on which actions were opened and closed; `none` if not requested. */
  history: HistoryKind;
  /** Where the site is published. */
  address: SiteAddress;
  /** Messages about problems outside the documents, such as a failure of git. */
  notes: readonly string[];
}

/** A loaded archive whose archive.yml is valid. */
export type LoadedArchive = Loaded & { archive: Archive };

export const EMPTY_LOADED = {
  rendered: new Map(),
  renderedKeys: new Map(),
  markdown: new Map(),
  texts: new Map(),
  assets: new Map(),
  theme: { styles: [] },
  comparable: new Map(),
  similarIncidents: new Map(),
  draftsLeftOut: 0,
  history: 'none',
  address: { base: '/' },
  notes: [],
} satisfies Partial<Loaded>;

/** Returns the report on files with these diagnostics, and the source texts that it quotes. */
export function reportOf(
  files: number,
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
): Pick<Loaded, 'report' | 'sources'> {
  const sorted = limitRepetition(diagnostics.toSorted(compareDiagnostics));
  const named = new Set(sorted.map(({ file }) => file));
  return { report: { files, diagnostics: sorted }, sources: new Map([...texts].filter(([file]) => named.has(file))) };
}
