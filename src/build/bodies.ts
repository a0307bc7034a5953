import pMap from 'p-map';
import type { Archive } from '../archive/archive.ts';
import { isShown } from '../archive/audience.ts';
import type { Settings } from '../archive/settings.ts';
import type { Comparable } from '../archive/similarity/comparable.ts';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { nearestAmong } from '../diagnostics/nearest.ts';
import { quote } from '../diagnostics/quote.ts';
import { diagnose } from '../diagnostics/rules.ts';
import type { Asset } from '../disk/assets/assets.ts';
import type { Cache } from '../disk/cache.ts';
import type { DataByName } from '../disk/temporary-data.ts';
import { withhold } from '../postmortem/body/withhold.ts';
import type { DocumentSettings } from '../postmortem/document.ts';
import { linkAddress } from '../postmortem/html/addresses.ts';
import { labelsIn } from '../postmortem/html/labels.ts';
import type { Target } from '../postmortem/html/references.ts';
import type { TextSection } from '../postmortem/html/text.ts';
import type { Postmortem } from '../postmortem/postmortem.ts';
import { checkDates } from '../postmortem/rules/dated.ts';
import type { PlainParsed, RenderedBodies, RenderedBody } from './body-messages.ts';
import type { BodyReader, Skipped } from './body-reader.ts';
import { hashOf, type OpenedDocument } from './frontmatters.ts';
import { linkedFiles } from './linked-files.ts';
import { startPhase } from './progress.ts';
import { type KnownDocument, namesTarget, type References, type Resolved, resolveReferences } from './references.ts';

/** The content of the bodies: findings and comparables of all documents, the rest only of those that the site shows. */
export interface Bodies {
  postmortems: Postmortem[];
  /** By id; empty unless `render` is set. */
  rendered: RenderedBodies;
  /** Texts by id that differ for different rendered bodies. */
  renderedKeys: Map<string, string>;
  /** By id; empty unless `texts` is set. */
  texts: Map<string, TextSection[]>;
  /** By path within the site. */
  assets: Map<string, Asset>;
  /** By file. */
  comparable: Map<string, Comparable>;
  /** Comparables by id, of the documents that the site shows. */
  shown: Map<string, Comparable>;
  /** Ids that links may name, by the path of the document. */
  anchors: Anchors;
  diagnostics: Diagnostic[];
}

/** Ids that links may name, by the path of the document. */
export type Anchors = ReadonlyMap<string, ReadonlySet<string>>;

/** Selects the documents that the site shows, and what is read of them. */
export interface BodyOptions {
  drafts: boolean;
  address: References['address'];
  /** Whether to render the bodies as HTML and collect the assets. */
  render: boolean;
  /** Whether to return the bodies as plain text. */
  texts?: boolean;
  /** The day for checks of due dates and times in the future, `YYYY-MM-DD`; without it, these are skipped. */
  asOf?: string | undefined;
  /** Stores parsed and rendered bodies. */
  cache: Cache;
  /** Keeps the rendered bodies until their pages are made. Default: memory. */
  store?: DataByName<RenderedBody> | undefined;
  onRendered?: OnRendered | undefined;
}

/**
 * Receives the postmortems in the order of their files, each as soon as its body is rendered. Only for an internal site, as
 * the settings that the public may see are known only when all bodies are read. `archive` is always the same object.
 */
export type OnRendered = (
  archive: Pick<Archive, 'settings'>,
  postmortem: Postmortem,
  rendered: RenderedBody,
) => Promise<void>;

/** Returns what references need to know of the documents, by path. */
export function knownDocuments(
  documents: readonly OpenedDocument[],
  settings: Settings,
  drafts: boolean,
): Map<string, KnownDocument> {
  return new Map(
    documents.map(({ path, id, frontmatter, valid }) => {
      const shown = frontmatter !== undefined && isShown(frontmatter, settings, drafts);
      return [path, { id, frontmatter: valid, shown }];
    }),
  );
}

