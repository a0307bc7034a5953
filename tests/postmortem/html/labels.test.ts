import { fromHtml } from 'hast-util-from-html';
import { selectAll } from 'hast-util-select';
import { toString as textOf } from 'hast-util-to-string';
import { expect, test } from 'vitest';
import { toElements } from '../../../src/postmortem/body/elements.ts';
import { parseMarkdown } from '../../../src/postmortem/body/markdown.ts';
import { renderHtml } from '../../../src/postmortem/html/render.ts';

const EVERYTHING = `# A

> [!WARNING]
> b

| C | D |
| - | - |
| e | f |

- [x] g
- [ ] h

\`\`\`
i
\`\`\`

j[^1] k[^1]

[^1]: l`;

async function labelsIn(language: string | undefined): Promise<string[]> {
  const { html } = await renderHtml(toElements(parseMarkdown(EVERYTHING)), new Map(), { language });
  const tree = fromHtml(html, { fragment: true });
  const spoken = selectAll('[aria-label]', tree).map(({ properties }) => String(properties.ariaLabel));
  const shown = selectAll('.alert-title, #user-content-footnote-label', tree).map(textOf);
  return [...spoken, ...shown];
}

const IN_ENGLISH = [
  ...['Warning', 'Table: C, D', 'Done', 'Not done', 'Code'],
  ...['Back to reference 1', 'Back to reference 1-2', 'Warning', 'Footnotes'],
];
const IN_GERMAN = [
  ...['Warnung', 'Tabelle: C, D', 'Erledigt', 'Nicht erledigt', 'Code'],
  ...['Zurück zu Verweis 1', 'Zurück zu Verweis 1-2', 'Warnung', 'Fußnoten'],
];

test.each([
  [undefined, IN_ENGLISH],
  ['de', IN_GERMAN],
  ['fr', IN_ENGLISH],
])('renderHtml adds its texts in %s', async (language, labels) => {
  expect(await labelsIn(language)).toEqual(labels);
});
