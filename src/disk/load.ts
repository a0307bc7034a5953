import path from 'node:path';
import { type Archive, makeArchive } from '../archive/archive.ts';
import { withHistory } from '../archive/history.ts';
import { proposalsOf } from '../archive/look-alikes.ts';
import { checkArchive } from '../archive/rules/index.ts';
import { documentSettings } from '../archive/settings.ts';
import type { LookAlike, WordBag } from '../archive/similarity.ts';
import { compareDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Report } from '../diagnostics/report.ts';
import { diagnose, weigh } from '../diagnostics/rules.ts';
import { type Rendered, renderHtml } from '../postmortem/html/render.ts';
import { type TextSection, textSections } from '../postmortem/html/text.ts';
import { type DocumentSettings, type Head, type Parsed, parseBody, parseHead } from '../postmortem/parse.ts';
import type { Postmortem } from '../postmortem/postmortem.ts';
import { invalidId } from '../postmortem/rules/invalid-id.ts';
import type { Frontmatter } from '../postmortem/schema.ts';
import type { Asset } from './assets.ts';
import { type Cache, NO_CACHE } from './cache.ts';
import { type HistoryKind, readHistory } from './history.ts';
import { findDocuments, readSource } from './read.ts';
import { type Resolved, resolveReferences } from './references.ts';
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
  /** Documents without errors that the audience may see. Absent where archive.yml is not valid. */
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
  const { file, text, settings, diagnostics } = await loadSettings(folder);
  const texts = new Map([[file, text]]);
  const finish = (found: Diagnostic[]) => report(files.length, settings ? weigh(found, settings.rules) : found, texts);
  if (!settings) return { ...finish(diagnostics), ...NOTHING };
  // A process of its own: it works while the documents are read.
  const reading = options.history ? readHistory(folder, options.cache ?? NO_CACHE) : undefined;
  const known = { ...documentSettings(settings), asOf: options.asOf };
  const heads = await readHeads(folder, files, known, texts);
  const bodies = await readBodies(folder, heads.heads, known, options.audience ?? settings.audience, options);
  const found = [...heads.diagnostics, ...bodies.diagnostics];
  const { rendered, texts: bodyTexts, assets, words } = bodies;
  const documents = heads.heads.map(({ split, known, id, file }) => {
    const own = words.get(file);
    const named = options.named?.has(file) ?? false;
    return { id, file, frontmatter: known, placeOf: split.placeOf, ...(own && { words: own }), named };
  });
  const { kind = 'none', history = new Map() } = (await reading) ?? {};
  const postmortems = withHistory(bodies.postmortems, history);
  return {
    ...finish([...found, ...checkArchive(documents, settings)]),
    archive: makeArchive(postmortems, settings),
    rendered,
    texts: bodyTexts,
    assets,
    lookAlikes: options.render ? proposalsOf(postmortems, bodies.bags) : new Map(),
    history: kind,
  };
}

async function readHeads(
  folder: string,
  files: readonly string[],
  settings: DocumentSettings,
  texts: Map<string, string>,
) {
  const heads: Head[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of files) {
    const read = await readSource(file, folder);
    if ('diagnostic' in read) {
      diagnostics.push(read.diagnostic);
      continue;
    }
    texts.set(file, read.text);
    const id = path.basename(file, '.md');
    const identity = { id, file, path: path.relative(folder, file).split(path.sep).join('/') };
    const head = parseHead(read.text, identity, settings);
    heads.push(head);
    diagnostics.push(...head.diagnostics, ...invalidId(id).map((finding) => diagnose(file, finding)));
  }
  return { heads, diagnostics };
}

/** What is kept of a body while the others are read. */
type Body = { head: Head; anchors: Parsed['anchors']; linked: Resolved['anchors'] };

async function readBodies(
  folder: string,
  heads: readonly Head[],
  settings: DocumentSettings,
  audience: 'internal' | 'public',
  options: LoadOptions,
) {
  const isShown = ({ frontmatter }: Head) => isFor(frontmatter, audience, options.drafts, settings.visibility);
  const documents = new Map(heads.map((head) => [head.path, { id: head.id, shown: isShown(head) }]));
  const postmortems: Postmortem[] = [];
  const rendered = new Map<string, Rendered>();
  const texts = new Map<string, TextSection[]>();
  const assets = new Map<string, Asset>();
  const words = new Map<string, Parsed['words']>();
  const bags: WordBag[] = [];
  const bodies: Body[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const head of heads) {
    if (head.split.body === undefined) continue;
    const parsed = parseBody(head, settings);
    const resolved = await resolveReferences(head, parsed.references, { folder, base: options.base, documents });
    diagnostics.push(...parsed.diagnostics, ...resolved.diagnostics);
    bodies.push({ head, anchors: parsed.anchors, linked: resolved.anchors });
    words.set(head.file, parsed.words);
    if (!parsed.postmortem || !isShown(head)) continue;
    postmortems.push(parsed.postmortem);
    bags.push({ id: head.id, words: parsed.words });
    if (options.texts) texts.set(head.id, textSections(parsed.elements));
    if (!options.render) continue;
    rendered.set(head.id, await renderBody(head, parsed, resolved, options.cache ?? NO_CACHE));
    for (const asset of resolved.assets) assets.set(asset.href, asset);
  }
  return { postmortems, rendered, texts, assets, words, bags, diagnostics: [...diagnostics, ...brokenAnchors(bodies)] };
}

async function renderBody(head: Head, parsed: Parsed, { targets }: Resolved, cache: Cache): Promise<Rendered> {
  return cache.get([head.split.body, [...targets]], () => renderHtml(parsed.elements, targets));
}

function isFor(
  frontmatter: Frontmatter | undefined,
  audience: 'internal' | 'public',
  drafts: boolean,
  defaultVisibility: 'internal' | 'public',
): boolean {
  if (!frontmatter || (frontmatter.status === 'draft' && !drafts)) return false;
  return audience === 'internal' || (frontmatter.visibility ?? defaultVisibility) === 'public';
}

function brokenAnchors(bodies: readonly Body[]): Diagnostic[] {
  const anchors = new Map(bodies.map((body) => [body.head.path, body.anchors]));
  return bodies.flatMap(({ head, linked }) =>
    linked.flatMap(({ path: target, anchor, reference: { url, place } }): Diagnostic[] => {
      const known = anchors.get(target);
      // What has no place was not written by anybody: footnotes link to ids that are made when the page is.
      if (!known || known.has(anchor) || !place) return [];
      const message = `\`${url}\` names no heading of \`${target}\``;
      const meant = nearest(anchor, known);
      const help = meant
        ? `Did you mean \`#${meant}\`?`
        : 'Write the heading in small letters with hyphens for spaces.';
      return [diagnose(head.file, { rule: 'broken-link', place, message, help })];
    }),
  );
}

function report(files: number, diagnostics: Diagnostic[], texts: ReadonlyMap<string, string>) {
  const sorted = diagnostics.toSorted(compareDiagnostics);
  const named = new Set(sorted.map(({ file }) => file));
  return { report: { files, diagnostics: sorted }, sources: new Map([...texts].filter(([file]) => named.has(file))) };
}
