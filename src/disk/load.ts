import { type Archive, makeArchive } from '../archive/archive.ts';
import { withHistory } from '../archive/history.ts';
import { proposalsOf } from '../archive/look-alikes.ts';
import { checkArchive } from '../archive/rules/index.ts';
import { documentSettings } from '../archive/settings.ts';
import type { LookAlike } from '../archive/similarity.ts';
import { compareDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Report } from '../diagnostics/report.ts';
import { weigh } from '../diagnostics/rules.ts';
import type { Rendered } from '../postmortem/html/render.ts';
import type { TextSection } from '../postmortem/html/text.ts';
import type { Asset } from './assets.ts';
import { readBodies } from './bodies.ts';
import { type Cache, NO_CACHE } from './cache.ts';
import { readHeads } from './heads.ts';
import { type HistoryKind, readHistory } from './history.ts';
import { findDocuments } from './read.ts';
import { loadSettings } from './settings.ts';

/** Which documents the site shows, and where it will lie. */
export interface LoadOptions {
  drafts: boolean;
  /** Default: that of archive.yml. */
  audience?: 'internal' | 'public' | undefined;
  /** Address of the site's root, with `/` at both ends. */
  base: string;
  /** The day for which due dates are judged, `YYYY-MM-DD`; without one, none is. */
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
   * them; see `withoutErrors`.
   * Absent where archive.yml is not valid.
   */
  archive?: Archive;
  /** Bodies by id, where they were asked for. */
  rendered: ReadonlyMap<string, Rendered>;
  /** Texts of the bodies by id, where they were asked for. */
  texts: ReadonlyMap<string, TextSection[]>;
  /** By their path within the site. */
  assets: ReadonlyMap<string, Asset>;
  /** Unconfirmed look-alikes by id, where the bodies were asked for; see `proposalsOf`. */
  lookAlikes: ReadonlyMap<string, readonly LookAlike[]>;
  /** Where the days on which actions were opened and closed are from; `none` where nobody asked. */
  history: HistoryKind;
}

const NOTHING = {
  rendered: new Map(),
  texts: new Map(),
  assets: new Map(),
  lookAlikes: new Map(),
  history: 'none',
} satisfies Partial<Loaded>;

/**
 * Reads and checks a folder: first every frontmatter, which says what is shown and what a link may lead to, then one
 * body after the other, so that only one is in memory as a tree. Throws `MissingFolderError` where the folder
 * itself cannot be read.
 */
export async function loadArchive(folder: string, options: LoadOptions): Promise<Loaded> {
  const files = await findDocuments(folder);
  const { file, text, settings, valid, refused, diagnostics } = await loadSettings(folder);
  const texts = new Map([[file, text]]);
  // Nobody can tell what a site is to show whose settings are not valid; its documents are checked all the same.
  const wanted = settings ? options : { ...options, render: false, texts: false, history: false, incomplete: false };
  // A process of its own: it works while the documents are read.
  const reading = wanted.history ? readHistory(folder, options.cache ?? NO_CACHE) : undefined;
  const known = { ...documentSettings(valid, refused), asOf: options.asOf };
  const heads = await readHeads(folder, files, known, texts, wanted.incomplete);
  const bodies = await readBodies(folder, heads.heads, known, options.audience ?? valid.audience, wanted);
  const found = [...heads.diagnostics, ...bodies.diagnostics];
  const { rendered, texts: bodyTexts, assets, words } = bodies;
  const documents = heads.heads.map(({ known, placeOf, fixValue, id, file }) => {
    const own = words.get(file);
    const named = options.named?.has(file) ?? false;
    return { id, file, frontmatter: known, placeOf, fixValue, ...(own && { words: own }), named };
  });
  const { kind = 'none', history = new Map() } = (await reading) ?? {};
  const all = [...diagnostics, ...weigh([...found, ...checkArchive(documents, valid)], valid.rules)];
  if (!settings) return { ...report(files.length, all, texts), ...NOTHING };
  const postmortems = withHistory(bodies.postmortems, history);
  return {
    ...report(files.length, all, texts),
    archive: makeArchive(postmortems, settings),
    rendered,
    texts: bodyTexts,
    assets,
    lookAlikes: options.render ? proposalsOf(postmortems, bodies.bags) : new Map(),
    history: kind,
  };
}

function report(files: number, diagnostics: Diagnostic[], texts: ReadonlyMap<string, string>) {
  const sorted = diagnostics.toSorted(compareDiagnostics);
  const named = new Set(sorted.map(({ file }) => file));
  return { report: { files, diagnostics: sorted }, sources: new Map([...texts].filter(([file]) => named.has(file))) };
}
