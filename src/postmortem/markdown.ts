import type { Root as HastRoot } from 'hast';
import type { Root } from 'mdast';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeSlug from 'rehype-slug';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';

const parser = unified().use(remarkParse).use(remarkGfm);

// Ids of headings are made after sanitising, so nothing an author writes can clobber a name of the page.
const plain = unified().use(remarkRehype).use(rehypeSanitize, defaultSchema).use(rehypeSlug);
const withHtml = unified()
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw)
  .use(rehypeSanitize, defaultSchema)
  .use(rehypeSlug);
const printer = unified().use(rehypeStringify);

/** The Markdown (CommonMark and GFM) as a tree with positions from line 1. */
export function parseMarkdown(body: string): Root {
  return parser.parse(body);
}

/**
 * The tree as HTML that can run no script, whatever was written: raw HTML is kept as far as GitHub's allow list goes,
 * and only a document that has any pays for parsing it.
 */
export function renderHtml(root: Root): string {
  let hasHtml = false;
  visit(root, 'html', () => {
    hasHtml = true;
  });
  const hast = (hasHtml ? withHtml : plain).runSync(root) as HastRoot;
  return printer.stringify(hast);
}