/** Reads the bodies of the selected documents, several at a time, and resolves their references to any of the archive. */
export async function readBodies(
  reader: BodyReader,
  folder: string,
  { all, selected }: { all: readonly OpenedDocument[]; selected: readonly OpenedDocument[] },
  settings: Settings,
  known: DocumentSettings,
  options: BodyOptions,
): Promise<Bodies> {
  const documents = knownDocuments(all, settings, options.drafts);
  const linked = linkedFiles(folder, options.render);
  const nearest = nearestAmong([...documents.keys()]);
  const context = { files: linked, address: options.address, documents, settings, nearest };
  reader.expect(selected.length);
  const archive = { settings };
  const store = options.store ?? new Map<string, RenderedBody>();
  const step = startPhase('reading documents', selected.length);
  let last = Promise.resolve();
  const read = async (document: OpenedDocument) => {
    const before = last;
    const { promise, resolve } = Promise.withResolvers<void>();
    last = promise;
    const { body, rendered } = await readBody({ reader, document, known, context, options });
    // In the order of the files, whichever body is read first.
    await before;
    if (rendered) store.set(document.id, rendered);
    if (rendered && body?.shown && settings.audience === 'internal')
      await options.onRendered?.(archive, body.shown.postmortem, rendered);
    resolve();
    step();
    return body;
  };
  const bodies = await pMap(selected, read, { concurrency: reader.concurrency });
  return { ...collect(bodies.filter((body) => body !== undefined)), rendered: store };
}

/** What was read of a body, without its HTML: that of all documents would take much memory. */
interface Body {
  document: OpenedDocument;
  diagnostics: Diagnostic[];
  /** Absent if the body could not be parsed. */
  parsed?: PlainParsed;
  /** Links to headings of other documents. */
  linked: Resolved['anchors'];
  /** What the site shows of it; absent if it does not show the document. */
  shown?: {
    postmortem: Postmortem;
    comparable: Comparable;
    texts?: TextSection[] | undefined;
    /** Present if the body was rendered. */
    renderedKey?: string;
    assets: Asset[];
  };
}

interface BodyTask {
  reader: BodyReader;
  document: OpenedDocument;
  known: DocumentSettings;
  context: References;
  options: BodyOptions;
}

/** Reads one body, as far as it is needed; `body` is absent if the file is empty. */
async function readBody({
  document,
  context,
  options,
  ...task
}: BodyTask): Promise<{ body?: Body; rendered?: RenderedBody }> {
  const { documents, settings } = context;
  const { cache } = options;
  const isShown = documents.get(document.path)?.shown === true;
  const wantsText = Boolean(options.texts) && isShown;
  const parse = (each: OpenedDocument) => parseBody({ ...task, document: each, wantsText, cache });
  const body: Body = { document, diagnostics: [], linked: [] };
  const fail = ({ failure }: Skipped) => {
    body.diagnostics.push(diagnose(document.file, failure));
    return { body };
  };
  const parsed = await parse(document);
  if (parsed === null) return {};
  if ('failure' in parsed) return fail(parsed);
  const resolved = await resolveReferences(document, parsed.references, context);
  const { file, source, valid, placeOf } = document;
  const dated = checkDates({ file, source, valid, placeOf, actions: parsed.actions }, options.asOf);
  body.parsed = parsed;
  body.linked = resolved.anchors;
  body.diagnostics = [...parsed.diagnostics, ...dated, ...resolved.diagnostics];
  if (!isShown) return { body };
  const visible = settings.audience === 'public' ? withoutHiddenNames(document, resolved, settings.language) : document;
  const own = visible === document ? parsed : await parse(visible);
  if (own === null) return { body };
  if ('failure' in own) return fail(own);
  if (!own.postmortem) return { body };
  body.shown = { postmortem: own.postmortem, comparable: own.comparable, texts: own.texts, assets: [] };
  if (!options.render) return { body };
  // Assets in withheld text are not published either.
  const { targets, assets } =
    visible === document ? resolved : await resolveReferences(document, own.references, context);
  const rendered = await renderBody({ ...task, document: visible, targets, cache });
  if ('failure' in rendered) return fail(rendered);
  for (const place of rendered.slow) body.diagnostics.push(diagnose(file, { rule: 'plain-code', place, ...SLOW }));
  body.shown = { ...body.shown, renderedKey: keyOf(rendered, visible, targets), assets };
  return { body, rendered };
}

/** Returns a text that differs for different rendered bodies. */
function keyOf(rendered: RenderedBody, document: OpenedDocument, targets: ReadonlyMap<string, Target>): string {
  // How much of slow code is highlighted may differ between two builds of the same.
  return hashOf(rendered.slow.length > 0 ? [rendered.html] : [document.key, JSON.stringify([...targets])]);
}

