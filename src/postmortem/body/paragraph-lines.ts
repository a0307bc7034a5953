import type { Paragraph, PhrasingContent } from 'mdast';

/** Splits a paragraph at its line breaks, into paragraphs of one line each. */
export function linesOfParagraph(paragraph: Paragraph): Paragraph[] {
  const lines: PhrasingContent[][] = [[]];
  for (const node of paragraph.children) {
    if (node.type === 'break') lines.push([]);
    else if (node.type === 'text') {
      const [first = '', ...others] = node.value.split('\n');
      if (first !== '') lines.at(-1)?.push({ ...node, value: first });
      for (const value of others) lines.push(value === '' ? [] : [{ ...node, value }]);
    } else lines.at(-1)?.push(node);
  }
  // A break at the end of a line is followed by the line's end.
  const written = lines.filter((line, index) => line.length > 0 || index === 0);
  const start = paragraph.position?.start;
  return written.map((children, index): Paragraph => {
    const from = start && { line: start.line + index, column: index === 0 ? start.column : 1 };
    return { type: 'paragraph', children, ...(from && { position: { start: from, end: from } }) };
  });
}

/** Joins lines of a paragraph to one paragraph. */
export function joinLines(lines: readonly Paragraph[]): Paragraph {
  const [first] = lines;
  const end = lines.at(-1)?.position?.end;
  return {
    type: 'paragraph',
    children: lines.flatMap(({ children }, index) =>
      index === 0 ? children : [{ type: 'text' as const, value: '\n' }, ...children],
    ),
    ...(first?.position && end && { position: { start: first.position.start, end } }),
  };
}
