import type { Element, ElementContent, Root, Text } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import rehypeParse from 'rehype-parse';
import rehypeRemark from 'rehype-remark';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { visit } from '../../postmortem/body/visit.ts';

const LEFT_OUT = new Set(
  'script style template noscript svg canvas iframe object embed nav form button select textarea link meta base dialog'.split(
    ' ',
  ),
);

const parser = unified().use(rehypeParse);
const writer = unified()
  .use(rehypeRemark)
  .use(remarkGfm)
  .use(remarkStringify, { bullet: '-', rule: '-', emphasis: '_', listItemIndent: 'one' });

/** Converts HTML to Markdown. Scripts, styles and navigation are left out. The title becomes a heading if there is none. */
export function fromHtml(html: string): string {
  const root = parser.parse(html) as Root;
  const title = find(root, 'title');
  const name = title ? textOf(title).trim() : '';
  const main = find(root, 'main') ?? only(root, 'article') ?? find(root, 'body');
  const content: Root = { type: 'root', children: main ? main.children : root.children };
  tidy(content);
  const hasHeading = find(content, 'h1') !== undefined;
  const markdown = String(writer.stringify(writer.runSync(content)));
  // Confluence writes the name of the space in front of the title.
  return name === '' || hasHeading ? markdown : `# ${name.replace(/^[^:]{1,40} : /, '')}\n\n${markdown}`;
}

function find(root: Root, name: string): Element | undefined {
  return all(root, name)[0];
}

function only(root: Root, name: string): Element | undefined {
  const [element, other] = all(root, name);
  return other ? undefined : element;
}

function all(root: Root, name: string): Element[] {
  const found: Element[] = [];
  visit(root, 'element', (node) => {
    if (node.tagName === name) found.push(node);
    return undefined;
  });
  return found;
}

/** Removes what is no text, and writes times that are only in attributes. */
function tidy(node: Root | Element): void {
  node.children = (node.children as ElementContent[]).filter((child) => {
    return child.type !== 'comment' && !(child.type === 'element' && LEFT_OUT.has(child.tagName));
  });
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    const { dateTime } = child.properties;
    if (child.tagName === 'time' && typeof dateTime === 'string' && textOf(child).trim() === '') {
      child.children = [{ type: 'text', value: dateTime }];
    }
    tidy(child);
    if (child.tagName === 'dl') makeList(child);
  }
}

/** Makes a list of terms and their descriptions, `- **Started:** 2024-02-01`. Markdown has no other form for them. */
function makeList(list: Element): void {
  const items: Element[] = [];
  for (const child of partsOf(list)) {
    const { tagName, children } = child;
    if (tagName === 'dt') items.push(element('li', [element('strong', [...children, text(':')])]));
    else items.at(-1)?.children.push(text(' '), ...children);
  }
  list.tagName = 'ul';
  list.children = items;
}

/** Returns the terms and descriptions of a list, also those in groups. */
function partsOf({ children }: Element): Element[] {
  return children.flatMap((child) => {
    if (child.type !== 'element') return [];
    return child.tagName === 'div' ? partsOf(child) : [child];
  });
}

function element(tagName: string, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties: {}, children };
}

function text(value: string): Text {
  return { type: 'text', value };
}