function collect(bodies: readonly Body[]): Omit<Bodies, 'rendered'> {
  const postmortems: Postmortem[] = [];
  const renderedKeys = new Map<string, string>();
  const texts = new Map<string, TextSection[]>();
  const assets = new Map<string, Asset>();
  const comparable = new Map<string, Comparable>();
  const shown = new Map<string, Comparable>();
  for (const { document, parsed, shown: own } of bodies) {
    if (parsed) comparable.set(document.file, parsed.comparable);
    if (!own) continue;
    const { id } = document;
    postmortems.push(own.postmortem);
    // `duplicate-id` reports the second document with an id.
    if (!shown.has(id)) shown.set(id, own.comparable);
    if (own.texts && !texts.has(id)) texts.set(id, own.texts);
    if (own.renderedKey) renderedKeys.set(id, own.renderedKey);
    for (const asset of own.assets) assets.set(asset.href, asset);
  }
  const anchors = new Map(
    bodies.flatMap(({ document, parsed }) => (parsed?.anchors ? [[document.path, parsed.anchors] as const] : [])),
  );
  const linkers = bodies.map(({ document: { file }, linked }) => ({ file, linked }));
  const diagnostics = [...bodies.flatMap((body) => body.diagnostics), ...brokenAnchors(linkers, anchors)];
  return { postmortems, renderedKeys, texts, assets, comparable, shown, anchors, diagnostics };
}

const SLOW = {
  message: 'Unexpected code that takes too long to highlight and is shown without highlighting',
  help: 'Break its longest lines, or remove its language.',
};

interface PartTask {
  reader: BodyReader;
  document: OpenedDocument;
  known: DocumentSettings;
  cache: Cache;
}

/** Parses a body, or takes it from the cache; `null` if the file is empty. */
async function parseBody({
  reader,
  document,
  known,
  cache,
  wantsText,
}: PartTask & { wantsText: boolean }): Promise<PlainParsed | Skipped | null> {
  const parsed = await cache.get(
    'documents',
    ['body', document.key, wantsText],
    async () => (document.split.body === undefined ? null : reader.parse(document, known, wantsText)),
    isComplete,
  );
  if (parsed === null || 'failure' in parsed) return parsed;
  // The path may be spelled differently than when the body was stored.
  return { ...parsed, diagnostics: parsed.diagnostics.map((found) => ({ ...found, file: document.file })) };
}

/** Renders a body, or takes it from the cache. */
function renderBody({
  reader,
  document,
  known,
  cache,
  targets,
}: PartTask & { targets: ReadonlyMap<string, Target> }): Promise<RenderedBody | Skipped> {
  const key = ['html', document.key, [...targets]];
  return cache.get('html', key, () => reader.render(document, known, targets), isComplete);
}

/** Returns whether a result is worth storing. One that took too much time may be complete in another build. */
function isComplete(result: PlainParsed | RenderedBody | Skipped | null): boolean {
  return result === null || !('failure' in result || ('slow' in result && result.slow.length > 0));
}

/**
 * Returns the document without the links and images whose text names a document that its readers cannot see. If there
 * are any, the document is parsed again, as their text is also in action titles, the timeline and the terms.
 */
function withoutHiddenNames(document: OpenedDocument, resolved: Resolved, language: string): OpenedDocument {
  const places = hiddenNames(resolved);
  if (places.length === 0) return document;
  return {
    ...document,
    ...withhold(document, places, labelsIn(language).withheld),
    key: hashOf([document.key, JSON.stringify(places)]),
  };
}

/** Returns the places of links and images whose text names a document that readers cannot see. */
export function hiddenNames({ hidden }: Resolved): Place[] {
  const named = hidden.filter(({ reference, document }) => namesTarget(reference, document));
  return named.flatMap(({ reference: { place } }) => place ?? []);
}

/** Reports links to headings of other documents that do not exist. */
export function brokenAnchors(
  linkers: readonly { file: string; linked: Resolved['anchors'] }[],
  anchors: Anchors,
): Diagnostic[] {
  const targets = new Map([...anchors].map(([path, ids]) => [path, { anchors: ids, nearest: nearestAmong([...ids]) }]));
  return linkers.flatMap(({ file, linked }) =>
    linked.flatMap(({ path: target, anchor, reference: { url, place, addressPlace } }): Diagnostic[] => {
      const known = targets.get(target);
      // References without a place are generated, such as links to footnotes, whose ids are made while rendering.
      if (!known || known.anchors.has(anchor) || !place) return [];
      const message = `${quote(url)} does not name a heading in \`${target}\``;
      const meant = known.nearest(anchor);
      const help = meant
        ? `Did you mean \`#${meant}\`?`
        : 'Write the heading in lowercase letters with hyphens for spaces.';
      const text = meant && `${url.slice(0, url.indexOf('#'))}#${linkAddress(meant)}`;
      const fix = text && addressPlace ? { place: addressPlace, text } : undefined;
      return [diagnose(file, { rule: 'broken-link', place, message, help, fix })];
    }),
  );
}
