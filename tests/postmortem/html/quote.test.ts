import { fromHtml } from 'hast-util-from-html';
import { selectAll } from 'hast-util-select';
import { describe, expect, test } from 'vitest';
import { toElements } from '../../../src/postmortem/body/elements.ts';
import { parseMarkdown } from '../../../src/postmortem/body/markdown.ts';
import { quoteSection } from '../../../src/postmortem/html/quote.ts';
import { renderHtml } from '../../../src/postmortem/html/render.ts';

async function quoted(markdown: string) {
  const rendered = await renderHtml(toElements(parseMarkdown(markdown)), new Map());
  return quoteSection(rendered, 'root-cause', { page: '/p/', level: 4 });
}

describe('quoteSection', () => {
  test('returns the content of the section without its heading, and of no other', async () => {
    expect(await quoted('# Summary\n\na\n\n## Root cause\n\nb\n\n- c\n\nd\n\n# Impact\n\ne')).toEqual({
      html: '<p>b</p>\n<ul>\n<li>c</li>\n</ul>\n<p>d</p>',
      id: 'root-cause',
    });
  });

  test.each(['# Summary\n\na', 'a', ''])('returns nothing for %j', async (markdown) => {
    expect(await quoted(markdown)).toBe(undefined);
  });

  test.each([
    ['# Root cause\n\n## Why\n\n### How', '<h4>Why</h4><h5>How</h5>'],
    ['# A\n\n## Root cause\n\n### Why', '<h4>Why</h4>'],
    ['# Root cause\n\n## 1\n\n### 2\n\n#### 3\n\n##### 4', '<h4>1</h4><h5>2</h5><h6>3</h6><h6>4</h6>'],
  ])('moves the subheadings of %j to the level, without ids and links', async (markdown, html) => {
    expect((await quoted(markdown))?.html.replaceAll('\n', '')).toBe(html);
  });

  test.each([
    ['a[^1]\n\n[^1]: b', /href="\/p\/#user-content-fn-1"/],
    ['[a](#summary "x id=")', '<p><a href="/p/#summary" title="x id=">a</a></p>'],
    ['<p id="x">a</p>', '<p>a</p>'],
    ['<p title="x id=" lang="de" id="y">a</p>', '<p title="x id=" lang="de">a</p>'],
    ['`<h2 id="x">`', '<p><code>&#x3C;h2 id="x"></code></p>'],
    ['[a](https://a.example/#b)', '<p><a href="https://a.example/#b"'],
  ])('links %j to the page of the document, and keeps no ids', async (markdown, expected) => {
    const html = (await quoted(`# Summary\n\n# Root cause\n\n${markdown}`))?.html ?? '';
    if (typeof expected === 'string') expect(html).toContain(expected);
    else expect(html).toMatch(expected);
    expect(selectAll('[id], [aria-describedby]', fromHtml(html, { fragment: true }))).toEqual([]);
  });
});
