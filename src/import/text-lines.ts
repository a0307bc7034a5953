import type { ListItem, Root, RootContent, Table } from 'mdast';
import { linesOfParagraph } from '../postmortem/body/paragraph-lines.ts';
import { plainText } from '../postmortem/body/plain-text.ts';
import type { SectionKind, SectionNames } from '../postmortem/body/section-names.ts';
import { sectionsOf } from '../postmortem/body/sections.ts';

/** A line of a document as plain text. */
export interface TextLine {
  text: string;
  /** Counted from 1 in the parsed Markdown. */
  line: number;
  /** The kinds of the section that it is in; its own for a heading. */
  kinds: readonly SectionKind[];
  isHeading: boolean;
}

/** Returns the lines of a document: headings, and the lines of paragraphs, list items and table rows. Code is left out. */
export function textLines(tree: Root, names?: SectionNames): TextLine[] {
  const sections = sectionsOf(tree, names);
  const first = tree.children.findIndex(({ type }) => type === 'heading');
  const preface = first < 0 ? tree.children : tree.children.slice(0, first);
  return [
    ...linesIn(preface, []),
    ...sections.flatMap(({ heading, title, kinds, content }) => [
      { text: title, line: lineOf(heading), kinds, isHeading: true },
      ...linesIn(content, kinds),
    ]),
  ].filter(({ text }) => text !== '');
}

/** Splits a text into sentences: before a capital after a period, a question mark or an exclamation mark. */
export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?])\s+(?=\p{Lu})/u);
}

function linesIn(nodes: readonly RootContent[], kinds: readonly SectionKind[]): TextLine[] {
  return nodes.flatMap((node): TextLine[] => {
    if (node.type === 'paragraph') {
      return linesOfParagraph(node).map((line) => ({
        text: plainText(line),
        line: lineOf(line),
        kinds,
        isHeading: false,
      }));
    }
    if (node.type === 'list') return node.children.flatMap((item: ListItem) => linesIn(item.children, kinds));
    if (node.type === 'blockquote') return linesIn(node.children, kinds);
    return node.type === 'table' ? rowsOf(node).map((row) => ({ ...row, kinds, isHeading: false })) : [];
  });
}

/** Returns the rows of a table with two columns as `label: value`; of one with a single row, each column so; else nothing. */
function rowsOf({ children }: Table): { text: string; line: number }[] {
  const rows = children.map((row) => ({ cells: row.children.map(plainText), line: lineOf(row) }));
  const [head, ...body] = rows;
  if (!head) return [];
  if (head.cells.length === 2) {
    return rows.map(({ cells: [name = '', value = ''], line }) => ({ text: pair(name, value), line }));
  }
  const [only, other] = body;
  if (!only || other) return [];
  return head.cells.map((name, index) => ({ text: pair(name, only.cells[index] ?? ''), line: only.line }));
}

function pair(name: string, value: string): string {
  return name === '' || value === '' ? '' : `${name.replace(/\s*:$/, '')}: ${value}`;
}

function lineOf({ position }: { position?: RootContent['position'] }): number {
  return position?.start.line ?? 1;
}
