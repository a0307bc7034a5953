import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { expect, test } from 'vitest';
import { parseMarkdown } from '../../src/postmortem/body/markdown.ts';
import { visit } from '../../src/postmortem/body/visit.ts';
import { splitIntoChunks } from '../../src/postmortem/limits/chunks.ts';

const textOf = (body: string) => splitIntoChunks(body).map(({ line, lines }) => `${line}: ${lines.join(' / ')}`);

test.each<[string, string[]]>([
  ['a\nb\n\n \t\nc', ['1: a / b', '5: c']],
  ['a\n```js\nb\n\n```\nc', ['1: a', '6: c']],
  ['~~~~\na\n~~~\n```\n~~~~~\nb', ['6: b']],
  ['```\na', []],
  ['``` a`b\nc', ['1: ``` a`b / c']],
  // An indented block may belong to a list item, so its lines count as text.
  ['1. a\n   ```\n   b\n   ```\n\n```\nc\n```\nd', ['1: 1. a /    ``` /    b /    ```', '9: d']],
  ['- a\n\n  ```\n  b\n\nc\n\n```\nd\n```', ['1: - a', '3:   ``` /   b', '6: c', '8: ``` / d / ```']],
  // The end of a comment is known, that of other HTML is not.
  ['<!-- a -->\n```\nb\n```\nc', ['1: <!-- a -->', '5: c']],
  ['<!--\n```\n\n-->\n```\nb\n```', ['1: <!-- / ```', '4: -->']],
  ['a <!-- b -->\n\n```\nc\n```', ['1: a <!-- b -->']],
  ['<div>\n```\na\n\n```\nb', ['1: <div> / ``` / a', '5: ``` / b']],
  ['<pre>\n\n```\na\n```', ['1: <pre>', '3: ``` / a / ```']],
  ['> ```\n> a\n\n```\nb\n```', ['1: > ``` / > a']],
])('splits %j', (body, expected) => expect(textOf(body)).toEqual(expected));

test('treats lines as code only when the parser does', () => {
  const lines = fc.constantFrom(
    ...['', '', 'a', '```', '```', '````', '~~~', '```js', '``` `', '  ```', '   ```', '    ```', '      ```', '\t```'],
    ...[
      '- a',
      '- ```',
      '  a',
      '   a',
      '1. a',
      '1. ```',
      '> a',
      '> ```',
      '>',
      '> > a',
      '- > ```',
      '[^a]: b',
      '[^a]: ```',
      '    a',
    ],
    ...[
      '<!--',
      '-->',
      '<!-- a -->',
      '<!-- a --> <!--',
      'a <!--',
      '- <!--',
      '  <!--',
      '<!-->',
      '<div>',
      '</div>',
      '<b>',
      'a <b>',
      '<pre>',
      '</pre>',
    ],
    ...[
      '<script>',
      '</script>',
      '<?',
      '?>',
      '<!A',
      '<![CDATA[',
      ']]>',
      '# a',
      '---',
      '===',
      '|a|',
      '|-|',
      '[a]: b',
      '[a]:',
      "'c",
      'a\\',
      '`',
      '``',
    ],
  );
  fc.assert(
    fc.property(fc.array(lines, { maxLength: 14 }), (document) => {
      const text = new Set(
        splitIntoChunks(document.join('\n')).flatMap(({ line, lines }) => lines.map((_, index) => line + index)),
      );
      const code = new Set<number>();
      visit(parseMarkdown(document.join('\n')), 'code', ({ position }: Nodes) => {
        for (let line = position?.start.line ?? 0; line <= (position?.end.line ?? 0); line++) code.add(line);
      });
      const hidden = document.flatMap((line, index) =>
        line.trim() === '' || text.has(index + 1) || code.has(index + 1) ? [] : [index + 1],
      );
      expect(hidden).toEqual([]);
    }),
    { numRuns: 20_000 },
  );
});
