import { fromHtml } from 'hast-util-from-html';
import { selectAll } from 'hast-util-select';
import { describe, expect, test } from 'vitest';
import { toElements } from '../../../src/postmortem/body/elements.ts';
import { parseMarkdown } from '../../../src/postmortem/body/markdown.ts';
import { absoluteHtml } from '../../../src/postmortem/html/absolute.ts';
import { decode, isAbsolute } from '../../../src/postmortem/html/addresses.ts';
import { anchorsOf } from '../../../src/postmortem/html/anchors.ts';
import { referencesOf, type Target } from '../../../src/postmortem/html/references.ts';
import { renderHtml } from '../../../src/postmortem/html/render.ts';

function elementsOf(markdown: string) {
  const elements = toElements(parseMarkdown(markdown));
  return elements;
}

test.each([
  ['https://example.org', true],
  ['mailto:a@example.org', true],
  ['//example.org/a', true],
  ['JavaScript:a', true],
  ['a.md', false],
  ['../a.md#b', false],
  ['#a', false],
  ['/a', false],
  ['a b:c.md', false],
  ['', false],
])('%j is absolute: %s', (url, expected) => expect(isAbsolute(url)).toBe(expected));

test.each([
  ['a%20b', 'a b'],
  ['%C3%BC', 'ü'],
  ['100%', '100%'],
  ['%ff', '%ff'],
])('%j is decoded to %j', (text, expected) => expect(decode(text)).toBe(expected));

test('referencesOf returns all links and images in order, with their places', () => {
  const markdown =
    '[a](a.md "t")\n\n![ b ](b.png) <img src="c.png"> <a name="x">y</a>\n\n[d **e** ![f](f.png) ![](g.png)][d]\n\n[d]: d.md\n';
  expect(
    referencesOf(elementsOf(markdown)).map(({ place, ...rest }) => [rest, place && `${place.line}:${place.column}`]),
  ).toEqual([
    [{ kind: 'link', url: 'a.md', alt: '', text: 'a' }, '1:1'],
    [{ kind: 'image', url: 'b.png', alt: 'b', text: ' b ' }, '3:1'],
    [{ kind: 'image', url: 'c.png', alt: '', text: 'c.png' }, '3:15'],
    [{ kind: 'link', url: 'd.md', alt: '', text: 'd e f g.png' }, '5:1'],
    [{ kind: 'image', url: 'f.png', alt: 'f', text: 'f' }, '5:10'],
    [{ kind: 'image', url: 'g.png', alt: '', text: 'g.png' }, '5:22'],
  ]);
});

test.each([
  ['- a <a href="b">', '1:5-1:5'],
  ['- a\n- b <a href="b">', '2:5-2:5'],
  ['<a href="b">c', '1:1-1:14'],
])('referencesOf returns the place of the unclosed link in %j', (markdown, expected) => {
  const [reference] = referencesOf(elementsOf(markdown));
  const { line, column, endLine, endColumn } = reference?.place ?? {};
  expect(`${line}:${column}-${endLine}:${endColumn}`).toBe(expected);
});

test('anchorsOf returns the ids of headings, as on the page, and those of raw HTML', () => {
  const markdown = '# Root cause\n# Root cause\n## Überlast\n<h3 id="own">Own</h3>\n\n<a id="here"></a>\n';
  const anchors = ['root-cause', 'root-cause-1', 'überlast', 'own', 'here'];
  expect([...anchorsOf(elementsOf(markdown))]).toEqual(anchors);
});

test.each([
  '<p id="a">a</p>\n\n# user-content-a',
  '<h2 id="a">A</h2>\n\n<h2 id="a">B</h2>\n\n# B',
  '# 🔥\n\n# Section',
])('anchorsOf returns the ids on the page for %j', async (markdown) => {
  const { html } = await renderHtml(elementsOf(markdown), new Map());
  const ids = selectAll('[id]', fromHtml(html, { fragment: true })).map(({ properties }) => String(properties.id));
  const anchors = [...anchorsOf(elementsOf(markdown))];
  expect(ids).toEqual(anchors.map((anchor) => (anchor === 'a' ? 'user-content-a' : anchor)));
});

