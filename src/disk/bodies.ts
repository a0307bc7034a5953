import type { WordBag } from '../archive/similarity.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearestAmong } from '../diagnostics/nearest.ts';
import { quote } from '../diagnostics/quote.ts';
import { diagnose } from '../diagnostics/rules.ts';
import type { Target } from '../postmortem/html/references.ts';
import type { Rendered } from '../postmortem/html/render.ts';
import type { TextSection } from '../postmortem/html/text.ts';
import type { DocumentSettings, Head, Parsed } from '../postmortem/parse.ts';
import type { Postmortem } from '../postmortem/postmortem.ts';
import type { Frontmatter } from '../postmortem/schema.ts';
import type { Asset } from './assets.ts';
import type { BodyReader, Failure } from './body-reader.ts';
import { type Cache, NO_CACHE } from './cache.ts';
import type { LoadOptions } from './load.ts';
import { type Resolved, resolveReferences } from './references.ts';

/** What is kept of a body while the others are read. */
type Body = { head: Head; anchors?: Parsed['anchors']; linked: Resolved['anchors'] };

/** What the bodies of documents hold: of all of them the findings and words, of those that are shown the rest. */
export interface Bodies {
  postmortems: Postmortem[];
  /** By id, where `render` is asked for. */
  rendered: Map<string, Rendered>;
  /** By id, where `texts` are asked for. */
  texts: Map<string, TextSection[]>;
  /** By their path within the site. */
  assets: Map<string, Asset>;
  /** By file. */
  words: Map<string, Parsed['words']>;
  bags: WordBag[];
  diagnostics: Diagnostic[];
}

/** Reads one body after the other, so that only one is in memory as a tree, and resolves what they refer to. */
export async function readBodies(
  reader: BodyReader,
  folder: string,
  heads: readonly Head[],
  settings: DocumentSettings,
  audience: 'internal' | 'public',
  options: LoadOptions,
): Promise<Bodies> {
  const isShown = ({ frontmatter }: Head) => isFor(frontmatter, audience, options.drafts, settings.visibility);
  const documents = new Map(heads.map((head) => [head.path, { id: head.id, shown: isShown(head) }]));
  const context = { folder, base: options.base, documents, nearest: nearestAmong([...documents.keys()]) };
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
    const wantsText = Boolean(options.texts) && isShown(head);
    const parsed = await reader.parse(head, settings, wantsText);
    if ('failure' in parsed) {
      diagnostics.push(diagnose(head.file, parsed.failure));
      continue;
    }
    const resolved = await resolveReferences(head, parsed.references, context);
    for (const found of [...parsed.diagnostics, ...resolved.diagnostics]) diagnostics.push(found);
    bodies.push({ head, ...(parsed.anchors && { anchors: parsed.anchors }), linked: resolved.anchors });
    words.set(head.file, parsed.words);
    if (!parsed.postmortem || !isShown(head)) continue;
    postmortems.push(parsed.postmortem);
    bags.push({ id: head.id, words: parsed.words });
    // Of two documents with one id the second is in error.
    if (parsed.texts && !texts.has(head.id)) texts.set(head.id, parsed.texts);
    if (!options.render) continue;
    const body = await renderBody(reader, head, settings, resolved.targets, options.cache ?? NO_CACHE);
    if ('failure' in body) {
      diagnostics.push(diagnose(head.file, body.failure));
      continue;
    }
    for (const place of body.slow) diagnostics.push(diagnose(head.file, { rule: 'plain-code', place, ...SLOW }));
    rendered.set(head.id, body);
    for (const asset of resolved.assets) assets.set(asset.href, asset);
  }
  return { postmortems, rendered, texts, assets, words, bags, diagnostics: [...diagnostics, ...brokenAnchors(bodies)] };
}

const SLOW = {
  message: 'Unexpected code that takes too long to colour, which is shown without colours',
  help: 'Break its longest lines, or leave its language out.',
};

/** What is not as it should be is made anew by every build. */
class NotKept extends Error {
  readonly body: Rendered | Failure;

  constructor(body: Rendered | Failure) {
    super('Not for the cache');
    this.body = body;
  }
}

async function renderBody(
  reader: BodyReader,
  head: Head,
  settings: DocumentSettings,
  targets: ReadonlyMap<string, Target>,
  cache: Cache,
): Promise<Rendered | Failure> {
  const made = cache.get([head.split.body, [...targets]], async () => {
    const body = await reader.render(head, settings, targets);
    if ('failure' in body || body.slow.length > 0) throw new NotKept(body);
    return body;
  });
  return made.catch((error: unknown) => {
    if (error instanceof NotKept) return error.body;
    throw error;
  });
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
  const targets = new Map(
    bodies.flatMap(({ head, anchors }) =>
      anchors ? [[head.path, { anchors, nearest: nearestAmong([...anchors]) }] as const] : [],
    ),
  );
  return bodies.flatMap(({ head, linked }) =>
    linked.flatMap(({ path: target, anchor, reference: { url, place } }): Diagnostic[] => {
      const known = targets.get(target);
      // What has no place was not written by anybody: footnotes link to ids that are made when the page is.
      if (!known || known.anchors.has(anchor) || !place) return [];
      const message = `${quote(url)} names no heading of \`${target}\``;
      const meant = known.nearest(anchor);
      const help = meant
        ? `Did you mean \`#${meant}\`?`
        : 'Write the heading in small letters with hyphens for spaces.';
      return [diagnose(head.file, { rule: 'broken-link', place, message, help })];
    }),
  );
}
