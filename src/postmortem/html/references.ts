import type { Element, ElementContent, Root } from 'hast';
import { headingRank } from 'hast-util-heading-rank';
import { toString as textOf } from 'hast-util-to-string';
import type { Place } from '../../diagnostics/diagnostic.ts';
import { SKIP, visit } from '../body/visit.ts';
import { writtenPlace } from '../limits/tree.ts';
import { isHttpUrl } from '../url.ts';
import { headingIds, PREFIX } from './ids.ts';
import { elementsInLinks } from './structure.ts';

/** A link or an image as written. */
export interface Reference {
  kind: 'link' | 'image';
  url: string;
  /** Alternative text of an image; empty when there is none. */
  alt: string;
  /** The visible text of a link (including the texts of its images) or of an image. */
  text: string;
  /** Place in the parsed Markdown, with lines from 1; absent for elements implied by raw HTML. */
  place?: Place;
  /** Place of the address; absent for reference links and for addresses that are written differently, such as encoded ones. */
  addressPlace?: Place;
}

/** The target of a relative reference in the built site. Width and height are in CSS pixels. */
export type Target = { href: string } | { src: string; width?: number; height?: number };

const SCHEME = /^[a-z][a-z\d+.-]*:/i;

/** Whether an address has a scheme or starts with `//`: it leads to another site, or to no page at all. */
export function isAbsolute(url: string): boolean {
  return SCHEME.test(url) || url.startsWith('//');
}

// The schemes that rehype-sanitize allows by default; it compares them case-sensitively.
const SAFE_SCHEME = /^(?:https?|mailto|ircs?|xmpp):/i;
const ENCODED_IPV6 = /^(https?:\/\/(?:[^/?#@]*@)?)%5B([\da-f:.]+)%5D/;

/**
 * Whether the site keeps an absolute address: its scheme must lead to a page, a mailbox or a chat, and http and https
 * addresses must be parsable.
 */
export function isSafe(url: string): boolean {
  if (url.startsWith('//')) return URL.canParse(url, 'https://localhost');
  return /^https?:/i.test(url) ? isHttpUrl(url) : SAFE_SCHEME.test(url);
}

/**
 * Normalizes the addresses of links and images in place, so that they can be compared: trims spaces, lowercases schemes, and
 * restores the brackets of IPv6 hosts that Markdown has percent-encoded.
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
 * Returns the links and images of a document in order, including those in raw HTML. `lines` are the lines of the parsed
 * Markdown, used to find the places of addresses.
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

/** Returns the visible text of a node. An image without alternative text shows its address when it cannot be loaded. */
function shownText(node: Element | ElementContent): string {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element') return '';
  if (node.tagName === 'img') return String(node.properties.alt || node.properties.src || '');
  return node.children.map(shownText).join('');
}

/** Returns the place of an address on the line of its link or image: after the bracket or quote that opens it. */
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

/** Returns the ids that links may name after `#`: those that headings will get (see `rehypeIds`), and those in raw HTML. */
export function anchorsOf(tree: Root): Set<string> {
  const own = new Set<string>();
  visit(tree, 'element', ({ properties: { id } }) => {
    if (typeof id === 'string') own.add(id);
  });
  const idOf = headingIds([...own].map((id) => PREFIX + id));
  const anchors = new Set<string>();
  visit(tree, 'element', (node) => {
    const { id } = node.properties;
    // Only the first of several elements with the same id keeps it.
    if (typeof id === 'string' && own.delete(id)) anchors.add(id);
    else if (headingRank(node) !== undefined) anchors.add(idOf(node));
  });
  return anchors;
}

/**
 * Replaces relative addresses with those in the built site (`targets`, by address as written). Broken links lose their address
 * and keep their text, external links get a `rel` attribute, and external images become links, so that reading a page makes no
 * requests to other sites.
 */
export function rehypeReferences(targets: ReadonlyMap<string, Target>) {
  return (tree: Root) => {
    const inLinks = elementsInLinks(tree);
    visit(tree, 'element', (node, index, parent) => {
      if (node.tagName === 'a') rewriteLink(node, targets);
      if (node.tagName !== 'img' || !parent || index === undefined) return undefined;
      parent.children[index] = rewriteImage(node, targets, inLinks.has(node));
      return [SKIP, index + 1];
    });
  };
}

function rewriteLink(node: Element, targets: ReadonlyMap<string, Target>): void {
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
  // These can reveal the target, which may be a hidden document.
  delete node.properties.title;
  delete node.properties.ariaLabel;
}

function rewriteImage(node: Element, targets: ReadonlyMap<string, Target>, inLink: boolean): ElementContent {
  const { src, alt = '' } = node.properties;
  const address = typeof src === 'string' ? src : '';
  const target = targets.get(address);
  if (target && 'src' in target) {
    const { src: own, width, height } = target;
    const size = { ...(width && { width }), ...(height && { height }) };
    return { ...node, properties: { src: own, alt, ...size, loading: 'lazy', decoding: 'async' } };
  }
  const text = { type: 'text' as const, value: String(alt) || address };
  // HTML does not allow links within links.
  if (!isAbsolute(address) || !isSafe(address) || inLink)
    return { type: 'element', tagName: 'span', properties: {}, children: [text] };
  const properties = { href: address, rel: ['external', 'noopener', 'noreferrer'] };
  return { type: 'element', tagName: 'a', properties, children: [text] };
}

/**
 * Adjusts links to ids that sanitizing has prefixed. Links to missing ids lose their address. Runs after headings have their
 * ids.
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
      // Sanitizing itself prefixes `aria-describedby` of footnote references.
    });
  };
}

/** A heading of a rendered document. */
export interface RenderedHeading {
  depth: number;
  id: string;
  text: string;
}

/** Returns the headings that have an id, in order. */
export function headingsOf(tree: Root): RenderedHeading[] {
  const headings: RenderedHeading[] = [];
  visit(tree, 'element', (node) => {
    const [, depth] = /^h([1-6])$/.exec(node.tagName) ?? [];
    const { id } = node.properties;
    if (depth && typeof id === 'string') headings.push({ depth: Number(depth), id, text: textOf(node).trim() });
  });
  return headings;
}

/** Percent-encodes the characters in a path or an id that have a special meaning in Markdown or in addresses. */
export function linkAddress(text: string): string {
  return text.replaceAll(/[\s%?#()<>[\]"'`\\]/g, (character) => {
    // `encodeURIComponent` does not encode these.
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
    return "()'".includes(character) ? `%${code}` : encodeURIComponent(character);
  });
}

/** Decodes a percent-encoded text; returns it unchanged when it is malformed. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
