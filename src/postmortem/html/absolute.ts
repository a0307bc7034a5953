import type { Root } from 'hast';
import rehypeRaw from 'rehype-raw';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { SKIP, visit } from '../body/visit.ts';

const processor = unified().use(rehypeRaw).use(rehypeStringify).freeze();

// A document is in the feed of every service that it names, up to a hundred, and feeds are created one after another.
const MAX_RECENT = 100;
const recent = new Map<string, { html: string; absolute: string }>();

/**
 * Adapts rendered HTML for use outside the site, such as in feeds: makes the addresses of links and images absolute, relative to
 * `page` (an absolute address), and removes the links of headings to themselves.
 */
export function absoluteHtml(html: string, page: string): string {
  const cached = recent.get(page);
  const absolute = cached?.html === html ? cached.absolute : makeAbsolute(html, page);
  recent.delete(page);
  recent.set(page, { html, absolute });
  const [oldest] = recent.keys();
  if (recent.size > MAX_RECENT && oldest !== undefined) recent.delete(oldest);
  return absolute;
}

function makeAbsolute(html: string, page: string): string {
  const tree = processor.runSync({ type: 'root', children: [{ type: 'raw', value: html }] }) as Root;
  visit(tree, 'element', (node, index, parent) => {
    const { className, href, src } = node.properties;
    if (parent && index !== undefined && Array.isArray(className) && className.includes('heading-link')) {
      parent.children.splice(index, 1);
      return [SKIP, index];
    }
    if (typeof href === 'string') node.properties.href = resolve(href, page);
    if (typeof src === 'string') node.properties.src = resolve(src, page);
    return undefined;
  });
  return processor.stringify(tree);
}

function resolve(address: string, page: string): string {
  return URL.parse(address, page)?.href ?? address;
}
