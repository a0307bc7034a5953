import type { Paragraph, RootContent } from 'mdast';
import type { ActionItem } from '../action-items.ts';
import { saysNothing } from '../nothing.ts';
import { linesOfParagraph } from '../paragraph-lines.ts';
import { plainText } from '../plain-text.ts';
import { kindsOf, type SectionNames } from '../section-names.ts';
import type { InvalidField } from './action-fields.ts';
import { withoutClosing } from './closing.ts';
import { parseList, parseText } from './list-items.ts';
import { makeItem, type ParsedItem } from './parsed-item.ts';
import { type ActionStatus, statusOfHeading } from './status.ts';
import { parseTable } from './table-items.ts';

/** The action items of a document, and their fields with invalid values. */
export interface ParsedActions {
  /** In the order of the document. */
  items: ActionItem[];
  invalidFields: (InvalidField & Pick<ActionItem, 'title' | 'line'>)[];
  /** The action items whose status is unknown, by section. */
  unknown: ActionItem[][];
  /** The first text of each section, or below each subheading, without action items, which may contain some: prose, code or HTML. */
  prose: Prose[];
}

interface Prose {
  text: string;
  line: number;
}

/**
 * Parses the content of the action sections, which includes their headings: list items, table rows, and, in sections with
 * neither, the lines of paragraphs that have a sentence on each line. Headings and labels such as `Done` give the status of what is below them.
 */
export function parseActions(content: readonly RootContent[], names?: SectionNames): ParsedActions {
  const sections = splitSections(content, names).map(parseSection);
  const read = sections.flatMap(({ items }) => items);
  return {
    items: read.map(({ action }) => action),
    invalidFields: read.flatMap(({ action: { title, line }, invalidFields }) =>
      invalidFields.map((mark) => ({ ...mark, title, line })),
    ),
    unknown: sections
      .map(({ items }) => items.flatMap(({ action }) => (action.status === 'unknown' ? [action] : [])))
      .filter(({ length }) => length > 0),
    prose: sections.flatMap(({ prose }) => prose),
  };
}

/** Splits content at the headings that name an action section. */
function splitSections(content: readonly RootContent[], names?: SectionNames): RootContent[][] {
  const sections: RootContent[][] = [[]];
  for (const node of content) {
    if (node.type === 'heading' && kindsOf(plainText(node), names).includes('actions')) sections.push([]);
    sections.at(-1)?.push(node);
  }
  return sections;
}

/** The action items of a section, and the first text in it, or below its subheadings, where there are none. */
function parseSection(content: readonly RootContent[]): { items: ParsedItem[]; prose: Prose[] } {
  const items: ParsedItem[] = [];
  const paragraphs: { node: Paragraph; status: ActionStatus }[] = [];
  const headings: { depth: number; status: ActionStatus | undefined }[] = [];
  let label: ActionStatus | undefined;
  // Those above the first subheading introduce the others.
  const groups: { items: number; nodes: RootContent[] }[] = [{ items: 0, nodes: [] }];
  for (const node of content.flatMap(quoted)) {
    const status = label ?? headings.findLast((heading) => heading.status)?.status ?? 'unknown';
    if (node.type === 'heading') {
      while ((headings.at(-1)?.depth ?? 0) >= node.depth) headings.pop();
      headings.push({ depth: node.depth, status: statusOfHeading(plainText(node)) });
      label = undefined;
      if (node !== content[0]) groups.push({ items: items.length, nodes: [] });
    } else if (node.type === 'list') items.push(...parseList(node, status));
    else if (node.type === 'table') items.push(...parseTable(node, status));
    else if (node.type === 'paragraph' && isLabel(node)) label = statusOfHeading(plainText(node));
    else if (node.type === 'paragraph') paragraphs.push({ node, status });
    if (node.type !== 'heading' && node.type !== 'footnoteDefinition') groups.at(-1)?.nodes.push(node);
  }
  if (items.length > 0) {
    const without = groups.filter(
      (group, index) => index > 0 && group.items === (groups[index + 1]?.items ?? items.length),
    );
    return { items, prose: without.flatMap(({ nodes }) => firstText(nodes)) };
  }
  const fromLines = paragraphs.flatMap(parseLines);
  return { items: fromLines, prose: fromLines.length > 0 ? [] : firstText(groups.flatMap(({ nodes }) => nodes)) };
}

/** Returns the first text that says something, if there is one. */
function firstText(nodes: readonly RootContent[]): Prose[] {
  for (const node of nodes) {
    const text = textOf(node);
    if (/\p{L}/u.test(text) && !saysNothing(text)) return [{ text, line: node.position?.start.line ?? 1 }];
  }
  return [];
}

/** Returns what a quotation contains; other nodes as they are. */
function quoted(node: RootContent): RootContent[] {
  return node.type === 'blockquote' ? node.children.flatMap(quoted) : [node];
}

const MAX_HTML = 5000;

function textOf(node: RootContent): string {
  if (node.type !== 'html') return plainText(node);
  return node.value
    .slice(0, MAX_HTML)
    .replaceAll(/<!--[\s\S]*?-->|<[^<>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Whether a paragraph is a label for what is below it. */
function isLabel(node: Paragraph): boolean {
  const text = plainText(node);
  return text.length < 100 && (node.children.every(({ type }) => type === 'strong') || /:$/.test(text));
}

// Where each line of a paragraph is a sentence, each is an action item; other lines are wrapped prose.
const SENTENCE = /^[\p{Lu}\p{N}"“'`@[(].*[.!;]$|^[-–•*·]\s/u;

/** Reads the lines of paragraphs that have a sentence on each line as action items. */
function parseLines({ node, status }: { node: Paragraph; status: ActionStatus }): ParsedItem[] {
  const lines = linesOfParagraph(withoutClosing(node)).filter(
    (line) => /\p{L}/u.test(plainText(line)) && !/:$/.test(plainText(line)),
  );
  if (lines.length < 2 || !lines.every((line) => SENTENCE.test(plainText(line)))) return [];
  return lines.map((line) => {
    const read = parseText(plainText(line).replace(/^[-–•*·]\s+/, ''), line, status);
    return makeItem(read.title, read, read.status, line.position?.start.line);
  });
}
