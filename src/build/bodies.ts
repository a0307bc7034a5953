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
import { SECTION_KINDS } from '../postmortem/body/sections.ts';
import { withhold } from '../postmortem/body/withhold.ts';
import type { DocumentSettings } from '../postmortem/document.ts';
import { linkAddress, type Target } from '../postmortem/html/references.ts';
import type { Rendered } from '../postmortem/html/render.ts';
import type { TextSection } from '../postmortem/html/text.ts';
import type { Postmortem } from '../postmortem/postmortem.ts';
import type { BodyReader, GivenUp } from './body-reader.ts';
import { linkedFiles } from './linked-files.ts';
import { namesTarget, type Resolved, resolveReferences } from './references.ts';

/** What is kept of a body while the others are read. */
type Body = { head: ParsedFrontmatter; anchors?: ParsedBody['anchors']; linked: Resolved['anchors'] };

/** What the bodies of documents hold: of all of them the findings and what they are compared by, of those that are shown the rest. */
export interface Bodies {
  postmortems: Postmortem[];
  /** By id, where `render` is asked for. */
  rendered: Map<string, Rendered>;
  /** By id, where `texts` are asked for. */
  texts: Map<string, TextSection[]>;
  /** By their path within the site. */
  assets: Map<string, Asset>;
  /** By file. */
  comparable: Map<string, Comparable>;
  /** The same by id, of those that are shown. */
  shown: Map<string, Comparable>;
  diagnostics: Diagnostic[];
}

/** Which documents the site shows, and what is wanted of them. */
export interface BodyOptions {
  drafts: boolean;
  /** Path of the site's root on its host, with `/` at both ends. */
  base: string;
  /** Whether the bodies are wanted as HTML, and what else only a site shows. */
  render: boolean;
  /** Whether the bodies are wanted as plain text. */
  texts?: boolean;
  /** Where rendered bodies are kept between builds. */
  cache?: Cache;
}

/** Reads one body after the other, so that only one is in memory as a tree, and resolves what they refer to. */
export async function readBodies(
  reader: BodyReader,
  folder: string,
  heads: readonly ParsedFrontmatter[],
  settings: Settings,
  known: DocumentSettings,
  options: BodyOptions,
): Promise<Bodies> {
  const documents = new Map(
    heads.map(({ path, id, frontmatter, known }) => {
      const shown = frontmatter !== undefined && isShown(frontmatter, settings, options.drafts);
      return [path, { id, frontmatter: known, shown }];
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
  for (const head of heads) {
    if (head.split.body === undefined) continue;
    const wantsText = Boolean(options.texts) && documents.get(head.path)?.shown === true;
    const parsed = await reader.parse(head, known, wantsText);
    if ('failure' in parsed) {
      diagnostics.push(diagnose(head.file, parsed.failure));
      continue;
    }
    const resolved = await resolveReferences(head, parsed.references, context);
    for (const found of [...parsed.diagnostics, ...resolved.diagnostics]) diagnostics.push(found);
    bodies.push({ head, ...(parsed.anchors && { anchors: parsed.anchors }), linked: resolved.anchors });
    comparable.set(head.file, parsed.comparable);
    if (!documents.get(head.path)?.shown) continue;
    const withheld = settings.audience === 'public' ? withoutHiddenNames(head, resolved) : head;
    const own = withheld === head ? parsed : await reader.parse(withheld, known, wantsText);
    if ('failure' in own) {
      diagnostics.push(diagnose(head.file, own.failure));
      continue;
    }
    if (!own.postmortem) continue;
    postmortems.push(own.postmortem);
    // Of two documents with one id the second is in error.
    if (!shown.has(head.id)) shown.set(head.id, own.comparable);
    if (own.texts && !texts.has(head.id)) texts.set(head.id, own.texts);
    if (!options.render) continue;
    // What stands in a text that is withheld is not published either.
    const { targets, assets: files } =
      withheld === head ? resolved : await resolveReferences(head, own.references, context);
    const body = await renderBody(reader, withheld, known, targets, options.cache ?? NO_CACHE);
    if ('failure' in body) {
      diagnostics.push(diagnose(head.file, body.failure));
      continue;
    }
    for (const place of body.slow) diagnostics.push(diagnose(head.file, { rule: 'plain-code', place, ...SLOW }));
    rendered.set(head.id, body);
    for (const asset of files) assets.set(asset.href, asset);
  }
  const found = [...diagnostics, ...brokenAnchors(bodies)];
  return { postmortems, rendered, texts, assets, comparable, shown, diagnostics: found };
}

const SLOW = {
  message: 'Unexpected code that takes too long to colour, which is shown without colours',
  help: 'Break its longest lines, or leave its language out.',
};

/** What is not as it should be is made anew by every build. */
class NotKept extends Error {
  readonly body: Rendered | GivenUp;

  constructor(body: Rendered | GivenUp) {
    super('Not for the cache');
    this.body = body;
  }
}

const place = z.strictObject({ line: z.number(), column: z.number(), endLine: z.number(), endColumn: z.number() });

/** What a cache must hold to be taken for a rendered body. */
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
      kind: z.enum(SECTION_KINDS).exactOptional(),
      plain: z.boolean().exactOptional(),
    }),
  ),
  slow: z.array(place),
});

async function renderBody(
  reader: BodyReader,
  head: ParsedFrontmatter,
  settings: DocumentSettings,
  targets: ReadonlyMap<string, Target>,
  cache: Cache,
): Promise<Rendered | GivenUp> {
  const made = cache.get([head.split.body, [...targets]], renderedShape, async () => {
    const body = await reader.render(head, settings, targets);
    if ('failure' in body || body.slow.length > 0) throw new NotKept(body);
    return body;
  });
  return made.catch((error: unknown) => {
    if (error instanceof NotKept) return error.body;
    throw error;
  });
}

/**
 * The document without the links and images whose texts name a document that its readers do not see. It is read once
 * more where there are any: what they say is in titles of actions, in the timeline and in the words, too.
 */
function withoutHiddenNames(head: ParsedFrontmatter, { hidden }: Resolved): ParsedFrontmatter {
  const named = hidden.filter(({ reference, document }) => namesTarget(reference, document));
  return withhold(
    head,
    named.flatMap(({ reference: { place } }) => place ?? []),
  );
}

function brokenAnchors(bodies: readonly Body[]): Diagnostic[] {
  const targets = new Map(
    bodies.flatMap(({ head, anchors }) =>
      anchors ? [[head.path, { anchors, nearest: nearestAmong([...anchors]) }] as const] : [],
    ),
  );
  return bodies.flatMap(({ head, linked }) =>
    linked.flatMap(({ path: target, anchor, reference: { url, place, addressPlace } }): Diagnostic[] => {
      const known = targets.get(target);
      // What has no place was not written by anybody: footnotes link to ids that are made when the page is.
      if (!known || known.anchors.has(anchor) || !place) return [];
      const message = `${quote(url)} names no heading of \`${target}\``;
      const meant = known.nearest(anchor);
      const help = meant
        ? `Did you mean \`#${meant}\`?`
        : 'Write the heading in lowercase letters with hyphens for spaces.';
      const text = meant && `${url.slice(0, url.indexOf('#'))}#${linkAddress(meant)}`;
      const fix = text && addressPlace ? { place: addressPlace, text } : undefined;
      return [diagnose(head.file, { rule: 'broken-link', place, message, help, fix })];
    }),
  );
}
