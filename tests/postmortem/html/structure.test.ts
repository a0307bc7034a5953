import fc from 'fast-check';
import { fromHtml } from 'hast-util-from-html';
import { select, selectAll } from 'hast-util-select';
import { toString as textOf } from 'hast-util-to-string';
import { describe, expect, test } from 'vitest';
import { toElements } from '../../../src/postmortem/body/elements.ts';
import { parseMarkdown } from '../../../src/postmortem/body/markdown.ts';
import { renderHtml } from '../../../src/postmortem/html/render.ts';

async function render(markdown: string) {
  const elements = toElements(parseMarkdown(markdown));
  const { html, headings } = await renderHtml(elements, new Map());
  return { html, headings, tree: fromHtml(html, { fragment: true }) };
}

describe('headings', () => {
  test.each<[string, string[]]>([
    ['# A\n## B\n# C', ['h2', 'h3', 'h2']],
    ['### A\n# B', ['h2', 'h2']],
    ['## A\n#### B\n##### C\n### D', ['h2', 'h3', 'h4', 'h3']],
    ['###### A\n# B\n###### C', ['h2', 'h2', 'h3']],
    ['# 1\n## 2\n### 3\n#### 4\n##### 5\n###### 6', ['h2', 'h3', 'h4', 'h5', 'h6', 'h6']],
    ['<h1>A</h1>\n\nB\n-', ['h2', 'h3']],
  ])('in %j start at level 2 and skip none', async (markdown, expected) => {
    const { tree } = await render(markdown);
    expect(selectAll('h1,h2,h3,h4,h5,h6', tree).map(({ tagName }) => tagName)).toEqual(expected);
  });

  test('with an id similar to that of the footnotes are returned, but not that of the footnotes', async () => {
    const { headings } = await render('# The footnote label\n\na[^1]\n\n[^1]: b');
    expect(headings.map(({ id }) => id)).toEqual(['the-footnote-label']);
  });

  test('have unique ids, and are returned without their links', async () => {
    const { headings, tree } = await render('# Root cause\n# Root `cause`\n# Über 🔥\n');
    expect(headings).toEqual([
      { depth: 2, id: 'root-cause', text: 'Root cause' },
      { depth: 2, id: 'root-cause-1', text: 'Root cause' },
      { depth: 2, id: 'über-', text: 'Über 🔥' },
    ]);
    expect(selectAll('a.heading-link', tree).map(({ properties }) => properties.href)).toEqual([
      ...['#root-cause', '#root-cause-1', '#über-'],
    ]);
  });
});

describe('ids', () => {
  test.each<[string, string[]]>([
    ['<p id="mainContent">a</p>\n<p id="mainContent">b</p>', ['user-content-mainContent']],
    [
      '<p id="a">a</p>\n\n# User content a\n\n# user-content-a',
      ['user-content-a', 'user-content-a-1', 'user-content-a-2'],
    ],
    ['# user-content-a\n\n<p id="a">a</p>', ['user-content-a-1', 'user-content-a']],
    ['<h2 id="a">A</h2>\n<h2 id="a">B</h2>\n<h2 id="A">C</h2>', ['user-content-a', 'b', 'user-content-A']],
    ['# A\n# A\n# A-1\n# A 1', ['a', 'a-1', 'a-1-1', 'a-1-2']],
    ['# 🔥\n# 🔥\n# Section', ['section', 'section-1', 'section-2']],
    [
      '<a id="fn-1">a</a> <a id="fnref-1">b</a>[^1] [^1] [^1-2]\n\n<p id="footnote-label">c</p>\n\n[^1]: d\n\n[^1-2]: e',
      [
        ...['user-content-fnref-1', 'user-content-fnref-1-2'],
        ...['user-content-footnote-label', 'user-content-fn-1', 'user-content-fn-1-2'],
      ],
    ],
    ['# mainContent\n<p id="recordTitle">', ['maincontent', 'user-content-recordTitle']],
  ])('in %j belong to one element each', async (markdown, expected) => {
    const { tree, headings } = await render(markdown);
    const ids = selectAll('[id]', tree).map(({ properties }) => properties.id);
    expect(ids).toEqual(expected);
    expect(ids).toEqual(expect.arrayContaining(headings.map(({ id }) => id)));
  });

  test('of footnotes link references and notes, even if other elements have the same ids', async () => {
    const { tree } = await render('<a id="fn-1">a</a> <a id="fnref-1">b</a>[^1]\n\n[^1]: c');
    const call = select('sup > a', tree);
    const note = select('section li', tree);
    expect(call?.properties).toMatchObject({ id: 'user-content-fnref-1', href: '#user-content-fn-1' });
    expect(note?.properties.id).toBe('user-content-fn-1');
    expect(select('a[data-footnote-backref]', tree)?.properties.href).toBe('#user-content-fnref-1');
  });

  test('are unique for any document', async () => {
    const id = fc.constantFrom(
      'a',
      'A',
      'a-1',
      'fn-1',
      'fnref-1',
      'fnref-1-2',
      'footnote-label',
      'user-content-a',
      '🔥',
    );
    const block = fc.oneof(
      id.map((name) => `<p id="${name}">x</p>`),
      id.map((name) => `<h2 id="${name}">${name}</h2>`),
      id.map((name) => `# ${name}`),
      id.map((name) => `<section data-footnotes><h2 id="${name}">x</h2><ol><li id="${name}">x</li></ol></section>`),
      id.map((name) => `<a data-footnote-ref id="${name}">x</a>`),
      fc.constantFrom('x[^1]', 'x[^1] [^1-2]', 'x[^a]', '[^1]: a', '[^1-2]: b', '[^a]: c'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(block, { maxLength: 12 }), async (blocks) => {
        const { tree } = await render(blocks.join('\n\n'));
        const ids = selectAll('[id]', tree).map(({ properties }) => properties.id);
        expect(ids).toEqual([...new Set(ids)]);
      }),
    );
  });
});

