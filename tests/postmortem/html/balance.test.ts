import { expect, test } from 'vitest';
import { toElements } from '../../../src/postmortem/body/elements.ts';
import { parseMarkdown } from '../../../src/postmortem/body/markdown.ts';
import { renderHtml } from '../../../src/postmortem/html/render.ts';
import { htmlProblems } from '../../fuzz/html.ts';

// Browsers must parse the page to the tree that was printed, even if the author leaves elements open or misnests them.
test.each([
  'a <b>b\n\n# c',
  '<div><p>a\n\n# b',
  // Disallowed elements between two elements that must not be nested.
  '<math><mi><p>a',
  '<svg><title>a\n\n# b\n',
  '<p><button><p>a',
  '<p><object><p>a',
  '<svg><a><a>a',
  // A link that is open in so many elements that the next link does not close it.
  `<a id="a"><summary><a id="b">${'<summary>'.repeat(12)}a\n\n- https://a.example\n`,
  // The added heading links are links, too.
  '<a id="a">b\n\n# c',
  '<a href="https://a.example">b\n\n# c\n\nd[^1]\n\n[^1]: e',
  '<a href="https://a.example">**![b](https://b.example/c.png)**</a>',
])('%j becomes balanced HTML', async (markdown) => {
  const { html } = await renderHtml(toElements(parseMarkdown(markdown)), new Map());
  expect(htmlProblems(html)).toEqual([]);
});
