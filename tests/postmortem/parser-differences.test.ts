import type { Nodes } from 'mdast';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import { toElements } from '../../src/postmortem/body/elements.ts';
import { parseMarkdown } from '../../src/postmortem/body/markdown.ts';

const remark = unified().use(remarkParse).use(remarkGfm);
const printer = unified().use(rehypeStringify, { allowDangerousHtml: true });
const html = (tree: ReturnType<typeof parseMarkdown>) => printer.stringify(toElements(tree));
const both = (markdown: string) => [html(parseMarkdown(markdown)), html(remark.parse(markdown))];

// Differences that matter are worked around; see src/postmortem/body/table-borders.ts.
test.each([
  '| Time | See |\n| - | - |\n| 15:45 |https://example.org/a|\n',
  '|See|Time|\n|-|-|\n|www.example.org/a|15:45|\n',
  '|See|Time|\n|-|-|\n|**https://example.org/a**|15:45|\n',
  '|https://example.org|Time|\n|-|-|\n|https://example.org/a|https://example.org/b|\n',
  'https://example.org|Time\n:-|-\nsee https://example.org/a|\\|https://example.org/b|c\n',
  '> - a\n>\n>   |(https://example.org/a|b|\n>   |-|-|\n>   |HTTP://example.org/b|`c|d`|\n',
  // Outside tables, `|` is part of the address.
  'https://example.org/a|b\n-|-|-\nhttps://example.org/c|d',
  '```\nhttps://example.org/a|b\n|-|-|\nhttps://example.org/c|d\n```\n',
  '|a|b|\n|-|-|\n|https://example.org/c|d|\n\nSee https://example.org/e|f',
])('an address ends at the border of its cell: %j', (markdown) => {
  const [ours, theirs] = both(markdown);
  expect(ours).toBe(theirs);
});

test('an address at the border of its cell does not shift places', () => {
  const places = (address: string) => {
    const found: string[] = [];
    const row = `|*e*|[f](${address})|g|**h**|\n|i|[j](k)|(${address}|l|\n`;
    visit(parseMarkdown(`|a|b|c|d|\n|-|-|-|-|\n${row}\nm`), ({ type, position }: Nodes) => {
      // The address may become a link, and the rest of the cell a separate text.
      if (type !== 'link' && type !== 'text')
        found.push(`${type} ${position && Object.values(position).map((at) => `${at.line}:${at.column}`)}`);
    });
    return found;
  };
  // The other text is equally long, but not an address.
  expect(places('https://o.p')).toEqual(places('12345://o.p'));
});

// The remaining differences, found in random documents; none loses information. If a row fails, the difference is gone:
// remove the row.
describe('unlike remark, the parser', () => {
  test.each([
    ['links no mail address after a slash', 'git+ssh://git@example.org/a'],
    ['links an address directly after an emoji', '🔥www.example.org'],
    ['strikes through text directly before an emoji', '~~[~~🔥'],
    ['takes an empty task and the empty item after it for one', '- [ ] \n- '],
    ['treats no hyphen as an item directly after a rule and a definition', '[a]: b.md\n---\n- '],
    ['keeps the indentation of a line after an empty task', '- [x] \n    a'],
    ['keeps the task of an item that is underlined to a heading', '- [ ] a <details>\n    ---\n'],
    ['takes a line of nothing but a tag for the next row of a table', '| a |\n| - |\n<b>'],
    ['takes a line of nothing but a tag not for more of a footnote', '\n[^1]: a\n<b>\n'],
    ['drops blank lines of unclosed code in a list', '- ```\n\n\n[^1]: a\n'],
    ['makes a table directly after a definition and an indentation', '[a]: b.md\n    | a |\n| - |\n'],
  ])('%s', (_, markdown) => {
    const [ours, theirs] = both(markdown);
    expect(ours).not.toBe(theirs);
  });
});
