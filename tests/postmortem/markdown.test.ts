import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMarkdown, renderHtml } from '../../src/postmortem/markdown.ts';

const html = (markdown: string) => renderHtml(parseMarkdown(markdown));

describe('renderHtml', () => {
  test.each([
    ['## Root cause', '<h2 id="root-cause">Root cause</h2>'],
    ['a <kbd>Ctrl</kbd>', '<p>a <kbd>Ctrl</kbd></p>'],
    ['~~old~~', '<p><del>old</del></p>'],
  ])('renders %j', (markdown, expected) => expect(html(markdown)).toBe(expected));

  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[a](javascript:alert(1))',
    '<a href="jAvAsCrIpT:alert(1)">a</a>',
    '<svg><script>alert(1)</script></svg>',
    '<iframe src="https://example.org"></iframe>',
    '<style>*{display:none}</style>',
    '![a](data:text/html,<script>alert(1)</script>)',
  ])('takes the script out of %j', (markdown) => {
    expect(html(markdown)).not.toMatch(/<script|<iframe|<style|onerror|(?:href|src)="(?:javascript|data):/i);
  });

  test('never throws and never lets a script through', () => {
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
      'javascript:',
      '\n',
      '`',
      'a ',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        expect(html(parts.join(''))).not.toMatch(/<script|\son\w+=|href="javascript:/i);
      }),
    );
  });
});
