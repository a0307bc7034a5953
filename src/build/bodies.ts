import pMap from 'p-map';
import { isShown } from '../archive/audience.ts';
import type { Settings } from '../archive/settings.ts';
import type { Comparable } from '../archive/similarity/comparable.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearestAmong } from '../diagnostics/nearest.ts';
import { quote } from '../diagnostics/quote.ts';
import { diagnose } from '../diagnostics/rules.ts';
import type { Asset } from '../disk/assets/assets.ts';
import type { DocumentSettings } from '../postmortem/document.ts';
import { linkAddress } from '../postmortem/html/addresses.ts';
import type { TextSection } from '../postmortem/html/text.ts';
import type { Postmortem } from '../postmortem/postmortem.ts';
import type { RenderedBodies, RenderedBody } from './body-messages.ts';
import type { BodyReader } from './body-reader.ts';
import type { OpenedDocument } from './frontmatters.ts';
import { linkedFiles } from './linked-files.ts';
import { startPhase } from './progress.ts';
import { type Body, type BodyOptions, readBody } from './read-body.ts';
import type { KnownDocument, Resolved } from './references.ts';

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
