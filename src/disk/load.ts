import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Archive, makeArchive } from '../archive/archive.ts';
import { type ArchiveDocument, checkArchive } from '../archive/rules/index.ts';
import { parseSettings, type Settings } from '../archive/settings.ts';
import { compareDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Report } from '../diagnostics/report.ts';
import { diagnose, weigh } from '../diagnostics/rules.ts';
import { type Rendered, renderHtml } from '../postmortem/html/render.ts';
import { type DocumentSettings, type Head, type Parsed, parseBody, parseHead } from '../postmortem/parse.ts';
import type { Postmortem } from '../postmortem/postmortem.ts';
import { invalidId } from '../postmortem/rules/invalid-id.ts';
import type { Frontmatter } from '../postmortem/schema.ts';
import type { Asset } from './assets.ts';
import { findDocuments, readSource } from './read.ts';
import { type Resolved, resolveReferences } from './references.ts';

/** Which documents the site shows, and where it will lie. */
export interface LoadOptions {
  drafts: boolean;
  /** Default: that of archive.yml. */
  audience?: 'internal' | 'public' | undefined;
  /** Address of the site's root, with `/` at both ends. */
  base: string;
  /** Whether the bodies are wanted as HTML. */
  render: boolean;
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
  /** By their path within the site. */
  assets: ReadonlyMap<string, Asset>;
}

/** Reads and checks a folder. Throws the file system's error where the folder itself cannot be read. */
export async function loadArchive(folder: string, options: LoadOptions): Promise<Loaded> {
  const files = await findDocuments(folder);
  const settingsFile = path.join(folder, 'archive.yml');
  const source = await readSettings(settingsFile);
  const { settings, diagnostics } = parseSettings(source, settingsFile);
  const texts = new Map([[settingsFile, source]]);
  if (!settings) return finish({ files: files.length, diagnostics, texts });
  const audience = options.audience ?? settings.audience;
  const vocabulary = documentSettings(settings);
  const heads: Head[] = [];
  for (const file of files) {
    const read = await readSource(file, folder);
    if ('diagnostic' in read) {
      diagnostics.push(read.diagnostic);
      continue;
    }
    texts.set(file, read.text);
    const id = path.basename(file, '.md');
    const identity = { id, file, path: path.relative(folder, file).split(path.sep).join('/') };
    const head = parseHead(read.text, identity, vocabulary);
    heads.push(head);
    diagnostics.push(...head.diagnostics, ...invalidId(id).map((finding) => diagnose(file, finding)));
  }
  const isShown = ({ frontmatter }: Head) =>
    frontmatter !== undefined && shown(frontmatter, settings, options.drafts, audience);
  const documents = new Map(heads.map((head) => [head.path, { id: head.id, shown: isShown(head) }]));
  const context = { folder, base: options.base, documents };
  const postmortems: Postmortem[] = [];
  const rendered = new Map<string, Rendered>();
  const assets = new Map<string, Asset>();
  const bodies: { head: Head; parsed: Pick<Parsed, 'anchors'>; resolved: Resolved }[] = [];
  for (const head of heads) {
    if (!head.frontmatter) continue;
    const { elements, ...parsed } = parseBody(head, head.frontmatter, vocabulary);
    const resolved = await resolveReferences(head, parsed.references, context);
    diagnostics.push(...parsed.diagnostics, ...resolved.diagnostics);
    bodies.push({ head, parsed, resolved });
    if (!isShown(head)) continue;
    postmortems.push(parsed.postmortem);
    if (!options.render) continue;
    rendered.set(head.id, await renderHtml(elements, resolved.targets));
    for (const asset of resolved.assets) assets.set(asset.href, asset);
  }
  diagnostics.push(...brokenAnchors(bodies), ...checkArchive(heads.map(archiveDocument), settings));
  const archive = makeArchive(postmortems, settings);
  return {
    ...finish({ files: files.length, diagnostics: weigh(diagnostics, settings.rules), texts }),
    archive,
    rendered,
    assets,
  };
}

/** What one document has to know of the archive's settings. */
export function documentSettings(settings: Settings): DocumentSettings {
  const fields = Object.fromEntries(Object.entries(settings.fields).map(([key, { type }]) => [key, type]));
  return { ...settings, causes: settings.causes.map(({ id }) => id), fields };
}

function shown(
  { status, visibility }: Frontmatter,
  settings: Settings,
  drafts: boolean,
  audience: 'internal' | 'public',
): boolean {
  if (status === 'draft' && !drafts) return false;
  return audience === 'internal' || (visibility ?? settings.visibility) === 'public';
}

function archiveDocument({ id, file, frontmatter, split }: Head): ArchiveDocument {
  return { id, file, placeOf: split.placeOf, ...(frontmatter && { frontmatter }) };
}

function brokenAnchors(bodies: readonly { head: Head; parsed: Pick<Parsed, 'anchors'>; resolved: Resolved }[]) {
  const anchors = new Map(bodies.map(({ head, parsed }) => [head.path, parsed.anchors]));
  return bodies.flatMap(({ head, resolved }) =>
    resolved.anchors.flatMap(({ path: target, anchor, reference }): Diagnostic[] => {
      // Footnotes link to ids that are made when the page is.
      if (anchors.get(target)?.has(anchor) || !reference.place) return [];
      const message = `\`${reference.url}\` names no heading of \`${target}\``;
      const help = 'Write the heading in small letters with hyphens for spaces.';
      return [diagnose(head.file, { rule: 'broken-link', place: reference.place, message, help })];
    }),
  );
}

function finish({
  files,
  diagnostics,
  texts,
}: {
  files: number;
  diagnostics: Diagnostic[];
  texts: Map<string, string>;
}) {
  const sorted = diagnostics.toSorted(compareDiagnostics);
  const named = new Set(sorted.map(({ file }) => file));
  const sources = new Map([...texts].filter(([file]) => named.has(file)));
  return {
    report: { files, diagnostics: sorted },
    sources,
    rendered: new Map<string, Rendered>(),
    assets: new Map<string, Asset>(),
  };
}

async function readSettings(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
}
