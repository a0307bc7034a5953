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
import { type Report, withoutRepetition } from '../diagnostics/report.ts';
import { applyRuleSeverities } from '../diagnostics/rules.ts';
import type { Asset } from '../disk/assets/assets.ts';
import { type Cache, NO_CACHE } from '../disk/cache.ts';
import { type HistoryKind, readHistory } from '../disk/git-history.ts';
import { findDocuments } from '../disk/read.ts';
import { findMisnamedSettings, findNestedSettings, loadSettings, withoutExcluded } from '../disk/settings.ts';
import type { ParsedFrontmatter } from '../postmortem/body/parse.ts';
import type { Rendered } from '../postmortem/html/render.ts';
import type { TextSection } from '../postmortem/html/text.ts';
import { readBodies } from './bodies.ts';
import { sharedReader } from './body-reader.ts';
import { readFrontmatters } from './frontmatters.ts';

/** Which documents the site shows, and where it will lie. */
export interface LoadOptions {
  drafts: boolean;
  /** Default: that of archive.yml. */
  audience?: Audience | undefined;
  /** Path of the site's root on its host, with `/` at both ends. Default: that of the site's address. */
  base?: string | undefined;
  /** Address of the published site. Default: that of archive.yml. */
  site?: string | undefined;
  /** The day for which due dates and times still to come are judged, `YYYY-MM-DD`; without one, none is. */
  asOf?: string | undefined;
  /** Files that somebody asked for, as `findDocuments` has them: they count as new. */
  named?: ReadonlySet<string> | undefined;
  /** Whether documents with errors are wanted too, with what is valid of them. */
  incomplete?: boolean;
  /** Whether the bodies are wanted as HTML, and what else only a site shows. */
  render: boolean;
  /** Whether the bodies are wanted as plain text. */
  texts?: boolean;
  /** Whether git is asked since when actions are open. */
  history?: boolean;
  /** Where rendered bodies, and what git said, are kept between builds. */
  cache?: Cache;
}

/** An archive as it lies on the disk, read and checked. */
export interface Loaded {
  report: Report;
  /** Source texts by file, of the files that the report names. */
  sources: ReadonlyMap<string, string>;
  /**
   * Documents with a valid frontmatter (or any, if `incomplete`) that the audience may see, whatever else is wrong with
   * them; see `withoutErrors`. Absent where archive.yml is not valid. Its settings have the audience that was asked for.
   */
  archive?: Archive;
  /** Bodies by id, where they were asked for. */
  rendered: ReadonlyMap<string, Rendered>;
  /**
   * Files of the documents by id, as they were read, where the bodies were asked for. Of a public site none: a file has
   * comments, notes that nothing refers to and names of internal documents, none of which its page shows.
   */
  markdown: ReadonlyMap<string, string>;
  /** Texts of the bodies by id, where they were asked for. */
  texts: ReadonlyMap<string, TextSection[]>;
  /** By their path within the site. */
  assets: ReadonlyMap<string, Asset>;
  /** By id, what each document is compared by with others. */
  comparable: ReadonlyMap<string, Comparable>;
  /** Unconfirmed look-alikes by id, where the bodies were asked for; see `suggestionsOf`. */
  lookAlikes: ReadonlyMap<string, readonly SimilarIncident[]>;
  /** Where the days on which actions were opened and closed are from; `none` where nobody asked. */
  history: HistoryKind;
  /** Where the site will lie. */
  address: SiteAddress;
  /** Lines for people on what is not as it should be and concerns no document, such as that git failed. */
  notes: readonly string[];
}

const NOTHING = {
  rendered: new Map(),
  markdown: new Map(),
  texts: new Map(),
  assets: new Map(),
  comparable: new Map(),
  lookAlikes: new Map(),
  history: 'none',
  address: { base: '/' },
  notes: [],
} satisfies Partial<Loaded>;

/**
 * Reads and checks a folder: first every frontmatter, which says what is shown and what a link may lead to, then one
 * body after the other, so that only one is in memory as a tree. Throws `MissingFolderError` where the folder
 * itself cannot be read.
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
  // Nobody can tell what a site is to show whose settings are not valid; its documents are checked all the same.
  const wanted = settings ? options : { ...options, render: false, texts: false, history: false, incomplete: false };
  // A thread of its own, which starts while the frontmatter is read.
  const reader = sharedReader();
  // A process of its own: it works while the documents are read.
  const reading = wanted.history ? readHistory(folder, options.cache ?? NO_CACHE) : undefined;
  const address = siteAddress(options.site ?? used.site, options.base);
  const known = { ...documentSettings(used, refused), asOf: options.asOf };
  const heads = await readFrontmatters(folder, files, known, texts, wanted.incomplete);
  const bodies = await readBodies(reader, folder, heads.heads, used, known, { ...wanted, base: address.base });
  const settingsFile = exists ? file : undefined;
  const unused = [
    ...unusedSettings(withoutExcluded(await findNestedSettings(folder), read), folder, settingsFile),
    ...misnamedSettings(await findMisnamedSettings(folder), settingsFile),
  ];
  const found = [...unused, ...heads.diagnostics, ...bodies.diagnostics];
  const { rendered, texts: bodyTexts, assets, comparable } = bodies;
  const documents = heads.heads.map(({ known, placeOf, fixValue, id, file }) => {
    const own = comparable.get(file);
    const named = options.named?.has(file) ?? false;
    return { id, file, frontmatter: known, placeOf, fixValue, ...(own && { comparable: own }), named };
  });
  const { kind = 'none', history = new Map(), problem } = (await reading) ?? {};
  const all = [...diagnostics, ...applyRuleSeverities([...found, ...checkArchive(documents, used)], used.rules)];
  if (!settings) return { ...report(files.length, all, texts), ...NOTHING };
  const postmortems = withHistory(bodies.postmortems, history);
  return {
    ...report(files.length, all, texts),
    archive: makeArchive(postmortems, settings),
    rendered,
    markdown: settings.audience === 'internal' ? markdownOf(heads.heads, rendered, texts) : new Map(),
    texts: bodyTexts,
    assets,
    comparable: bodies.shown,
    lookAlikes: options.render ? suggestionsOf(postmortems, [...bodies.shown.values()]) : new Map(),
    history: kind,
    address,
    notes: problem === undefined ? [] : [`since when actions are open is not known, as git failed: ${problem}`],
  };
}

/** The texts of documents whose bodies are rendered, by id. */
function markdownOf(
  heads: readonly ParsedFrontmatter[],
  rendered: Loaded['rendered'],
  texts: ReadonlyMap<string, string>,
) {
  return new Map(heads.flatMap(({ id, file }) => (rendered.has(id) ? [[id, texts.get(file) ?? ''] as const] : [])));
}

function report(files: number, diagnostics: Diagnostic[], texts: ReadonlyMap<string, string>) {
  const sorted = withoutRepetition(diagnostics.toSorted(compareDiagnostics));
  const named = new Set(sorted.map(({ file }) => file));
  return { report: { files, diagnostics: sorted }, sources: new Map([...texts].filter(([file]) => named.has(file))) };
}
