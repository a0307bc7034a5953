import { expect, test } from 'vitest';
import { toElements } from '../../../src/postmortem/body/elements.ts';
import { parseMarkdown } from '../../../src/postmortem/body/markdown.ts';
import { renderHtml } from '../../../src/postmortem/html/render.ts';
import { LIMITS } from '../../../src/postmortem/limits/limits.ts';

type Colouring = Parameters<typeof renderHtml>[2];

const render = (markdown: string, colouring?: Colouring) =>
  renderHtml(toElements(parseMarkdown(markdown)), new Map(), colouring);

/** Creates a clock that advances by the given milliseconds on every call. */
function clock(step: number): () => number {
  let time = 0;
  return () => {
    time += step;
    return time;
  };
}

const CODE = 'Before\n\n```js\nconst a = 1;\n```\n\n```js\nlet b = 2;\n```\n';

test('code whose grammar takes too long stays plain, and is reported', async () => {
  const { html, slow } = await render(CODE, { now: clock(LIMITS.colouringTime / 2) });
  expect(slow.map(({ line }) => line)).toEqual([3, 7]);
  expect(html).not.toContain('code-');
  expect(html).toContain('const a = 1;');
});

test('a timeout in one document does not affect the next one', async () => {
  await render(CODE, { now: clock(LIMITS.colouringTime) });
  const { html, slow } = await render(CODE, { now: clock(0) });
  expect(slow).toEqual([]);
  expect(html).toContain('<span class="code-keyword">const</span>');
});

test('a document without highlighting is otherwise the same', async () => {
  const [plain, coloured] = await Promise.all([render(CODE, { isOff: true }), render(CODE)]);
  expect(plain.html).not.toContain('code-');
  const withoutSpans = (html: string) => html.replaceAll(/<\/?span[^>]*>/g, '');
  expect(withoutSpans(plain.html)).toBe(withoutSpans(coloured.html));
});

test('highlights the first blocks of a document that has too much code', async () => {
  const block = (length: number) => `\`\`\`js\n${'const a;'.repeat(length / 8)}\n\`\`\`\n\n`;
  const long = `\`\`\`js\n${'const a;\n'.repeat(LIMITS.colouredCode / 9)}\`\`\`\n\n`;
  const colours = async (markdown: string) => (await render(markdown)).html.split('code-keyword').length - 1;
  const alone = await colours(block(80));
  expect(alone).toBe(10);
  expect(await colours(block(80) + long)).toBe(alone);
  expect(await colours(long)).toBeGreaterThan(alone);
});

test('does not highlight a line that is too long, but those around it', async () => {
  const { html } = await render(
    `\`\`\`js\nconst a;\n${'const b;'.repeat(LIMITS.colouredLine / 8)}const c;\nconst d;\n\`\`\`\n`,
  );
  expect(html.split('code-keyword')).toHaveLength(3);
});
