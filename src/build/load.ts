import { NO_HISTORY, withHistory } from '../archive/actions/history.ts';
import { makeArchive } from '../archive/archive.ts';
import { isShown } from '../archive/audience.ts';
import { checkArchive } from '../archive/rules/index.ts';
import { misnamedSettings, unusedSettings } from '../archive/rules/unused-settings.ts';
import { defaultSettings } from '../archive/settings.ts';
import { suggestionsOf } from '../archive/similarity/similar-incidents.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { applyRuleSeverities } from '../diagnostics/rules.ts';
import type { Asset } from '../disk/assets/assets.ts';
import { findMisnamedSettings, findNestedSettings, withoutExcluded } from '../disk/settings.ts';
import { makePostmortem, type Postmortem } from '../postmortem/postmortem.ts';
import { type Anchors, type Bodies, knownDocuments, readBodies } from './bodies.ts';
import { sharedReader } from './body-reader.ts';
import type { OpenedDocument } from './frontmatters.ts';
import { EMPTY_LOADED, type Loaded, type LoadedArchive, reportOf } from './loaded.ts';
import { type LoadOptions, type OpenedFolder, openFolder } from './open.ts';
import { readTheme } from './theme/theme.ts';
import { timed } from './timings.ts';

/** An archive that is opened, to be read as a whole or in part. */
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
  return load(await openFolder(folder, options));
}

/** Opens a folder: reads its settings and all frontmatter. Throws `MissingFolderError` if the folder cannot be read. */
export async function openArchive(folder: string, options: LoadOptions): Promise<OpenedArchive> {
  const opened = await openFolder(folder, options);
  return {
    total: opened.documents.length,
    load: () => load(opened),
    outline: (ids) => outline(opened, ids),
  };
}

/** Reads all bodies, and relates the documents. */
async function load(opened: OpenedFolder): Promise<Loaded> {
  const { options, settings, documents, used, texts, address } = opened;
  const bodies = await timed('read bodies', () => read(opened, documents));
  const themed = await readThemeOf(opened, bodies.anchors);
  const found = [
    ...(await settingsDiagnostics(opened)),
    ...opened.diagnostics,
    ...bodies.diagnostics,
    ...themed.diagnostics,
    ...checkArchive(documentsToCheck(opened, bodies), used),
  ];
  const { kind = 'none', history = NO_HISTORY, problem } = (await opened.history) ?? {};
  const all = [...opened.settingsFile.diagnostics, ...applyRuleSeverities(found, used.rules)];
  const report = reportOf(opened.files, all, texts);
  if (!settings) return { ...EMPTY_LOADED, ...report, address };
  const postmortems = withHistory(bodies.postmortems, history);
  return {
    ...report,
    archive: makeArchive(postmortems, settings),
    rendered: bodies.rendered,
    renderedKeys: bodies.renderedKeys,
    markdown: markdownOf(opened, bodies.rendered),
    texts: bodies.texts,
    assets: withAssets(bodies.assets, themed.assets),
    theme: themed.theme,
    comparable: bodies.shown,
    similarIncidents: options.render ? suggestionsOf(postmortems, [...bodies.shown.values()]) : new Map(),
    draftsLeftOut: options.drafts ? 0 : documents.filter(({ valid }) => valid.status === 'draft').length,
    history: kind,
    address,
    notes: problem === undefined ? [] : [`${GIT_FAILED}: ${problem}`],
  };
}

const GIT_FAILED = 'git failed, so it is unknown how long action items have been open';

/** Reads the bodies of some documents; the others have only what their frontmatter says. */
async function outline(opened: OpenedFolder, ids: ReadonlySet<string>): Promise<LoadedArchive> {
  const { settings, files, texts, address, documents } = opened;
  const empty = { ...EMPTY_LOADED, ...reportOf(files, [], texts), address };
  if (!settings) return { ...empty, archive: makeArchive([], defaultSettings()) };
  const isSelected = ({ id }: OpenedDocument) => ids.has(id);
  const { postmortems, rendered, assets, anchors } = await read(opened, documents.filter(isSelected));
  const themed = await readThemeOf(opened, anchors);
  const others = documents.flatMap((document) => (isSelected(document) ? [] : (outlineOf(document, opened) ?? [])));
  return {
    ...{ ...empty, rendered, assets: withAssets(assets, themed.assets), theme: themed.theme },
    markdown: markdownOf(opened, rendered),
    archive: makeArchive([...postmortems, ...others], settings),
  };
}

/** Returns a postmortem without what its body says; `undefined` if the site does not show it. */
function outlineOf(
  { id, path, frontmatter }: OpenedDocument,
  { used, known, options }: OpenedFolder,
): Postmortem | undefined {
  if (!frontmatter || !isShown(frontmatter, used, options.drafts)) return undefined;
  const defaults = { visibility: known.visibility, fields: Object.keys(known.fields ?? {}) };
  return makePostmortem({ id, path }, frontmatter, { timeline: [], actions: [] }, defaults);
}

function read(
  { folder, documents, used, known, options, address, cache }: OpenedFolder,
  selected: readonly OpenedDocument[],
) {
  const bodyOptions = { ...options, address, cache };
  return readBodies(sharedReader(), folder, { all: documents, selected }, used, known, bodyOptions);
}

function readThemeOf(opened: OpenedFolder, anchors: Anchors) {
  const { folder, used, known, address, options, texts, settingsFile } = opened;
  const documents = knownDocuments(opened.documents, used, options.drafts);
  const { render } = options;
  const context = { reader: sharedReader(), settings: used, known, address, render, documents, anchors };
  return readTheme(settingsFile, folder, context, texts);
}

/** Reports the archive.yml files that are not used. */
async function settingsDiagnostics({ folder, settingsFile }: OpenedFolder): Promise<Diagnostic[]> {
  const file = settingsFile.exists ? settingsFile.file : undefined;
  return [
    ...unusedSettings(withoutExcluded(await findNestedSettings(folder), settingsFile), folder, file),
    ...misnamedSettings(await findMisnamedSettings(folder), file),
  ];
}

function documentsToCheck({ documents, options }: OpenedFolder, { comparable }: Bodies) {
  return documents.map(({ valid, placeOf, fixValue, id, file }) => {
    const own = comparable.get(file);
    const named = options.named?.has(file) ?? false;
    return { id, file, frontmatter: valid, placeOf, fixValue, ...(own && { comparable: own }), named };
  });
}

function withAssets(assets: Loaded['assets'], more: readonly Asset[]): Loaded['assets'] {
  return new Map([...assets, ...more.map((asset) => [asset.href, asset] as const)]);
}

/** Returns the source texts of documents with rendered bodies, by id; empty for a public site. */
function markdownOf({ documents, texts, used }: OpenedFolder, rendered: Loaded['rendered']): Map<string, string> {
  if (used.audience !== 'internal') return new Map();
  return new Map(documents.flatMap(({ id, file }) => (rendered.has(id) ? [[id, texts.get(file) ?? ''] as const] : [])));
}
