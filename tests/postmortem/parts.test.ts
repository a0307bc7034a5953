import { describe, expect, test } from 'vitest';
import { toElements } from '../../src/postmortem/body/elements.ts';
import { parseMarkdown } from '../../src/postmortem/body/markdown.ts';
import { partsOf } from '../../src/postmortem/html/parts.ts';
import { renderHtml } from '../../src/postmortem/html/render.ts';

function render(markdown: string) {
  return renderHtml(toElements(parseMarkdown(markdown)), new Map());
}

const BODIES = {
  'nothing but a list': '## Summary\n\nA\n\n## Timeline\n\n- 10:00 B\n- 10:05 C\n\n## Resolution\n\nD\n',
  'words around a list': '## Timeline\n\nIn UTC.\n\n- 10:00 B\n\nThen it was quiet.\n\n## Resolution\n\nD\n',
  'words around a table': '## Timeline\n\nIn UTC.\n\n| Time | What |\n| --- | --- |\n| 10:00 | B |\n\nQuiet.\n',
  'a list below a subheading': '## Timeline\n\n### In UTC\n\n- 10:00 B\n\n## Resolution\n\nD\n',
  'two lists': '## Timeline\n\n- 10:00 B\n\nThe next day:\n\n1. 11:00 C\n',
  'a list that holds code': '## Timeline\n\n- 10:00 B\n\n  ```\n  code\n  ```\n',
  'items with a list below': '## Timeline\n\n- 10:00 B\n  - more\n- 10:05 C\n  1. more\n',
  'items of two paragraphs': '## Timeline\n\n- 10:00 B\n\n  More.\n',
  'no list': '## Timeline\n\n10:00 B\n',
  'a quotation and a list': '## Timeline\n\n> - 09:00 said\n\n- 10:00 B\n',
};

describe.each(Object.entries(BODIES))('a timeline with %s', (_, markdown) => {
  test('is a part, and the parts add up to the body', async () => {
    const { html, landmarks } = await render(markdown);
    const parts = partsOf(html, landmarks, ['timeline']);
    expect(parts.filter(({ kind }) => kind === 'timeline')).toHaveLength(1);
    expect(parts.map((part) => part.heading + part.before + part.html + part.after).join('')).toBe(html);
  });
});

test.each([
  ['nothing but a list', '\n', '<ul>', '\n'],
  ['words around a list', '\n<p>In UTC.</p>\n', '<ul>', '\n<p>Then it was quiet.</p>\n'],
  ['words around a table', '\n<p>In UTC.</p>\n', '<div class="table-box"', '\n<p>Quiet.</p>'],
  ['a quotation and a list', '\n<blockquote>', '<ul>', ''],
] as const)('the one list or table is taken out of %s', async (name, before, list, after) => {
  const { html, landmarks } = await render(BODIES[name]);
  const part = partsOf(html, landmarks, ['timeline']).find(({ kind }) => kind === 'timeline');
  expect(part).toMatchObject({ plain: true });
  expect(part?.before.startsWith(before)).toBe(true);
  expect(part?.html.startsWith(list)).toBe(true);
  expect(part?.after).toBe(after);
});

test.each([
  'two lists',
  'a list that holds code',
  'items with a list below',
  'items of two paragraphs',
  'no list',
] as const)('%s stay as they are', async (name) => {
  const { html, landmarks } = await render(BODIES[name]);
  const part = partsOf(html, landmarks, ['timeline']).find(({ kind }) => kind === 'timeline');
  expect(part).toMatchObject({ plain: false, before: '', after: '' });
});
