import type { Html, ListItem, Paragraph, RootContent } from 'mdast';
import { linesOfParagraph } from '../paragraph-lines.ts';
import { plainText } from '../plain-text.ts';
import { kindsOf, type SectionNames, splitRemark } from '../section-names.ts';
import type { Line } from './line.ts';
import { tableLines } from './table.ts';

/** Returns the lines of the timeline sections with this content, which includes their headings, in the order of the document. */
export function linesOf(content: readonly RootContent[], names?: SectionNames): Line[] {
  return content.flatMap((node): Line[] => {
    if (node.type === 'heading') {
      const text = plainText(node);
      const isSection = kindsOf(text, names).includes('timeline');
      return [
        {
          form: isSection ? 'section' : 'heading',
          text: isSection ? (splitRemark(text).remark ?? '') : text,
          line: lineOf(node),
        },
      ];
    }
    if (node.type === 'list') return node.children.map((item) => itemLine(item));
    if (node.type === 'table') return tableLines(node);
    if (node.type === 'paragraph') return textLines(node);
    if (node.type === 'code') return [{ form: 'code', text: firstLine(node.value), line: lineOf(node) }];
    if (node.type === 'html') return htmlLines(node);
    return node.type === 'blockquote' ? linesOf(node.children as RootContent[], names) : [];
  });
}

function itemLine(item: ListItem): Line {
  const [first, ...others] = item.children;
  const hasText = first?.type === 'paragraph';
  const nested = linesOf(hasText ? others : item.children).map((line): Line => {
    return line.form === 'text' ? { ...line, form: 'details' } : line;
  });
  const text = hasText ? plainText(first) : '';
  return { form: 'item', text, line: lineOf(item), ...(nested.length > 0 && { nested }) };
}

function textLines(paragraph: Paragraph): Line[] {
  return linesOfParagraph(paragraph).map((line) => ({ form: 'text', text: plainText(line), line: lineOf(line) }));
}

const MAX_HTML = 5000;

/** Returns tables and lists in HTML as one line each, which no time is read from. */
function htmlLines(node: Html): Line[] {
  const html = node.value.slice(0, MAX_HTML).replaceAll(/<!--[\s\S]*?-->/g, '');
  if (!/<(?:table|tr|ul|ol|li|dl)\b/i.test(html)) return [];
  const text = html
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return text === '' ? [] : [{ form: 'html', text, line: lineOf(node) }];
}

function firstLine(code: string): string {
  return code.trim().split('\n', 1)[0] ?? '';
}

function lineOf({ position }: { position?: RootContent['position'] }): number {
  return position?.start.line ?? 1;
}
