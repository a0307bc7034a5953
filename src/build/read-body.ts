import type { Archive } from '../archive/archive.ts';
import type { Comparable } from '../archive/similarity/comparable.ts';
import type { Diagnostic, Place } from '../diagnostics/diagnostic.ts';
import { diagnose } from '../diagnostics/rules.ts';
import type { Asset } from '../disk/assets/assets.ts';
import type { Cache } from '../disk/cache.ts';
import type { DataByName } from '../disk/temporary-data.ts';
import { withhold } from '../postmortem/body/withhold.ts';
import type { DocumentSettings } from '../postmortem/document.ts';
import { labelsIn } from '../postmortem/html/labels.ts';
import type { Target } from '../postmortem/html/references.ts';
import type { TextSection } from '../postmortem/html/text.ts';
import type { Postmortem } from '../postmortem/postmortem.ts';
import { checkDates } from '../postmortem/rules/dated.ts';
import type { PlainParsed, RenderedBody } from './body-messages.ts';
import type { BodyReader, Skipped } from './body-reader.ts';
import { hashOf, type OpenedDocument } from './frontmatters.ts';
import { namesTarget, type References, type Resolved, resolveReferences } from './references.ts';

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

/** What was read of a body, without its HTML: that of all documents would take much memory. */
export interface Body {
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
export async function readBody({
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
  return hashOf(rendered.slow.length > 0 ? [rendered.html] : [JSON.stringify(htmlKey(document, targets))]);
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

/** Names all that the HTML of a body is made from. */
function htmlKey(document: OpenedDocument, targets: ReadonlyMap<string, Target>): readonly unknown[] {
  return ['html', document.key, [...targets]];
}

/** Renders a body, or takes it from the cache. */
function renderBody({
  reader,
  document,
  known,
  cache,
  targets,
}: PartTask & { targets: ReadonlyMap<string, Target> }): Promise<RenderedBody | Skipped> {
  return cache.get('html', htmlKey(document, targets), () => reader.render(document, known, targets), isComplete);
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
