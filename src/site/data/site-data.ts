import type { Archive } from '../../archive/archive.ts';
import type { SimilarIncident } from '../../archive/similarity/similar-incidents.ts';
import type { SiteAddress } from '../../archive/site-address.ts';
import type { RenderedBodies } from '../../build/body-messages.ts';
import type { Loaded, LoadedArchive } from '../../build/loaded.ts';
import type { Theme } from '../../build/theme/theme.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { sortBySeverity } from '../../diagnostics/report.ts';
import type { HistoryKind } from '../../disk/git-history.ts';
import { relativePath } from '../../disk/relative-path.ts';
import type { Postmortem } from '../../postmortem/postmortem.ts';
import { translateCauses } from './translate.ts';

/** A diagnostic with the path of its file within the archive. */
export type Finding = Diagnostic & { path: string };

/** All data that pages have access to. */
export interface SiteData {
  archive: Archive;
  /** The day for which the status of actions is computed, `YYYY-MM-DD`. */
  asOf: string;
  /** Problems of the documents, highest severity first; absent outside of `dev`. */
  findings?: readonly Finding[];
  /** Whether each postmortem has a share card at `cardPath`. */
  hasCards?: boolean;
  /** Whether `dev` is still reading the bodies of the documents. */
  isIncomplete?: boolean;
  address: SiteAddress;
  /** Source of the dates on which action items were opened and closed. */
  history: HistoryKind;
  /** Rendered bodies by id. */
  rendered: RenderedBodies;
  /** What archive.yml adds to every page. */
  theme: Theme;
  /** Markdown files by id, byte for byte; empty for a public site. */
  markdown: ReadonlyMap<string, string>;
  /** Suggested similar incidents by id. */
  similarIncidents: ReadonlyMap<string, readonly SimilarIncident[]>;
}

/** Collects the data for pages from an archive whose archive.yml is valid. */
export function siteDataOf(loaded: LoadedArchive, asOf: string): SiteData {
  const { archive, address, history, rendered, theme, markdown, similarIncidents } = loaded;
  const translated = translateCauses(archive);
  return { archive: translated, address, history, rendered, theme, markdown, similarIncidents, asOf };
}

/** Returns the path of the image that link previews show for a postmortem, below the base. */
export function cardPath({ id }: Pick<Postmortem, 'id'>): string {
  return `postmortems/${id}/card.png`;
}

/** Adds the problems of the documents, highest severity first, which `dev` shows on every page. */
export function withFindings(site: SiteData, { report }: Pick<Loaded, 'report'>, folder: string): SiteData {
  const findings = sortBySeverity(report.diagnostics).map((found) => {
    return { ...found, path: relativePath(folder, found.file) };
  });
  return { ...site, findings };
}
