import type { Element, ElementContent, Root } from 'hast';
import { headingRank } from 'hast-util-heading-rank';
import { toString as textOf } from 'hast-util-to-string';
import type { Place } from '../../diagnostics/diagnostic.ts';
import { SKIP, visit } from '../body/visit.ts';
import { writtenPlace } from '../limits/tree.ts';
import { isHttpUrl } from '../url.ts';
import { headingIds, PREFIX } from './ids.ts';
import { elementsInLinks } from './structure.ts';

/** A link or an image as its author wrote it. */
export interface Reference {
  kind: 'link' | 'image';
  url: string;
  /** Text of an image; empty where there is none. */
  alt: string;
  /** What readers see of a link, the texts of its images included, or of an image. */
  text: string;
  /** Where it stands in the parsed Markdown, lines from 1; absent for elements that raw HTML made by implication. */
  place?: Place;
  /** Where its address stands; absent for reference links and for addresses that are written in another way. */
  addressPlace?: Place;
}

/** Where a relative reference leads in the built site. Widths and heights are in CSS pixels. */
export type Target = { href: string } | { src: string; width?: number; height?: number };

const SCHEME = /^[a-z][a-z\d+.-]*:/i;

/** Whether an address names another site, or no page at all: it has a scheme or begins with `//`. */
export function isAbsolute(url: string): boolean {
  return SCHEME.test(url) || url.startsWith('//');
}

// What rehype-sanitize lets through, by its default schema; it compares schemes letter by letter.
const SAFE_SCHEME = /^(?:https?|mailto|ircs?|xmpp):/i;
const ENCODED_IPV6 = /^(https?:\/\/(?:[^/?#@]*@)?)%5B([\da-f:.]+)%5D/;

/**
 * Whether the site keeps an absolute address: of a scheme that leads to a page, a mailbox or a chat, and in the case of
 * http and https one that browsers can parse.
 */
export function isSafe(url: string): boolean {
  if (url.startsWith('//')) return URL.canParse(url, 'https://localhost');
  return /^https?:/i.test(url) ? isHttpUrl(url) : SAFE_SCHEME.test(url);
}

/**
 * Writes the addresses of links and images in place as the rest of the pipeline compares them: without spaces around
 * them, schemes in lower case, and IPv6 hosts in the brackets that Markdown has percent-encoded.
 */
export function normalizeAddresses(tree: Root): void {
  visit(tree, 'element', ({ properties }) => {
    for (const name of ['href', 'src'] as const) {
      const url = properties[name];
      if (typeof url !== 'string') continue;
      const lower = url.trim().replace(SAFE_SCHEME, (scheme) => scheme.toLowerCase());
      properties[name] = lower.replace(ENCODED_IPV6, '$1[$2]');
    }
  });
}

/**
 * Every link and image of a document, in its order, those of raw HTML included. `lines` are those of the parsed Markdown,
 * in which addresses are looked up.
 */
export function referencesOf(tree: Root, lines: readonly string[] = []): Reference[] {
  const references: Reference[] = [];
  visit(tree, 'element', (node) => {
    const { tagName, properties } = node;
    const url = tagName === 'a' ? properties.href : tagName === 'img' ? properties.src : undefined;
    if (typeof url !== 'string') return;
    const place = writtenPlace(node);
    const alt = typeof properties.alt === 'string' ? properties.alt.trim() : '';
    const kind = tagName === 'a' ? 'link' : 'image';
    const addressPlace = place && addressIn(lines[place.line - 1] ?? '', place, url);
    const places = { ...(place && { place }), ...(addressPlace && { addressPlace }) };
    references.push({ kind, url, alt, text: shownText(node), ...places });
  });
  return references;
}

/** An image without a text shows its address where it cannot be loaded. */
function shownText(node: Element | ElementContent): string {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element') return '';
  if (node.tagName === 'img') return String(node.properties.alt || node.properties.src || '');
  return node.children.map(shownText).join('');
}

/** Where an address stands in the line of its link or image: behind the bracket or the quote that opens it. */
function addressIn(line: string, { column, endColumn, ...place }: Place, url: string): Place | undefined {
  if (place.line !== place.endLine || url === '') return undefined;
  const written = line.slice(column - 1, endColumn - 1);
  const found = ['](', '](<', '="', "='"].map((opening) => {
    const index = written.indexOf(opening + url);
    return index < 0 ? -1 : index + opening.length;
  });
  const from = found.find((index) => index >= 0);
  if (from === undefined) return undefined;
  return { ...place, column: column + from, endColumn: column + from + url.length };
}

/** What a link may name after `#`: the ids that the headings get (see `rehypeIds`) and those of the author's HTML. */
export function anchorsOf(tree: Root): Set<string> {
  const own = new Set<string>();
  visit(tree, 'element', ({ properties: { id } }) => {
    if (typeof id === 'string') own.add(id);
  });
  const idOf = headingIds([...own].map((id) => PREFIX + id));
  const anchors = new Set<string>();
  visit(tree, 'element', (node) => {
    const { id } = node.properties;
    // Of elements with one id only the first keeps it.
    if (typeof id === 'string' && own.delete(id)) anchors.add(id);
    else if (headingRank(node) !== undefined) anchors.add(idOf(node));
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
    const inLinks = elementsInLinks(tree);
    visit(tree, 'element', (node, index, parent) => {
      if (node.tagName === 'a') link(node, targets);
      if (node.tagName !== 'img' || !parent || index === undefined) return undefined;
      parent.children[index] = image(node, targets, inLinks.has(node));
      return [SKIP, index + 1];
    });
  };
}

function link(node: Element, targets: ReadonlyMap<string, Target>): void {
  const { href } = node.properties;
  if (typeof href !== 'string' || href.startsWith('#') || href.startsWith('mailto:')) return;
  if (isAbsolute(href)) {
    if (!isSafe(href)) delete node.properties.href;
    else node.properties.rel = ['external', 'noopener', 'noreferrer'];
    return;
  }
  const target = targets.get(href);
  if (target) {
    node.properties.href = 'href' in target ? target.href : target.src;
    return;
  }
  delete node.properties.href;
  // These say where the link led: of a document that is not shown, more than its readers may know.
  delete node.properties.title;
  delete node.properties.ariaLabel;
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
  if (!isAbsolute(address) || !isSafe(address) || inLink)
    return { type: 'element', tagName: 'span', properties: {}, children: [text] };
  const properties = { href: address, rel: ['external', 'noopener', 'noreferrer'] };
  return { type: 'element', tagName: 'a', properties, children: [text] };
}

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

/** A path or an id as it may stand in a link: what Markdown or addresses take for something else is percent-encoded. */
export function linkAddress(text: string): string {
  return text.replaceAll(/[\s%?#()<>[\]"'`\\]/g, (character) => {
    // Left as they are by the standard function.
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
    return "()'".includes(character) ? `%${code}` : encodeURIComponent(character);
  });
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
