import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';

const printer = unified().use(rehypeStringify).freeze();
const REMOTE = /^(?:https?:|mailto:|[^:]*$|#|\/(?!\/)|\.)/i;

/** Returns the problems in a piece of rendered HTML. */
export function htmlProblems(html: string): string[] {
  const tree = fromHtml(html, { fragment: true });
  const [written, printed] = [normal(html), normal(printer.stringify(tree))];
  const problems = printed === written ? [] : [`is not balanced: ${difference(written, printed)}`];
  return [...problems, ...elementProblems(tree)];
}

/** Removes what parsers ignore: empty values, and the first line break in preformatted text. */
function normal(html: string): string {
  return html.replaceAll('=""', '').replaceAll(/(<pre(?: [^>]*)?>)\n/g, '$1');
}

function elementProblems(tree: Root): string[] {
  const ids = new Set<string>();
  const problems: string[] = [];
  visit(tree, 'element', (node: Element) => {
    const { tagName, properties } = node;
    if (['script', 'style', 'iframe', 'object', 'embed', 'form', 'link', 'meta', 'base'].includes(tagName)) {
      problems.push(`has <${tagName}>`);
    }
    for (const [name, value] of Object.entries(properties)) {
      if (/^on/i.test(name) || name === 'style') problems.push(`has the attribute ${name}`);
      if (/^(?:href|src|srcSet|cite|longDesc)$/.test(name) && !REMOTE.test(String(value))) {
        problems.push(`leads to ${String(value)}`);
      }
    }
    const { id } = properties;
    if (typeof id !== 'string') return;
    if (ids.has(id)) problems.push(`has the id ${id} twice`);
    ids.add(id);
  });
  return problems;
}

/** Returns the first difference between two texts, with its context. */
function difference(a: string, b: string): string {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index += 1;
  const around = (text: string) => JSON.stringify(text.slice(Math.max(0, index - 60), index + 60));
  return `${around(a)} reads as ${around(b)}`;
}
