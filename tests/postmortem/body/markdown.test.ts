import fc from 'fast-check';
import { fromHtml } from 'hast-util-from-html';
import { selectAll } from 'hast-util-select';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { readMarkdown, toElements } from '../../../src/postmortem/body/elements.ts';
import { parseMarkdown } from '../../../src/postmortem/body/markdown.ts';
import { renderHtml } from '../../../src/postmortem/html/render.ts';
import { textSections } from '../../../src/postmortem/html/text.ts';

const html = async (markdown: string) => (await renderHtml(toElements(parseMarkdown(markdown)), new Map())).html;

const TEXTS = ['alt', 'ariaLabel', 'id', 'title'];

/** Returns what could run code in a browser: script elements, event handlers and `javascript:` addresses. */
function dangersIn(source: string): string[] {
  return selectAll('*', fromHtml(source)).flatMap(({ tagName, properties }) => [
    ...(tagName === 'script' ? [tagName] : []),
    ...Object.entries(properties)
      .filter(([name, value]) => /^on/i.test(name) || (!TEXTS.includes(name) && /^\s*javascript:/i.test(String(value))))
      .map(([name, value]) => `${tagName} ${name}=${value}`),
  ]);
}

describe('renderHtml', () => {
  test.each([
    [
      '## Root cause',
      '<h2 id="root-cause">Root cause<a href="#root-cause" class="heading-link" aria-hidden="true" tabindex="-1">#</a></h2>',
    ],
    ['a <kbd>Ctrl</kbd>', '<p>a <kbd>Ctrl</kbd></p>'],
    ['~~old~~', '<p><del>old</del></p>'],
    [
      '| N |\n| --: |\n| 1 |',
      '<div class="table-box" role="group" aria-label="Table: N" tabindex="0"><table>\n<thead>\n<tr>\n<th class="align-right">N</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td class="align-right">1</td>\n</tr>\n</tbody>\n</table></div>',
    ],
  ])('renders %j', async (markdown, expected) => expect(await html(markdown)).toBe(expected));

  test('highlights code by its language alone, independent of earlier documents, and leaves unknown languages plain', async () => {
    const block = (lang: string) => html(`\`\`\`${lang}\nconst a = b # c\n\`\`\``);
    const coloured = await block('js');
    expect(coloured).toContain('<span class="code-keyword">const</span>');
    await block('vue');
    await block('angular-ts');
    expect(await block('js')).toBe(coloured);
    expect(await block('no-such-language')).toBe(await block(''));
    expect(await block('')).not.toContain('code-keyword');
  });

  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[a](javascript:alert(1))',
    '<a href="jAvAsCrIpT:alert(1)">a</a>',
    '<svg><script>alert(1)</script></svg>',
    '<iframe src="https://example.org"></iframe>',
    '<style>*{display:none}</style>',
    '![a](data:text/html,<script>alert(1)</script>)',
  ])('removes the script from %j', async (markdown) => {
    expect(await html(markdown)).not.toMatch(/<script|<iframe|<style|onerror|(?:href|src)="(?:javascript|data):/i);
  });

  test('never throws and never lets a script through', async () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      'script',
      '/',
      '"',
      'on',
      'error=',
      '[',
      '](',
      ')',
      '!',
      'javascript:',
      '<a href="',
      '<img src=x ',
      '<svg>',
      '\n',
      '`',
      'a ',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 30 }), async (parts) => {
        expect(dangersIn(await html(parts.join('')))).toEqual([]);
      }),
    );
  });
});

describe('readMarkdown', () => {
  test.each<[string, string, boolean]>([
    ['lists', `${'- '.repeat(49)}a`, true],
    ['lists', `${'- '.repeat(50)}a`, false],
    ['quotations', '> '.repeat(99), true],
    ['quotations', `${'> '.repeat(99)}*a*`, false],
    ['quotations', '>'.repeat(50_000), false],
    ['emphasis', `${'*'.repeat(50_000)}a${'*'.repeat(50_000)}`, false],
    ['HTML', '<div>'.repeat(100), true],
    ['HTML', '<div>'.repeat(101), false],
    ['HTML', '<b>'.repeat(50_000), false],
    ['paragraphs of HTML', '<p>'.repeat(10_000), true],
  ])('accepts %s up to a depth of 100', (_, markdown, expected) => {
    expect('elements' in readMarkdown(markdown)).toBe(expected);
  });
});

describe('long lists', () => {
  const usual = unified().use(remarkRehype, { clobberPrefix: '' });

  test.each([
    '- a\n- b',
    '- a\n\n- b',
    '- a\n- b\n\n  c\n  - d\n  - e',
    '1. a\n   - b\n\n     c\n2. d',
    '- [x] a\n- [ ] b\n\n  c',
  ])('are converted like remark-rehype does: %j', (markdown) => {
    expect(toElements(parseMarkdown(markdown))).toEqual(usual.runSync(parseMarkdown(markdown)));
  });

  test('are converted quickly with as many items as fit in a file', () => {
    const elements = toElements(parseMarkdown('- [ ] a\n'.repeat(200_000)));
    expect(elements.children[0]).toMatchObject({ tagName: 'ul' });
  }, 30_000);
});

test('textSections accepts any number of lines of code', () => {
  const elements = toElements(parseMarkdown(`\`\`\`\n${'x\n'.repeat(200_000)}\`\`\`\n`));
  expect(textSections(elements)[0]?.code).toHaveLength(200_000);
});
