import type { ElementContent, Root, RootContent } from 'hast';
import { headingRank } from 'hast-util-heading-rank';
import { toString as textOf } from 'hast-util-to-string';

/** The visible text between one heading and the next. */
export interface TextSection {
  /** Id of the heading; empty before the first one. */
  anchor: string;
  /** Text of the heading. */
  title: string;
  /** Plain text with a line for each paragraph, list item and table row. */
  text: string;
  /** Lines of code blocks and inline code, which `text` contains too. */
  code: string[];
}

const BLOCKS = new Set(
  'address blockquote br caption dd details div dl dt figure figcaption hr li ol p pre section summary table tr ul'.split(
    ' ',
  ),
);
const CELLS = new Set(['td', 'th']);

/** Returns the text of a document by heading, without empty sections. */
export function textSections(root: Root): TextSection[] {
  const sections: TextSection[] = [{ anchor: '', title: '', text: '', code: [] }];
  const write = (text: string) => {
    const section = sections.at(-1);
    if (section) section.text += text;
  };
  const read = (node: RootContent | ElementContent) => {
    if (node.type === 'text') return write(node.value);
    if (node.type !== 'element' || node.properties.dataFootnoteBackref !== undefined) return;
    if (headingRank(node) !== undefined) {
      sections.push({ anchor: String(node.properties.id ?? ''), title: lineOf(textOf(node)), text: '', code: [] });
      return;
    }
    // Pushed one by one, because a code block may have more lines than a call can take arguments.
    if (node.tagName === 'code') for (const line of tidyLines(textOf(node))) sections.at(-1)?.code.push(line);
    if (node.tagName === 'img') write(String(node.properties.alt ?? ''));
    const separator = BLOCKS.has(node.tagName) ? '\n' : CELLS.has(node.tagName) ? ' ' : '';
    write(separator);
    for (const child of node.children) read(child);
    write(separator);
  };
  for (const child of root.children) read(child);
  const tidy = sections.map((section) => ({ ...section, text: tidyLines(section.text).join('\n') }));
  return tidy.filter(({ title, text }) => title !== '' || text !== '');
}

function tidyLines(text: string): string[] {
  return text
    .split('\n')
    .map(lineOf)
    .filter((line) => line !== '');
}

// Single spaces, the most frequent ones, stay as they are.
const WHITESPACE = /\s{2,}|[^\S ]/g;

/** Returns a text on one line, with single spaces. */
export function lineOf(text: string): string {
  return text.replaceAll(WHITESPACE, ' ').trim();
}
