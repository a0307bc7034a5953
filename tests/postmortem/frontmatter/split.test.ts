import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { splitDocument } from '../../../src/postmortem/frontmatter/split.ts';
import { anyText } from '../../tools/archives/texts.ts';

const report = (source: string) =>
  splitDocument(source, 'a.md').diagnostics.map(({ line, column, rule }) => `${line}:${column} ${rule}`);

describe('splitDocument', () => {
  test.each([
    ['LF', '---\ntitle: A\n---\nBody\n', 4],
    ['CRLF', '---\r\ntitle: A\r\n---\r\nBody\n', 4],
    ['a byte order mark', '\uFEFF---\ntitle: A\n---\nBody\n', 4],
    ['a blank line after it', '---\ntitle: A\n---\n\nBody\n', 4],
    ['the language named', '---yaml\ntitle: A\n---\nBody\n', 4],
  ])('splits a file with %s', (_, source, bodyLine) => {
    const split = splitDocument(source, 'a.md');
    expect(split.diagnostics).toEqual([]);
    expect(split.data).toEqual({ title: 'A' });
    expect(split.body?.trim()).toBe('Body');
    expect(split.bodyLine).toBe(bodyLine);
  });

  test.each([
    ['an empty file', '', ['1:1 invalid-yaml']],
    ['no frontmatter', '# Title\n', ['1:1 invalid-yaml']],
    ['unclosed frontmatter', '---\ntitle: A\n', ['1:1 invalid-yaml']],
    ['JavaScript', '---js\nglobalThis.hacked = true\n---\n', ['1:4 invalid-yaml']],
    ['a tab', '---\na:\n\tb: 1\n---\n', ['3:1 invalid-yaml']],
    ['a duplicate key', '---\na: 1\na: 2\n---\n', ['3:1 invalid-yaml']],
    ['a list', '---\n- a\n---\n', ['1:1 invalid-yaml']],
    ['an escaped control character', '---\na: "x\\x1b"\n---\n', ['2:4 invalid-yaml']],
    ['half a character', '---\na: [b, "\\uD800"]\n---\n', ['2:8 invalid-yaml']],
    ['lists without end', `---\na: ${'['.repeat(20_000)}\n---\n`, ['2:24 invalid-yaml']],
    ['too much', `---\na: b\n${'# c\n'.repeat(10_000)}---\n`, ['7501:1 over-limit']],
    ['an unresolved alias', '---\na: *b\n---\n', ['2:4 invalid-yaml']],
  ])('reports %s', (_, source, expected) => {
    expect(report(source)).toEqual(expected);
    expect(globalThis).not.toHaveProperty('hacked');
  });

  test.each<[string, string, Record<string, unknown> | undefined, string]>([
    ['no frontmatter', '# Title\nText\n', undefined, '# Title\nText\n'],
    ['blank lines before it', '\n \n---\ntitle: A\n---\nText\n', { title: 'A' }, 'Text\n'],
    ['a wrong closing line', '---\ntitle: A\n-----\nText\n', { title: 'A' }, 'Text\n'],
    ['a wrong opening line', '----\ntitle: A\n---\nText\n', { title: 'A' }, 'Text\n'],
    ['JSON', '---json\n{"title": "A"}\n---\nText\n', { title: 'A' }, 'Text\n'],
    ['another language', '---toml\ntitle = "A"\n---\nText\n', undefined, 'Text\n'],
    ['no end, before a heading', '---\ntitle: A\n\n## Summary\n\nText\n', { title: 'A' }, '\n## Summary\n\nText\n'],
    ['no end, before text', '---\ntitle: A\ntags:\n- a\nText\n', { title: 'A', tags: ['a'] }, 'Text\n'],
    ['a missing end, after a comment', '---\ntitle: A\n# more\ntags: []\nText\n', { title: 'A', tags: [] }, 'Text\n'],
    ['no end and no text', '---\ntitle: A', { title: 'A' }, ''],
    [
      'a mistake in one key',
      '---\ntitle: [\ntags: "\ncause: a\n---\nText\n',
      { title: [], tags: '', cause: 'a' },
      'Text\n',
    ],
    ['a mistake without a fix', '---\ntags:\n  - a\n - b\ncause: a\n---\nText\n', { cause: 'a' }, 'Text\n'],
    ['a mistake between the keys', '---\n  title: A\ncause: a\n---\nText\n', { title: 'A', cause: 'a' }, 'Text\n'],
  ])('reports %s, and parses the rest', (_, source, data, body) => {
    const split = splitDocument(source, 'a.md');
    expect(split.diagnostics.map(({ rule }) => rule)).toContain('invalid-yaml');
    expect([split.data, split.body]).toEqual([data, body]);
    // The lines of the body are lines of the file.
    const lines = source.split('\n').slice(split.bodyLine - 1);
    expect(lines.join('\n')).toBe(body);
  });

  test('prints nothing for keys that are not text', () => {
    const warn = vi.spyOn(process, 'emitWarning');
    expect(splitDocument('---\ntitle: {{service}}\n---\n', 'a.md').diagnostics).toEqual([]);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  test('reports an alias bomb without expanding it', () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`,
    );
    expect(report(`---\nl0: &l0 x\n${levels.join('\n')}\n---\n`)).toEqual(['14:18 invalid-yaml']);
  });

  test('returns the places of keys and values', () => {
    const { placeOf } = splitDocument('---\ntitle: A\nimpact:\n  percent: 130\n---\n', 'a.md');
    expect(placeOf(['impact', 'percent'])).toEqual({ line: 4, column: 12, endLine: 4, endColumn: 15 });
    expect(placeOf(['title'], 'key')).toEqual({ line: 2, column: 1, endLine: 2, endColumn: 6 });
    expect(placeOf(['cause'])).toEqual({ line: 1, column: 1, endLine: 1, endColumn: 4 });
  });

  test('returns diagnostics or data for any text, and never throws', () => {
    fc.assert(
      fc.property(anyText(200), (block) => {
        const { data, diagnostics } = splitDocument(`---\n${block}\n---\nBody`, 'a.md');
        expect(data !== undefined || diagnostics.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