describe('alerts', () => {
  const alert = async (markdown: string) => {
    const { tree } = await render(markdown);
    const box = select('div.alert', tree);
    return box && [box.properties.className, textOf(box).replaceAll(/\s+/g, ' ').trim()];
  };

  test.each<[string, string[], string]>([
    ['> [!NOTE]\n> Text', ['alert', 'alert-note'], 'Note Text'],
    ['> [!WARNING]\n>\n> - a\n> - b', ['alert', 'alert-warning'], 'Warning a b'],
    ['> [!TIP]', ['alert', 'alert-tip'], 'Tip'],
    ['> [!CAUTION]  \n> **Now**', ['alert', 'alert-caution'], 'Caution Now'],
  ])('in %j are labelled boxes', async (markdown, classes, text) => {
    expect(await alert(markdown)).toEqual([classes, text]);
  });

  test.each(['> [!NOTE] Text', '> [!HINT]\n> Text', '> Text\n> [!NOTE]', '[!NOTE]', '> [note]\n> Text'])(
    'are none of %j',
    async (markdown) => expect(await alert(markdown)).toBeUndefined(),
  );
});

test('tables are in scrollable boxes, labelled with the names of their columns', async () => {
  const { tree } = await render(
    '| A | B | | C | D | E |\n|-|-|-|-|-|-|\n\n| |\n|-|\n\n<table><tr><td>x</td></tr></table>\n',
  );
  const boxes = selectAll('div.table-box', tree);
  expect(boxes.map(({ properties }) => [properties.role, properties.ariaLabel, properties.tabIndex])).toEqual([
    ['group', 'Table: A, B, C, D', 0],
    ['group', 'Table', 0],
    ['group', 'Table', 0],
  ]);
  expect(boxes.every((box) => select(':scope > table', box))).toBe(true);
});

test('task checkboxes have labels', async () => {
  const { tree } = await render('- [x] a\n- [ ] b\n');
  const boxes = selectAll('input', tree).map(({ properties }) => [properties.ariaLabel, properties.disabled]);
  expect(boxes).toEqual([
    ['Done', true],
    ['Not done', true],
  ]);
});

test.each([
  ['a<sup>2</sup> <kbd>Ctrl</kbd><br>b', 'sup,kbd,br', 3],
  ['<details open>\n<summary>More</summary>\n\nText\n\n</details>', 'details[open] > summary', 1],
  ['<ins datetime="2024-04-15">a</ins><del>b</del>', 'ins,del', 2],
  ['<p title="&#1;">a</p>', 'p[title="�"]', 1],
  ['<a id="here">a</a> [b](#here)', 'a[href="#user-content-here"]', 1],
  ['[b](#nowhere)', 'a:not([href])', 1],
  ['a[^1]\n\n[^1]: b', 'sup > a[href="#user-content-fn-1"]', 1],
])('%j keeps harmless elements', async (markdown, selector, count) => {
  expect(selectAll(selector, (await render(markdown)).tree)).toHaveLength(count);
});

test.each([
  '<picture><source srcset="https://example.org/a.png"></picture>',
  '<video src="a.mp4"></video><audio src="a.mp3"></audio>',
  '<form action="https://example.org"><input type="text" name="a"><button>b</button></form>',
  '<object data="a.svg"></object><embed src="a.svg"><link rel="stylesheet" href="a.css"><meta http-equiv="refresh">',
  '<base href="https://example.org/">',
])('%j keeps nothing that loads resources or submits data', async (markdown) => {
  const { html } = await render(markdown);
  expect(html).not.toMatch(/<(?:source|picture|video|audio|form|button|object|embed|link|meta|base)\b|type="text"/);
});
