import GithubSlugger from 'github-slugger';
import type { Element, ElementContent, Root } from 'hast';
import { headingRank } from 'hast-util-heading-rank';
import { toString as textOf } from 'hast-util-to-string';
import type { Place } from '../../diagnostics/diagnostic.ts';
import { SKIP, visit } from '../visit.ts';

/** A link or an image as its author wrote it. */
export interface Reference {
  kind: 'link' | 'image';
  url: string;
  /** Text of an image; empty where there is none. */
  alt: string;
  /** Where it stands in the parsed Markdown, lines from 1; absent for elements that raw HTML made by implication. */
  place?: Place;
}

/** Where a relative reference leads in the built site. Widths and heights are in CSS pixels. */
export type Target = { href: string } | { src: string; width?: number; height?: number };

const SCHEME = /^[a-z][a-z\d+.-]*:/i;

/** Whether an address names another site, or no page at all: it has a scheme or begins with `//`. */
export function isAbsolute(url: string): boolean {
  return SCHEME.test(url) || url.startsWith('//');
}

/** Every link and image of a document, in its order, those of raw HTML included. */
export function referencesOf(tree: Root): Reference[] {
  const references: Reference[] = [];
  visit(tree, 'element', ({ tagName, properties, position }) => {
    const url = tagName === 'a' ? properties.href : tagName === 'img' ? properties.src : undefined;
    if (typeof url !== 'string') return;
    const place = position && {
      line: position.start.line,
      column: position.start.column,
      endLine: position.end.line,
      endColumn: position.end.column,
    };
    const alt = typeof properties.alt === 'string' ? properties.alt.trim() : '';
    references.push({ kind: tagName === 'a' ? 'link' : 'image', url, alt, ...(place && { place }) });
  });
  return references;
}

/** What a link may name after `#`: the ids that the headings get (as rehype-slug makes them) and those of the author's HTML. */
export function anchorsOf(tree: Root): Set<string> {
  const slugger = new GithubSlugger();
  const anchors = new Set<string>();
  visit(tree, 'element', (node) => {
    const own = node.properties.id;
    if (typeof own === 'string') anchors.add(own);
    else if (headingRank(node) !== undefined) anchors.add(slugger.slug(textOf(node)));
  });
  return anchors;
}

/**
 * Points relative links and images to where the built site has them (`targets`, by the address as written). A link that
 * leads nowhere loses its address and keeps its text; links to other sites are marked; an image from elsewhere becomes
 * a link to it, so that reading a page asks no other site for anything.
 */
export function rehypeReferences(targets: ReadonlyMap<string, Target>) {
  return (tree: Root) => {
    visit(tree, 'element', (node, index, parent) => {
      if (node.tagName === 'a') link(node, targets);
      if (node.tagName !== 'img' || !parent || index === undefined) return undefined;
      const inLink = parent.type === 'element' && parent.tagName === 'a';
      parent.children[index] = image(node, targets, inLink);
      return [SKIP, index + 1];
    });
  };
}

function link(node: Element, targets: ReadonlyMap<string, Target>): void {
  const { href } = node.properties;
  if (typeof href !== 'string' || href.startsWith('#') || href.startsWith('mailto:')) return;
  if (isAbsolute(href)) {
    node.properties.rel = ['external', 'noopener', 'noreferrer'];
    return;
  }
  const target = targets.get(href);
  if (target) node.properties.href = 'href' in target ? target.href : target.src;
  else delete node.properties.href;
}

function image(node: Element, targets: ReadonlyMap<string, Target>, inLink: boolean): ElementContent {
  const { src, alt = '' } = node.properties;
  const address = typeof src === 'string' ? src : '';
  const target = targets.get(address);
  if (target && 'src' in target) {
    const { src: own, width, height } = target;
    const size = { ...(width && { width }), ...(height && { height }) };
    return { ...node, properties: { src: own, alt, ...size, loading: 'lazy', decoding: 'async' } };
  }
  const text = { type: 'text' as const, value: String(alt) || address };
  // A link within a link is not HTML.
  if (!isAbsolute(address) || inLink) return { type: 'element', tagName: 'span', properties: {}, children: [text] };
  const properties = { href: address, rel: ['external', 'noopener', 'noreferrer'] };
  return { type: 'element', tagName: 'a', properties, children: [text] };
}

const PREFIX = 'user-content-';

/**
 * Sanitising prefixes the ids that an author wrote; this points their links to the same ids. Links to nothing lose their
 * address. Runs when headings have their ids.
 */
export function rehypeAnchors() {
  return (tree: Root) => {
    const ids = new Set<unknown>();
    visit(tree, 'element', ({ properties }) => {
      ids.add(properties.id);
    });
    visit(tree, 'element', (node) => {
      const { href } = node.properties;
      if (node.tagName !== 'a' || typeof href !== 'string' || !href.startsWith('#')) return;
      const id = decode(href.slice(1));
      if (ids.has(id)) return;
      if (ids.has(PREFIX + id)) node.properties.href = `#${PREFIX}${id}`;
      else delete node.properties.href;
      // `aria-describedby` of footnote calls is prefixed by sanitising itself.
    });
  };
}

/** The ids of a rendered tree and the texts of its headings. */
export interface RenderedHeading {
  depth: number;
  id: string;
  text: string;
}

/** Headings with their ids, in the order of the document. */
export function headingsOf(tree: Root): RenderedHeading[] {
  const headings: RenderedHeading[] = [];
  visit(tree, 'element', (node) => {
    const [, depth] = /^h([1-6])$/.exec(node.tagName) ?? [];
    const { id } = node.properties;
    if (depth && typeof id === 'string') headings.push({ depth: Number(depth), id, text: textOf(node).trim() });
  });
  return headings;
}

/** A percent-encoded text in plain; as it is where it is not one. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
