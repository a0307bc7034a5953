import type { Element, ElementContent, Root, RootContent } from 'hast';
import { headingRank } from 'hast-util-heading-rank';
import { toString as textOf } from 'hast-util-to-string';
import { SKIP, visit } from '../body/visit.ts';
import { PREFIX } from './ids.ts';
import type { Labels } from './labels.ts';

/** Moves the top headings of a document to level 2, because the page's title is level 1, and closes gaps between levels. */
export function rehypeHeadingRanks() {
  return (tree: Root) => {
    const open: number[] = [];
    visit(tree, 'element', (node) => {
      const rank = headingRank(node);
      if (rank === undefined) return;
      while ((open.at(-1) ?? 0) >= rank) open.pop();
      open.push(rank);
      node.tagName = `h${Math.min(open.length + 1, 6)}`;
    });
  };
}

const ALERTS = ['note', 'tip', 'important', 'warning', 'caution'] as const;
const ALERT = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][^\S\n]*(?:\n|$)/;

/** Renders GitHub's alerts: block quotes whose first line is `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]`. */
export function rehypeAlerts(labels: Labels) {
  return (tree: Root) => {
    visit(tree, 'element', (node) => {
      if (node.tagName !== 'blockquote') return;
      const paragraph = node.children.find((child) => child.type === 'element');
      const first = paragraph?.children[0];
      if (paragraph?.tagName !== 'p' || first?.type !== 'text') return;
      const [marker, word] = ALERT.exec(first.value) ?? [];
      if (!marker || !word) return;
      first.value = first.value.slice(marker.length);
      const title = labels[word.toLowerCase() as (typeof ALERTS)[number]];
      node.tagName = 'div';
      node.properties = { className: ['alert', `alert-${word.toLowerCase()}`], role: 'note', ariaLabel: title };
      if (textOf(paragraph).trim() === '' && !paragraph.children.some(({ type }) => type === 'element')) {
        node.children.splice(node.children.indexOf(paragraph), 1);
      }
      node.children.unshift(element('p', { className: ['alert-title'], ariaHidden: 'true' }, [text(title)]));
    });
  };
}

/** Wraps each table in a box that scrolls on narrow screens, also by keyboard. Aligns cells by class. */
export function rehypeTableBoxes(labels: Labels) {
  return (tree: Root) => {
    visit(tree, 'element', (node, index, parent) => {
      if (node.tagName !== 'table' || !parent || index === undefined) return undefined;
      const heads: string[] = [];
      visit(node, 'element', (cell) => {
        if (cell.tagName === 'th') heads.push(textOf(cell).trim());
        const { align, ...others } = cell.properties;
        if (align) cell.properties = { ...others, className: [`align-${align}`] };
      });
      const named = heads.filter((head) => head !== '').slice(0, 4);
      const label = named.length > 0 ? labels.tableOf(named.join(', ')) : labels.table;
      const properties = { className: ['table-box'], role: 'group', ariaLabel: label, tabIndex: 0 };
      parent.children[index] = element('div', properties, [node]);
      return [SKIP, index + 1];
    });
  };
}

/**
 * Appends a link to itself to each heading with an id, to copy its address with the mouse. Keyboards and screen readers have the
 * links of the contents, and hear the names of headings without it.
 */
export function rehypeHeadingLinks() {
  return (tree: Root) => {
    const inLinks = elementsInLinks(tree);
    visit(tree, 'element', (node) => {
      const { id } = node.properties;
      if (headingRank(node) === undefined || typeof id !== 'string' || node.properties.className) return;
      if (inLinks.has(node)) return;
      const properties = { href: `#${id}`, className: ['heading-link'], ariaHidden: 'true', tabIndex: -1 };
      node.children.push(element('a', properties, [text('#')]));
    });
  };
}

/** Returns the elements within links, which must not contain other links. An unclosed link contains all that follows. */
export function elementsInLinks(tree: Root): ReadonlySet<Element> {
  const found = new Set<Element>();
  visit(tree, 'element', (link) => {
    if (link.tagName !== 'a' || found.has(link)) return;
    visit(link, 'element', (node) => {
      if (node !== link) found.add(node);
    });
  });
  return found;
}

/** Labels the checkboxes of task lists for screen readers. */
export function rehypeTaskBoxes(labels: Labels) {
  return (tree: Root) => {
    visit(tree, 'element', (node) => {
      if (node.tagName !== 'input') return;
      node.properties.ariaLabel = node.properties.checked ? labels.done : labels.notDone;
    });
  };
}

/** Labels the footnotes, whose texts are in English before. */
export function rehypeFootnotes(labels: Labels) {
  return (tree: Root) => {
    visit(tree, 'element', (node) => {
      const { id, dataFootnoteBackref, ariaLabel } = node.properties;
      if (id === `${PREFIX}footnote-label`) node.children = [text(labels.footnotes)];
      if (dataFootnoteBackref === undefined) return;
      node.properties.ariaLabel = labels.backTo(/[\d-]+$/.exec(String(ariaLabel))?.[0] ?? '');
    });
  };
}

function element(tagName: string, properties: Element['properties'], children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children };
}

function text(value: string): Extract<RootContent, { type: 'text' }> {
  return { type: 'text', value };
}
