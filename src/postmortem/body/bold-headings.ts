import type { Heading, Paragraph, Root, RootContent } from 'mdast';
import { joinLines, linesOfParagraph } from './paragraph-lines.ts';
import { plainText } from './plain-text.ts';
import { kindsOf, type SectionNames } from './section-names.ts';

// Below any heading that is written as one, so that bold lines within a section are its subheadings.
const DEPTH = 6;

/**
 * Turns lines of paragraphs that act as headings into headings, if they name a known section: a bold line (`**Timeline:**`) and,
 * in a document without such headings, a line that ends with a colon (`Timeline:`) and the first line of a paragraph (`Timeline`).
 */
export function promoteHeadings(tree: Root, names?: SectionNames): void {
  // `**Impact: 30% of users**` is a statement.
  const isNamed = (node: Heading | Paragraph) => {
    const text = plainText(node);
    return !/:\s+\S/.test(text) && kindsOf(text, names).length > 0;
  };
  const hasHeadings = tree.children.some((node) => node.type === 'heading' && isNamed(node));
  const isHeading = (line: Paragraph, index: number) =>
    (isBold(line) || (!hasHeadings && (isLabel(line) || (index === 0 && isPlain(line))))) && isNamed(line);
  tree.children = tree.children.flatMap((node) =>
    node.type === 'paragraph' ? splitAtHeadings(node, isHeading) : node,
  );
}

function splitAtHeadings(paragraph: Paragraph, isHeading: (line: Paragraph, index: number) => boolean): RootContent[] {
  const lines = linesOfParagraph(paragraph);
  const headings = lines.map(isHeading);
  if (!headings.includes(true)) return [paragraph];
  const parts: (Heading | Paragraph[])[] = [];
  for (const [index, line] of lines.entries()) {
    const last = parts.at(-1);
    if (headings[index]) parts.push(headingOf(line));
    else if (Array.isArray(last)) last.push(line);
    else parts.push([line]);
  }
  return parts.map((part) => (Array.isArray(part) ? joinLines(part) : part));
}

/** Makes a heading of a line. Headings are bold without emphasis. */
function headingOf({ children, position }: Paragraph): Heading {
  const plain = children.flatMap((child) => (child.type === 'strong' ? child.children : child));
  return { type: 'heading', depth: DEPTH, children: plain, ...(position && { position }) };
}

function isBold({ children }: Paragraph): boolean {
  const [first, second, third] = children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
  if (first?.type !== 'strong' || third) return false;
  return second === undefined || (second.type === 'text' && second.value.trim() === ':');
}

function isLabel(line: Paragraph): boolean {
  return hasOnlyText(line) && /:\s*$/.test(plainText(line));
}

/** Whether a line is no sentence. */
function isPlain(line: Paragraph): boolean {
  return hasOnlyText(line) && !/[.,;]\s*$/.test(plainText(line));
}

function hasOnlyText({ children }: Paragraph): boolean {
  return children.every(({ type }) => type === 'text');
}
