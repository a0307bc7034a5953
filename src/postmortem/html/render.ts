import rehypeShiki from '@shikijs/rehype';
import type { Element, Root } from 'hast';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import rehypeSlug from 'rehype-slug';
import rehypeStringify from 'rehype-stringify';
import { createCssVariablesTheme, type ShikiTransformer } from 'shiki';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { headingsOf, type RenderedHeading, rehypeAnchors, rehypeReferences, type Target } from './references.ts';
import {
  rehypeAlerts,
  rehypeHeadingLinks,
  rehypeHeadingRanks,
  rehypeTableBoxes,
  rehypeTaskBoxes,
} from './structure.ts';
import { type TextSection, textSections } from './text.ts';

export interface Rendered {
  html: string;
  /** Headings of `html`, without that of the footnotes. */
  headings: RenderedHeading[];
  /** What `html` says, for the search. */
  sections: TextSection[];
}

const { '*': anywhere = [], ...attributes } = defaultSchema.attributes ?? {};

/**
 * GitHub's allow list without what would fetch from elsewhere (picture, source), take over the keyboard (accesskey,
 * tabindex) or is long gone from HTML.
 */
const schema: typeof defaultSchema = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => !['picture', 'source', 'strike', 'tt'].includes(name)),
  attributes: {
    ...attributes,
    img: ['src', 'alt'],
    // Of the attributes that GitHub allows on any element, those that HTML still knows.
    '*': anywhere.filter((name) =>
      [
        'colSpan',
        'rowSpan',
        'dateTime',
        'dir',
        'headers',
        'id',
        'lang',
        'open',
        'scope',
        'start',
        'title',
        'value',
        'checked',
        'reversed',
      ].includes(String(name)),
    ),
  },
};

// Colours are variables of the style sheet (light and dark), and classes rather than style attributes, so that a
// Content-Security-Policy may forbid inline styles.
const theme = createCssVariablesTheme({ name: 'variables', variablePrefix: '--code-', fontStyle: false });
const classesForStyles: ShikiTransformer = {
  span(node) {
    const [, name] = /--code-token-([\w-]+)/.exec(String(node.properties.style)) ?? [];
    delete node.properties.style;
    if (name) node.properties.class = `code-${name}`;
  },
  pre(node) {
    node.properties = { class: 'code', tabindex: '0', role: 'group', 'aria-label': 'Code' };
  },
};

const base = unified()
  .use(rehypeSanitize, schema)
  .use(rehypeHeadingRanks)
  .use(rehypeSlug)
  .use(rehypeAnchors)
  .use(rehypeAlerts)
  .use(rehypeTableBoxes)
  .use(rehypeTaskBoxes)
  .freeze();
const highlighter = unified()
  .use(rehypeShiki, {
    theme,
    lazy: true,
    fallbackLanguage: 'text',
    defaultLanguage: 'text',
    transformers: [classesForStyles],
  })
  .freeze();
const printer = unified().use(rehypeStringify).freeze();

/**
 * A document's elements as HTML that can run no script and asks no other site for anything, whatever was written.
 * Everything of the author's is sanitised first; what the product adds comes after. `targets` says where relative
 * links and images lead. Does not change `tree`.
 */
export async function renderHtml(tree: Root, targets: ReadonlyMap<string, Target>): Promise<Rendered> {
  let root = (await base.run(tree)) as Root;
  rehypeReferences(targets)(root);
  const headings = headingsOf(root).filter(({ id }) => !id.endsWith('footnote-label'));
  const sections = textSections(root);
  rehypeHeadingLinks()(root);
  if (hasCode(root)) root = (await highlighter.run(root)) as Root;
  return { html: printer.stringify(root), headings, sections };
}

function hasCode(root: Root): boolean {
  let found = false;
  visit(root, 'element', (node: Element) => {
    if (node.tagName === 'pre') found = true;
  });
  return found;
}
