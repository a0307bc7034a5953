import { expect, test } from 'vitest';
import { toElements } from '../../../src/postmortem/body/elements.ts';
import { parseMarkdown } from '../../../src/postmortem/body/markdown.ts';
import { plainText } from '../../../src/postmortem/body/plain-text.ts';
import { removeUnrendered } from '../../../src/postmortem/body/unrendered.ts';

test.each([
  ['a footnote that is called', 'a[^n] b\n\n[^n]: note', 'a bnote'],
  ['a footnote that is not called', 'a\n\n[^n]: note\n\n    - [ ] item', 'a'],
  ['a footnote that is called in other letters', 'a[^N]\n\n[^n]: note', 'anote'],
  ['the second footnote of a label', 'a[^n]\n\n[^n]: note\n\n[^n]: second', 'anote'],
  ['a footnote that only itself calls', 'a\n\n[^n]: note[^n]', 'a'],
  ['footnotes that call each other', 'a\n\n[^m]: one[^n]\n\n[^n]: other[^m]', 'a'],
  ['a footnote that is called by one that is', 'a[^m]\n\n[^m]: one[^n]\n\n[^n]: other', 'aoneother'],
  ['a footnote in a quotation', 'a[^n]\n\n> [^n]: note\n>\n> [^m]: other', 'anote'],
  ['a cell without a column', '| a | b |\n|---|---|\n| c | d | e |\n| f |', 'abcdf'],
  ['a table in an item', '- | a |\n  |---|\n  | b | c |', 'ab'],
])('handles %s like the page', (_name, markdown, expected) => {
  const tree = parseMarkdown(markdown);
  removeUnrendered(tree);
  expect(plainText(tree)).toBe(expected);
});

test('does not change the page', () => {
  const markdown = 'a[^n] b[^m]\n\n[^n]: note[^o]\n\n[^x]: not called\n\n[^o]: third\n\n| a |\n|---|\n| b | c |\n';
  const [tree, changed] = [parseMarkdown(markdown), parseMarkdown(markdown)];
  removeUnrendered(changed);
  const withoutPlaces = (elements: unknown) =>
    JSON.stringify(elements, (key, value) => (key === 'position' ? undefined : value));
  expect(withoutPlaces(toElements(changed))).toBe(withoutPlaces(toElements(tree)));
});
