import { z } from 'zod';
import { isShown } from '../archive/audience.ts';
import type { Settings } from '../archive/settings.ts';
import type { Comparable } from '../archive/similarity/comparable.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearestAmong } from '../diagnostics/nearest.ts';
import { quote } from '../diagnostics/quote.ts';
import { diagnose } from '../diagnostics/rules.ts';
import type { Asset } from '../disk/assets/assets.ts';
import { type Cache, NO_CACHE } from '../disk/cache.ts';
import type { ParsedBody, ParsedFrontmatter } from '../postmortem/body/parse.ts';
import { SECTION_KINDS } from '../postmortem/body/section-names.ts';
import { withhold } from '../postmortem/body/withhold.ts';
import type { DocumentSettings } from '../postmortem/document.ts';
import { linkAddress } from '../postmortem/html/addresses.ts';
import type { Target } from '../postmortem/html/references.ts';
import type { Rendered } from '../postmortem/html/render.ts';
import type { TextSection } from '../postmortem/html/text.ts';
import type { Postmortem } from '../postmortem/postmortem.ts';
import type { BodyReader, Skipped } from './body-reader.ts';
import { linkedFiles } from './linked-files.ts';
import { namesTarget, type Resolved, resolveReferences } from './references.ts';

/** What is kept of a body while the others are read. */
type Body = { document: ParsedFrontmatter; anchors?: ParsedBody['anchors']; linked: Resolved['anchors'] };

/** The content of the bodies: findings and comparables of all documents, the rest only of those that the site shows. */
export interface Bodies {
  postmortems: Postmortem[];
  /** By id; empty unless `render` is set. */
  rendered: Map<string, Rendered>;
  /** By id; empty unless `texts` is set. */
  texts: Map<string, TextSection[]>;
  /** By path within the site. */
  assets: Map<string, Asset>;
  /** By file. */
  comparable: Map<string, Comparable>;
  /** Comparables by id, of the documents that the site shows. */
  shown: Map<string, Comparable>;
  diagnostics: Diagnostic[];
}

/** Selects the documents that the site shows, and what is read of them. */
export interface BodyOptions {
  drafts: boolean;
  /** Path of the site's root on its host, with `/` at both ends. */
  base: string;
  /** Whether to render the bodies as HTML and collect the assets. */
  render: boolean;
  /** Whether to return the bodies as plain text. */
  texts?: boolean;
  /** Stores rendered bodies between builds. */
  cache?: Cache;
}

/** Reads the bodies one by one, so that only one tree is in memory, and resolves their references. */
export async function readBodies(
  reader: BodyReader,
  folder: string,
  frontmatters: readonly ParsedFrontmatter[],
  settings: Settings,
  known: DocumentSettings,
  options: BodyOptions,
): Promise<Bodies> {
  const documents = new Map(
    frontmatters.map(({ path, id, frontmatter, valid }) => {
      const shown = frontmatter !== undefined && isShown(frontmatter, settings, options.drafts);
      return [path, { id, frontmatter: valid, shown }];
    }),
  );
  const linked = linkedFiles(folder, options.render);
  const context = {
    files: linked,
    base: options.base,
    documents,
    settings,
    nearest: nearestAmong([...documents.keys()]),
  };
  const postmortems: Postmortem[] = [];
  const rendered = new Map<string, Rendered>();
  const texts = new Map<string, TextSection[]>();
  const assets = new Map<string, Asset>();
  const comparable = new Map<string, Comparable>();
  const shown = new Map<string, Comparable>();
  const bodies: Body[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const document of frontmatters) {
    if (document.split.body === undefined) continue;
    const wantsText = Boolean(options.texts) && documents.get(document.path)?.shown === true;
    const parsed = await reader.parse(document, known, wantsText);
    if ('failure' in parsed) {
      diagnostics.push(diagnose(document.file, parsed.failure));
      continue;
    }
    const resolved = await resolveReferences(document, parsed.references, context);
    for (const found of [...parsed.diagnostics, ...resolved.diagnostics]) diagnostics.push(found);
    bodies.push({ document, ...(parsed.anchors && { anchors: parsed.anchors }), linked: resolved.anchors });
    comparable.set(document.file, parsed.comparable);
    if (!documents.get(document.path)?.shown) continue;
    const withheld = settings.audience === 'public' ? withoutHiddenNames(document, resolved) : document;
    const own = withheld === document ? parsed : await reader.parse(withheld, known, wantsText);
    if ('failure' in own) {
      diagnostics.push(diagnose(document.file, own.failure));
      continue;
    }
    if (!own.postmortem) continue;
    postmortems.push(own.postmortem);
    // `duplicate-id` reports the second document with an id.
    if (!shown.has(document.id)) shown.set(document.id, own.comparable);
    if (own.texts && !texts.has(document.id)) texts.set(document.id, own.texts);
    if (!options.render) continue;
    // Assets in withheld text are not published either.
    const { targets, assets: files } =
      withheld === document ? resolved : await resolveReferences(document, own.references, context);
    const body = await renderBody(reader, withheld, known, targets, options.cache ?? NO_CACHE);
    if ('failure' in body) {
      diagnostics.push(diagnose(document.file, body.failure));
      continue;
    }
    for (const place of body.slow) diagnostics.push(diagnose(document.file, { rule: 'plain-code', place, ...SLOW }));
    rendered.set(document.id, body);
    for (const asset of files) assets.set(asset.href, asset);
  }
  const found = [...diagnostics, ...brokenAnchors(bodies)];
  return { postmortems, rendered, texts, assets, comparable, shown, diagnostics: found };
}

