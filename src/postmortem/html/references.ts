import type { Element, ElementContent, Root } from 'hast';
import type { Place } from '../../diagnostics/diagnostic.ts';
import { SKIP, visit } from '../body/visit.ts';
import { writtenPlace } from '../limits/tree.ts';
import { isAbsolute, isSafe } from './addresses.ts';
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
