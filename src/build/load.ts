import { withHistory } from '../archive/actions/history.ts';
import { type Archive, makeArchive } from '../archive/archive.ts';
import { type Audience, isShown } from '../archive/audience.ts';
import { checkArchive } from '../archive/rules/index.ts';
import { misnamedSettings, unusedSettings } from '../archive/rules/unused-settings.ts';
import { defaultSettings, documentSettings, type Settings } from '../archive/settings.ts';
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
import type { DocumentSettings } from '../postmortem/document.ts';
import type { Rendered } from '../postmortem/html/render.ts';
import type { TextSection } from '../postmortem/html/text.ts';
import { makePostmortem, type Postmortem } from '../postmortem/postmortem.ts';
import { type Anchors, knownDocuments, readBodies } from './bodies.ts';
import { sharedReader } from './body-reader.ts';
import { type OpenedDocument, readFrontmatters } from './frontmatters.ts';
import { readTheme, type Theme } from './theme.ts';

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
  /** Stores parsed documents, rendered bodies and the git history. */
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

/** A loaded archive whose archive.yml is valid. */
export type LoadedArchive = Loaded & { archive: Archive };

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

/** An archive whose settings and frontmatter are read, which determine what is shown and where links may lead. */
export interface OpenedArchive {
  /** Number of documents. */
  total: number;
  /** Reads and checks the whole archive. */
  load(): Promise<Loaded>;
  /**
   * Returns the archive with the bodies of some documents, by id, and with only the frontmatter of all others: without
   * diagnostics, similar incidents and history. Empty if archive.yml is invalid.
   */
  outline(ids: ReadonlySet<string>): Promise<LoadedArchive>;
}

/** Reads and checks a folder. Throws `MissingFolderError` if the folder cannot be read. */
export async function loadArchive(folder: string, options: LoadOptions): Promise<Loaded> {
  return (await openArchive(folder, options)).load();
}

/** Reads the settings and all frontmatter of a folder. Throws `MissingFolderError` if the folder cannot be read. */
export async function openArchive(folder: string, options: LoadOptions): Promise<OpenedArchive> {
  const listed = await findDocuments(folder);
  const read = await loadSettings(folder);
  const files = withoutExcluded(listed, read);
  const { file, exists, text, settings: written, valid, refused, diagnostics } = read;
  const texts = new Map([[file, text]]);
  const audience = options.audience ?? valid.audience;
  const settings = written && { ...written, audience };
  const used = { ...valid, audience };
  // Without valid settings, it is unknown what the site may show. The documents are still checked.
  const effective = settings ? options : { ...options, render: false, texts: false, history: false, incomplete: false };
  const reader = sharedReader();
  // Git runs while the documents are read.
  const { cache = NO_CACHE, asOf } = options;
  const reading = effective.history ? readHistory(folder, cache) : undefined;
  const address = { ...siteAddress(options.site ?? used.site, options.base), pageEnd: options.pageEnd };
  const known = documentSettings(used, refused);
  const parsed = await readFrontmatters(folder, files, known, texts, {
    ...{ incomplete: effective.incomplete, asOf, cache },
    // The thread starts while the other files are read.
    onParse: reader.start,
  });
  const bodyOptions = { ...effective, address, asOf, cache };
  const readAll = (selected: readonly OpenedDocument[]) =>
    readBodies(reader, folder, { all: parsed.documents, selected }, used, known, bodyOptions);
  const readThemeWith = (anchors: Anchors) => {
    const documents = knownDocuments(parsed.documents, used, effective.drafts);
    const context = { reader, settings: used, known, address, render: effective.render, documents, anchors };
    return readTheme(read, folder, context, texts);
  };
  return {
    total: parsed.documents.length,
    async load() {
      const bodies = await readAll(parsed.documents);
      const settingsFile = exists ? file : undefined;
      const unused = [
        ...unusedSettings(withoutExcluded(await findNestedSettings(folder), read), folder, settingsFile),
        ...misnamedSettings(await findMisnamedSettings(folder), settingsFile),
      ];
      const themed = await readThemeWith(bodies.anchors);
      const found = [...unused, ...parsed.diagnostics, ...bodies.diagnostics, ...themed.diagnostics];
      const { rendered, texts: bodyTexts, assets, comparable } = bodies;
      const documents = parsed.documents.map(({ valid, placeOf, fixValue, id, file }) => {
        const own = comparable.get(file);
        const named = options.named?.has(file) ?? false;
        return { id, file, frontmatter: valid, placeOf, fixValue, ...(own && { comparable: own }), named };
      });
      const { kind = 'none', history = new Map(), problem } = (await reading) ?? {};
      const all = [...diagnostics, ...applyRuleSeverities([...found, ...checkArchive(documents, used)], used.rules)];
      if (!settings) return { ...EMPTY_LOADED, ...report(files.length, all, texts), address };
      const postmortems = withHistory(bodies.postmortems, history);
      return {
        ...report(files.length, all, texts),
        archive: makeArchive(postmortems, settings),
        rendered,
        markdown: settings.audience === 'internal' ? markdownOf(parsed.documents, rendered, texts) : new Map(),
        texts: bodyTexts,
        assets: withAssets(assets, themed.assets),
        theme: themed.theme,
        comparable: bodies.shown,
        similarIncidents: options.render ? suggestionsOf(postmortems, [...bodies.shown.values()]) : new Map(),
        draftsLeftOut: options.drafts ? 0 : parsed.documents.filter(({ valid }) => valid.status === 'draft').length,
        history: kind,
        address,
        notes:
          problem === undefined
            ? []
            : [`git failed, so it is unknown how long action items have been open: ${problem}`],
      };
    },
    async outline(ids) {
      const empty = { ...EMPTY_LOADED, ...report(files.length, [], texts), address };
      if (!settings) return { ...empty, archive: makeArchive([], defaultSettings()) };
      const isSelected = ({ id }: OpenedDocument) => ids.has(id);
      const { postmortems, rendered, assets, anchors } = await readAll(parsed.documents.filter(isSelected));
      const themed = await readThemeWith(anchors);
      const others = parsed.documents.flatMap((document) =>
        isSelected(document) ? [] : (outlineOf(document, settings, known, options.drafts) ?? []),
      );
      const shown = { rendered, assets: withAssets(assets, themed.assets), theme: themed.theme };
      return { ...empty, ...shown, archive: makeArchive([...postmortems, ...others], settings) };
    },
  };
}

function withAssets(assets: Loaded['assets'], more: readonly Asset[]): Loaded['assets'] {
  return new Map([...assets, ...more.map((asset) => [asset.href, asset] as const)]);
}

/** Returns a postmortem without what its body says; `undefined` if the site does not show it. */
function outlineOf(
  { id, path, frontmatter }: OpenedDocument,
  settings: Settings,
  known: DocumentSettings,
  drafts: boolean,
): Postmortem | undefined {
  if (!frontmatter || !isShown(frontmatter, settings, drafts)) return undefined;
  const defaults = { visibility: known.visibility, fields: Object.keys(known.fields ?? {}) };
  return makePostmortem({ id, path }, frontmatter, { timeline: [], actions: [] }, defaults);
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