describe('rendered references', () => {
  const targets = new Map<string, Target>([
    ['b.md', { href: '/kb/postmortems/b/' }],
    ['b.md#c', { href: '/kb/postmortems/b/#c' }],
    ['log.txt', { href: '/kb/files/log.1.txt' }],
    ['a.png', { src: '/kb/files/a.1.webp', width: 40, height: 30 }],
    ['a.svg', { src: '/kb/files/a.1.svg' }],
  ]);

  test.each([
    ['[x](b.md)', '<a href="/kb/postmortems/b/">x</a>'],
    ['[x](b.md#c)', '<a href="/kb/postmortems/b/#c">x</a>'],
    ['[x](log.txt)', '<a href="/kb/files/log.1.txt">x</a>'],
    ['[x](a.png)', '<a href="/kb/files/a.1.webp">x</a>'],
    ['[x](nowhere.md)', '<a>x</a>'],
    ['[x](mailto:a@example.org)', '<a href="mailto:a@example.org">x</a>'],
    ['[x](https://example.org)', '<a href="https://example.org" rel="external noopener noreferrer">x</a>'],
    ['[x](//example.org)', '<a href="//example.org" rel="external noopener noreferrer">x</a>'],
    ['[x](javascript:x)', '<a>x</a>'],
    ['![x](a.png)', '<img src="/kb/files/a.1.webp" alt="x" width="40" height="30" loading="lazy" decoding="async">'],
    ['![](a.svg)', '<img src="/kb/files/a.1.svg" alt="" loading="lazy" decoding="async">'],
    ['![x](nowhere.png)', '<span>x</span>'],
    ['![](nowhere.png)', '<span>nowhere.png</span>'],
    ['![x](https://example.org/a.png)', '<a href="https://example.org/a.png" rel="external noopener noreferrer">x</a>'],
    ['[![x](https://example.org/a.png)](b.md)', '<a href="/kb/postmortems/b/"><span>x</span></a>'],
    ['<a href="nowhere.md" title="y" aria-label="z">x</a>', '<a>x</a>'],
    ['<q cite="b.md">x</q>', '<q>x</q>'],
    ['<ins cite="b.md">x</ins><del cite="b.md">y</del>', '<ins>x</ins><del>y</del>'],
    ['<blockquote cite="b.md">x</blockquote>', '<blockquote>x</blockquote>'],
    [
      '<img src="a.png" onerror="x" srcset="https://example.org/b.png 2x">',
      '<img src="/kb/files/a.1.webp" alt="" width="40" height="30" loading="lazy" decoding="async">',
    ],
  ])('of %s', async (markdown, expected) => {
    const { html } = await renderHtml(elementsOf(markdown), targets);
    expect(html.replace(/^<p>|<\/p>$/g, '')).toBe(expected);
  });

  test('do not modify the tree', async () => {
    const elements = elementsOf('# A\n![x](a.png) [x](b.md)');
    const before = structuredClone(elements);
    await renderHtml(elements, targets);
    expect(elements).toEqual(before);
  });
});

describe('absoluteHtml', () => {
  const page = 'https://example.com/kb/postmortems/a/';
  test.each([
    ['<a href="/kb/b/">b</a>', 'https://example.com/kb/b/'],
    ['<a href="#here">b</a>', 'https://example.com/kb/postmortems/a/#here'],
    ['<a href="../b/">b</a>', 'https://example.com/kb/postmortems/b/'],
    ['<a href="https://example.org/">b</a>', 'https://example.org/'],
    ['<a href="mailto:a@example.org">b</a>', 'mailto:a@example.org'],
    ['<a href="http://[">b</a>', 'http://['],
    ['<img src="c.png">', 'https://example.com/kb/postmortems/a/c.png'],
  ])('of %s', (html, expected) => {
    const [element] = selectAll('a,img', fromHtml(absoluteHtml(html, page), { fragment: true }));
    expect(element?.properties.href ?? element?.properties.src).toBe(expected);
  });

  test('removes the links of headings to themselves at any depth', () => {
    const html =
      '<h2 id="a"><a href="#a" class="heading-link">#</a>A</h2><h2 id="b">B<a class="heading-link">#</a></h2>';
    expect(absoluteHtml(html, page)).toBe('<h2 id="a">A</h2><h2 id="b">B</h2>');
  });
});
