import type { Heading, Paragraph, PhrasingContent, Root, RootContent } from 'mdast';
import { plainText } from './plain-text.ts';
import { kindsOf, type SectionNames } from './section-names.ts';

// Below any heading that is written as one, so that bold lines within a section are its subheadings.
const DEPTH = 6;

/**
 * Turns lines that act as headings into headings, if they name a known section: a bold line (`**Timeline:**`) and, in a
 * document without such headings, a line that ends with a colon (`Timeline:`). Text on the following lines of the paragraph
 * becomes a paragraph of its own.
 */
export function promoteHeadings(tree: Root, names?: SectionNames): void {
  // `**Impact:** 30% of users` and `**Impact: 30% of users**` are statements.
  const isNamed = (node: Heading | Paragraph) =>
    !/:\s+\S/.test(plainText(node)) && kindsOf(plainText(node), names).length > 0;
  const hasHeadings = tree.children.some((node) => node.type === 'heading' && isNamed(node));
  tree.children = tree.children.flatMap((node): RootContent[] => {
    if (node.type !== 'paragraph') return [node];
    const [line, rest] = splitFirstLine(node);
    const isHeading = isBold(line) || (!hasHeadings && isLabel(line));
    if (!isHeading || !isNamed(line)) return [node];
    const heading: Heading = { ...line, type: 'heading', depth: DEPTH };
    return rest.children.length > 0 ? [heading, rest] : [heading];
  });
}

function isBold({ children }: Paragraph): boolean {
  const [first, second] = children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
  if (first?.type !== 'strong') return false;
  return second === undefined || (second.type === 'text' && second.value.trim() === ':');
}

function isLabel({ children }: Paragraph): boolean {
  return children.every(({ type }) => type === 'text') && /:\s*$/.test(plainText({ type: 'paragraph', children }));
}

/** Splits a paragraph after its first line. */
function splitFirstLine(paragraph: Paragraph): [line: Paragraph, rest: Paragraph] {
  const { children, position } = paragraph;
  const index = children.findIndex(
    (child) => child.type === 'break' || (child.type === 'text' && child.value.includes('\n')),
  );
  const node = children[index];
  if (!node) return [paragraph, { type: 'paragraph', children: [] }];
  const [before = '', ...after] = node.type === 'text' ? node.value.split('\n') : [];
  const text = (value: string): PhrasingContent[] => (value === '' ? [] : [{ type: 'text', value }]);
  const rest = [...text(after.join('\n')), ...children.slice(index + 1)];
  const start = position && { line: position.start.line + 1, column: 1 };
  return [
    {
      type: 'paragraph',
      children: [...children.slice(0, index), ...text(before)],
      ...(position && { position: { start: position.start, end: { ...position.start } } }),
    },
    { type: 'paragraph', children: rest, ...(position && start && { position: { start, end: position.end } }) },
  ];
}
