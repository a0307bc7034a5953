import type { Audience } from '../archive/audience.ts';
import { documentSettings, type Settings } from '../archive/settings.ts';
import { type SiteAddress, siteAddress } from '../archive/site-address.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Cache, NO_CACHE } from '../disk/cache.ts';
import { type LoadedHistory, readHistory } from '../disk/git-history.ts';
import { findArchive, type LoadedSettings } from '../disk/settings.ts';
import type { DataByName } from '../disk/temporary-data.ts';
import type { DocumentSettings } from '../postmortem/document.ts';
import type { RenderedBody } from './body-messages.ts';
import { sharedReader } from './body-reader.ts';
import { type OpenedDocument, readFrontmatters } from './frontmatters.ts';
import type { OnRendered } from './read-body.ts';
import { timed } from './timings.ts';

/** Selects the documents that the site shows, and its address. */
export interface LoadOptions {
  drafts: boolean;
  /** Default: the audience in archive.yml. */
  audience?: Audience | undefined;
  /** Path of the site's root on its host, with `/` at both ends. Default: the path of the site's address. */
  base?: string | undefined;
  /** What the address of a page ends with. Default: `/`. */
  pageEnd?: SiteAddress['pageEnd'];
  /** Address of the published site. Default: the address in archive.yml. */
  site?: string | undefined;
  /** The day for checks of due dates and times in the future, `YYYY-MM-DD`; without it, these are skipped. */
  asOf?: string | undefined;
  /** Files named on the command line, spelled as by `findDocuments`; their incidents count as new. */
  named?: ReadonlySet<string> | undefined;
  /** Whether to include documents with errors, with their valid keys. */
  incomplete?: boolean;
  /** Whether to render the bodies as HTML and collect the assets. */
  render: boolean;
  /** Whether to return the bodies as plain text. */
  texts?: boolean;
  /** Whether to ask git when actions were opened and closed. */
  history?: boolean;
  onRendered?: OnRendered;
  /** Keeps the rendered bodies until their pages are made. Default: memory. */
  store?: DataByName<RenderedBody>;
  /** Stores parsed documents, rendered bodies and the git history. */
  cache?: Cache;
}

/** A folder whose settings and frontmatter are read, which determine what is shown and where links may lead. */
export interface OpenedFolder {
  folder: string;
  options: LoadOptions;
  cache: Cache;
  /** Number of files. */
  files: number;
  settingsFile: LoadedSettings;
  /** Settings with the requested audience; absent if archive.yml is invalid. */
  settings: Settings | undefined;
  /** The same from the valid values of archive.yml only, with which documents are checked. */
  used: Settings;
  known: DocumentSettings;
  address: SiteAddress;
  documents: readonly OpenedDocument[];
  /** The diagnostics of the frontmatter. */
  diagnostics: readonly Diagnostic[];
  /** Source texts of the documents and of archive.yml, by file. */
  texts: Map<string, string>;
  /** Absent if not requested. */
  history: Promise<LoadedHistory> | undefined;
}

/** Reads the settings and all frontmatter of a folder. Throws `MissingFolderError` if the folder cannot be read. */
export async function openFolder(folder: string, requested: LoadOptions): Promise<OpenedFolder> {
  const { settingsFile, files } = await findArchive(folder);
  const { file, text, settings: written, valid, refused } = settingsFile;
  const texts = new Map([[file, text]]);
  const audience = requested.audience ?? valid.audience;
  const settings = written && { ...written, audience };
  const used = { ...valid, audience };
  // Without valid settings, it is unknown what the site may show. The documents are still checked.
  const options = settings
    ? requested
    : { ...requested, render: false, texts: false, history: false, incomplete: false };
  const { cache = NO_CACHE, asOf, incomplete } = options;
  const known = documentSettings(used, refused);
  // Git runs while the documents are read.
  const history = options.history ? timed('read git history', () => readHistory(folder, cache)) : undefined;
  const { documents, diagnostics } = await timed('read frontmatter', () =>
    readFrontmatters(folder, files, known, texts, {
      ...{ incomplete, asOf, cache },
      // The thread for bodies starts while the other files are read.
      onParse: sharedReader().start,
    }),
  );
  const address = { ...siteAddress(options.site ?? used.site, options.base), pageEnd: options.pageEnd };
  return {
    ...{ folder, options, cache, files: files.length, settingsFile, settings, used, known, address },
    ...{ documents, diagnostics, texts, history },
  };
}
