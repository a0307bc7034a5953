import { withHistory } from '../archive/actions/history.ts';
import { type Archive, makeArchive } from '../archive/archive.ts';
import type { Audience } from '../archive/audience.ts';
import { checkArchive } from '../archive/rules/index.ts';
import { misnamedSettings, unusedSettings } from '../archive/rules/unused-settings.ts';
import { documentSettings } from '../archive/settings.ts';
import type { Comparable } from '../archive/similarity/comparable.ts';
import { type SimilarIncident, suggestionsOf } from '../archive/similarity/similar-incidents.ts';
import { type SiteAddress, siteAddress } from '../archive/site-address.ts';
import { compareDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { limitRepetition, type Report } from '../diagnostics/report.ts';
import { applyRuleSeverities } from '../diagnostics/rules.ts';
import type { Asset } from '../disk/assets/assets.ts';
import { type Cache, NO_CACHE } from '../disk/cache.ts';
import { type HistoryKind, readHistory } from '../disk/git-history.ts';
import { findDocuments } from '../disk/read.ts';
import { findMisnamedSettings, findNestedSettings, loadSettings, withoutExcluded } from '../disk/settings.ts';
import type { ParsedFrontmatter } from '../postmortem/body/parse.ts';
import type { Rendered } from '../postmortem/html/render.ts';
import type { TextSection } from '../postmortem/html/text.ts';
import { knownDocuments, readBodies } from './bodies.ts';
import { sharedReader } from './body-reader.ts';
import { readFrontmatters } from './frontmatters.ts';
import { readTheme, type Theme } from './theme.ts';

/** Selects the documents that the site shows, and its address. */
export interface LoadOptions {
  drafts: boolean;
  /** Default: the audience in archive.yml. */
  audience?: Audience | undefined;
  /** Path of the site's root on its host, with `/` at both ends. Default: the path of the site's address. */
  base?: string | undefined;
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
  /** Stores rendered bodies and the git history between builds. */
  cache?: Cache;
}

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
  rendered: ReadonlyMap<string, Rendered>;
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

const EMPTY_LOADED = {
  rendered: new Map(),
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

/**
 * Reads and checks a folder: first all frontmatter, which determines what is shown and where links may lead, then the
 * bodies one by one, so that only one tree is in memory. Throws `MissingFolderError` if the folder cannot be read.
 */
export async function loadArchive(folder: string, options: LoadOptions): Promise<Loaded> {
  const listed = await findDocuments(folder);
  const read = await loadSettings(folder);
  const files = withoutExcluded(listed, read);
  const { file, exists, text, settings: written, valid, refused, diagnostics } = read;
  const texts = new Map([[file, text]]);
  const audience = options.audience ?? valid.audience;
  const settings = written && { ...written, audience };
  const used = { ...valid, audience };
  // Without valid settings, nothing says what the site may show. The documents are still checked.
  const wanted = settings ? options : { ...options, render: false, texts: false, history: false, incomplete: false };
  // The thread starts while the frontmatter is read.
  const reader = sharedReader();
  // Git runs while the documents are read.
  const reading = wanted.history ? readHistory(folder, options.cache ?? NO_CACHE) : undefined;
  const address = siteAddress(options.site ?? used.site, options.base);
  const known = { ...documentSettings(used, refused), asOf: options.asOf };
  const parsed = await readFrontmatters(folder, files, known, texts, wanted.incomplete);
  const bodies = await readBodies(reader, folder, parsed.documents, used, known, { ...wanted, base: address.base });
  const settingsFile = exists ? file : undefined;
  const unused = [
    ...unusedSettings(withoutExcluded(await findNestedSettings(folder), read), folder, settingsFile),
    ...misnamedSettings(await findMisnamedSettings(folder), settingsFile),
  ];
  const themed = await readTheme(
    read,
    folder,
    {
      ...{ reader, settings: used, known, base: address.base, render: wanted.render, cache: options.cache ?? NO_CACHE },
      documents: knownDocuments(parsed.documents, used, wanted.drafts),
      anchors: bodies.anchors,
    },
    texts,
  );
  const found = [...unused, ...parsed.diagnostics, ...bodies.diagnostics, ...themed.diagnostics];
  const { rendered, texts: bodyTexts, assets, comparable } = bodies;
  const documents = parsed.documents.map(({ valid, placeOf, fixValue, id, file }) => {
    const own = comparable.get(file);
    const named = options.named?.has(file) ?? false;
    return { id, file, frontmatter: valid, placeOf, fixValue, ...(own && { comparable: own }), named };
  });
  const { kind = 'none', history = new Map(), problem } = (await reading) ?? {};
  const all = [...diagnostics, ...applyRuleSeverities([...found, ...checkArchive(documents, used)], used.rules)];
  if (!settings) return { ...report(files.length, all, texts), ...EMPTY_LOADED };
  const postmortems = withHistory(bodies.postmortems, history);
  return {
    ...report(files.length, all, texts),
    archive: makeArchive(postmortems, settings),
    rendered,
    markdown: settings.audience === 'internal' ? markdownOf(parsed.documents, rendered, texts) : new Map(),
    texts: bodyTexts,
    assets: new Map([...assets, ...themed.assets.map((asset) => [asset.href, asset] as const)]),
    theme: themed.theme,
    comparable: bodies.shown,
    similarIncidents: options.render ? suggestionsOf(postmortems, [...bodies.shown.values()]) : new Map(),
    draftsLeftOut: options.drafts ? 0 : parsed.documents.filter(({ valid }) => valid.status === 'draft').length,
    history: kind,
    address,
    notes: problem === undefined ? [] : [`git failed, so it is unknown since when actions are open: ${problem}`],
  };
}

/** Returns the source texts of documents with rendered bodies, by id. */
function markdownOf(
  documents: readonly ParsedFrontmatter[],
  rendered: Loaded['rendered'],
  texts: ReadonlyMap<string, string>,
) {
  return new Map(documents.flatMap(({ id, file }) => (rendered.has(id) ? [[id, texts.get(file) ?? ''] as const] : [])));
}

function report(files: number, diagnostics: Diagnostic[], texts: ReadonlyMap<string, string>) {
  const sorted = limitRepetition(diagnostics.toSorted(compareDiagnostics));
  const named = new Set(sorted.map(({ file }) => file));
  return { report: { files, diagnostics: sorted }, sources: new Map([...texts].filter(([file]) => named.has(file))) };
}
