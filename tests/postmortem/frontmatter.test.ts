import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitFrontmatter } from '../../src/postmortem/frontmatter.ts';
import { anyText } from '../tools/texts.ts';

const report = (source: string) =>
  splitFrontmatter(source, 'a.md').diagnostics.map(({ line, column, rule }) => `${line}:${column} ${rule}`);

describe('splitFrontmatter', () => {
  test.each([
    ['LF', '---\ntitle: A\n---\nBody\n', 4],
    ['CRLF', '---\r\ntitle: A\r\n---\r\nBody\n', 4],
    ['a byte order mark', '\uFEFF---\ntitle: A\n---\nBody\n', 4],
    ['a blank line after it', '---\ntitle: A\n---\n\nBody\n', 4],
    ['the language named', '---yaml\ntitle: A\n---\nBody\n', 4],
  ])('reads a file with %s', (_, source, bodyLine) => {
    const split = splitFrontmatter(source, 'a.md');
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
    ['too much', `---\na: b\n${'# c\n'.repeat(10_000)}---\n`, ['7500:1 over-limit']],
    ['an unresolved alias', '---\na: *b\n---\n', ['2:4 invalid-yaml']],
  ])('reports %s', (_, source, expected) => {
    expect(report(source)).toEqual(expected);
    expect(globalThis).not.toHaveProperty('hacked');
  });

  test('reports an alias bomb without expanding it', () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`,
    );
    expect(report(`---\nl0: &l0 x\n${levels.join('\n')}\n---\n`)).toEqual(['14:18 invalid-yaml']);
  });

  test('points at keys and values', () => {
    const { placeOf } = splitFrontmatter('---\ntitle: A\nimpact:\n  percent: 130\n---\n', 'a.md');
    expect(placeOf(['impact', 'percent'])).toEqual({ line: 4, column: 12, endLine: 4, endColumn: 15 });
    expect(placeOf(['title'], 'key')).toEqual({ line: 2, column: 1, endLine: 2, endColumn: 6 });
    expect(placeOf(['cause'])).toEqual({ line: 1, column: 1, endLine: 1, endColumn: 4 });
  });

  test('gives a report or data for any text, and never throws', () => {
    fc.assert(
      fc.property(anyText(200), (block) => {
        const { data, diagnostics } = splitFrontmatter(`---\n${block}\n---\nBody`, 'a.md');
        expect(data === undefined).toBe(diagnostics.length > 0);
      }),
      { numRuns: 500 },
    );
  });
});
