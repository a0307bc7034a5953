import { isShown } from '../archive/audience.ts';
import { documentSettings, type Settings } from '../archive/settings.ts';
import type { WordBag } from '../archive/similarity.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearestAmong } from '../diagnostics/nearest.ts';
import { quote } from '../diagnostics/quote.ts';
import { diagnose } from '../diagnostics/rules.ts';
import { type Rendered, renderHtml } from '../postmortem/html/render.ts';
import { type TextSection, textSections } from '../postmortem/html/text.ts';
import { type DocumentSettings, type Head, type Parsed, parseBody } from '../postmortem/parse.ts';
import type { Postmortem } from '../postmortem/postmortem.ts';
import { withhold } from '../postmortem/withhold.ts';
import type { Asset } from './assets.ts';
import { type Cache, NO_CACHE } from './cache.ts';
import type { LoadOptions } from './load.ts';
import { namesTarget, type Resolved, resolveReferences } from './references.ts';

/** What is kept of a body while the others are read. */
type Body = { head: Head; anchors: Parsed['anchors']; linked: Resolved['anchors'] };

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
  folder: string,
  heads: readonly Head[],
  settings: Settings,
  options: LoadOptions,
): Promise<Bodies> {
  const known = { ...documentSettings(settings), asOf: options.asOf };
  const documents = new Map(
    heads.map(({ path, id, frontmatter, known }) => {
      const shown = frontmatter !== undefined && isShown(frontmatter, settings, options.drafts);
      return [path, { id, frontmatter: known, shown }];
    }),
  );
  const context = { folder, base: options.base, documents, settings, nearest: nearestAmong([...documents.keys()]) };
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
    const parsed = parseBody(head, known);
    const resolved = await resolveReferences(head, parsed.references, context);
    for (const found of [...parsed.diagnostics, ...resolved.diagnostics]) diagnostics.push(found);
    bodies.push({ head, anchors: parsed.anchors, linked: resolved.anchors });
    words.set(head.file, parsed.words);
    if (!documents.get(head.path)?.shown) continue;
    const shown = settings.audience === 'public' ? withoutHiddenNames(head, parsed, resolved, known) : { head, parsed };
    if (!shown.parsed.postmortem) continue;
    postmortems.push(shown.parsed.postmortem);
    bags.push({ id: head.id, words: shown.parsed.words });
    // Of two documents with one id the second is in error.
    if (options.texts && !texts.has(head.id)) texts.set(head.id, textSections(shown.parsed.elements));
    if (!options.render) continue;
    rendered.set(head.id, await renderBody(shown, resolved, options.cache ?? NO_CACHE));
    for (const asset of resolved.assets) assets.set(asset.href, asset);
  }
  return { postmortems, rendered, texts, assets, words, bags, diagnostics: [...diagnostics, ...brokenAnchors(bodies)] };
}

/** A document as its readers see it. */
type Shown = { head: Head; parsed: Parsed };

/**
 * The document without the links and images whose texts name a document that its readers do not see. It is read once
 * more where there are any: what they say is in titles of actions, in the timeline and in the words, too.
 */
function withoutHiddenNames(head: Head, parsed: Parsed, { hidden }: Resolved, settings: DocumentSettings): Shown {
  const named = hidden.filter(({ reference, document }) => namesTarget(reference, document));
  if (named.length === 0) return { head, parsed };
  const withheld = withhold(
    head,
    named.flatMap(({ reference: { place } }) => place ?? []),
  );
  return { head: withheld, parsed: parseBody(withheld, settings) };
}

async function renderBody({ head, parsed }: Shown, { targets }: Resolved, cache: Cache): Promise<Rendered> {
  return cache.get([head.split.body, [...targets]], () => renderHtml(parsed.elements, targets));
}

function brokenAnchors(bodies: readonly Body[]): Diagnostic[] {
  const targets = new Map(
    bodies.map(({ head, anchors }) => [head.path, { anchors, nearest: nearestAmong([...anchors]) }]),
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