const SLOW = {
  message: 'Unexpected code that takes too long to highlight and is shown without highlighting',
  help: 'Break its longest lines, or remove its language.',
};

/** Keeps incomplete results out of the cache, so that every build tries again. */
class NotCacheable extends Error {
  readonly body: Rendered | Skipped;

  constructor(body: Rendered | Skipped) {
    super('Not for the cache');
    this.body = body;
  }
}

const place = z.strictObject({ line: z.number(), column: z.number(), endLine: z.number(), endColumn: z.number() });

/** Schema of a rendered body in the cache. */
const renderedShape: z.ZodType<Rendered> = z.strictObject({
  html: z.string(),
  headings: z.array(z.strictObject({ depth: z.number(), id: z.string(), text: z.string() })),
  sections: z.array(
    z.strictObject({ anchor: z.string(), title: z.string(), text: z.string(), code: z.array(z.string()) }),
  ),
  landmarks: z.array(
    z.strictObject({
      start: z.number(),
      end: z.number(),
      depth: z.number().exactOptional(),
      kinds: z.array(z.enum(SECTION_KINDS)).exactOptional(),
      plain: z.boolean().exactOptional(),
    }),
  ),
  slow: z.array(place),
});

async function renderBody(
  reader: BodyReader,
  document: ParsedFrontmatter,
  settings: DocumentSettings,
  targets: ReadonlyMap<string, Target>,
  cache: Cache,
): Promise<Rendered | Skipped> {
  const made = cache.get([document.split.body, [...targets], settings.sectionNames], renderedShape, async () => {
    const body = await reader.render(document, settings, targets);
    if ('failure' in body || body.slow.length > 0) throw new NotCacheable(body);
    return body;
  });
  return made.catch((error: unknown) => {
    if (error instanceof NotCacheable) return error.body;
    throw error;
  });
}

/**
 * Returns the document without the links and images whose text names a document that its readers cannot see. If there
 * are any, the document is parsed again, as their text is also in action titles, the timeline and the terms.
 */
function withoutHiddenNames(document: ParsedFrontmatter, { hidden }: Resolved): ParsedFrontmatter {
  const named = hidden.filter(({ reference, document }) => namesTarget(reference, document));
  return withhold(
    document,
    named.flatMap(({ reference: { place } }) => place ?? []),
  );
}

function brokenAnchors(bodies: readonly Body[]): Diagnostic[] {
  const targets = new Map(
    bodies.flatMap(({ document, anchors }) =>
      anchors ? [[document.path, { anchors, nearest: nearestAmong([...anchors]) }] as const] : [],
    ),
  );
  return bodies.flatMap(({ document, linked }) =>
    linked.flatMap(({ path: target, anchor, reference: { url, place, addressPlace } }): Diagnostic[] => {
      const known = targets.get(target);
      // References without a place are generated, such as links to footnotes, whose ids are made while rendering.
      if (!known || known.anchors.has(anchor) || !place) return [];
      const message = `${quote(url)} names no heading of \`${target}\``;
      const meant = known.nearest(anchor);
      const help = meant
        ? `Did you mean \`#${meant}\`?`
        : 'Write the heading in lowercase letters with hyphens for spaces.';
      const text = meant && `${url.slice(0, url.indexOf('#'))}#${linkAddress(meant)}`;
      const fix = text && addressPlace ? { place: addressPlace, text } : undefined;
      return [diagnose(document.file, { rule: 'broken-link', place, message, help, fix })];
    }),
  );
}
