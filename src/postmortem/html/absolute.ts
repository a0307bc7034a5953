import type { Root } from 'hast';
import rehypeRaw from 'rehype-raw';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { SKIP, visit } from 'unist-util-visit';

const processor = unified().use(rehypeRaw).use(rehypeStringify).freeze();

/**
 * Rendered HTML for readers that show it elsewhere, such as feeds: every link and image gets its whole address, as seen
 * from `page` (absolute), and the links of headings to themselves are left out.
 */
export function absoluteHtml(html: string, page: string): string {
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
