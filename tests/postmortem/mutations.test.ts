import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultSettings, documentSettings } from '../../src/archive/settings.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { toElements } from '../../src/postmortem/body/elements.ts';
import { parseMarkdown } from '../../src/postmortem/body/markdown.ts';
import { parseBody } from '../../src/postmortem/body/parse.ts';
import { parseFrontmatter } from '../../src/postmortem/frontmatter/parse.ts';
import { partsOf } from '../../src/postmortem/html/parts.ts';
import { renderHtml } from '../../src/postmortem/html/render.ts';

const settings = documentSettings(defaultSettings());

function parse(text: string) {
  const head = parseFrontmatter(text, { id: 'a', file: 'a.md', path: 'a.md' }, settings);
  const body = head.split.body === undefined ? undefined : parseBody(head, settings);
  return { body, diagnostics: [...head.diagnostics, ...(body?.diagnostics ?? [])] };
}

/** Returns the diagnostics that start after the end of their line, or do not end after a character of the file. */
function misplaced(text: string, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  return diagnostics.filter(({ line, column, endLine, endColumn }) => {
    const [first, last] = [lines[line - 1], lines[endLine - 1]];
    if (first === undefined || last === undefined) return true;
    const isOrdered = endLine > line || (endLine === line && endColumn >= column);
    const isWithin =
      column >= 1 && column <= Math.max(1, first.length) && endColumn >= 1 && endColumn <= last.length + 1;
    return !isOrdered || !isWithin;
  });
}

const VOID = ['br', 'hr', 'img', 'input'];

/** Whether all start and end tags in printed HTML match. */
function isBalanced(html: string): boolean {
  const open: string[] = [];
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][a-z\d]*)(?:[^>"]|"[^"]*")*>/g)) {
    if (slash && open.pop() !== name) return false;
    if (!slash && !VOID.includes(name)) open.push(name);
  }
  return open.length === 0;
}

async function partsIn(elements: Parameters<typeof renderHtml>[0]) {
  const { html, landmarks } = await renderHtml(elements, new Map());
  return { html, parts: partsOf(html, landmarks, ['timeline', 'actions']) };
}

describe('the place of a diagnostic is within the file', () => {
  test.each([
    ['of a list that goes on in the next line', '---\ntags: [a,\ntitle: b]\n---\n'],
    ['of a quotation that does not end', '---\ntitle: "a\n---\n'],
    ['of a map that does not end', '---\ncause: {a: b\n---\n'],
    ['of an empty value', '---\ntitle:\n---\n'],
    ['of a tag without a value', '---\nstarted: !a\nimpact: 1\n---\n'],
    ['in the line of the three hyphens', '--- {a: b\n---\n'],
    ['in lines that end with a carriage return', '---\r\ntitle: "a\r\nimpact: 1\r\n---\r\n'],
  ])('%s', (_, text) => {
    const { diagnostics } = parse(text);
    expect(diagnostics).not.toEqual([]);
    expect(misplaced(text, diagnostics)).toEqual([]);
  });
});

describe('the parts of a page are balanced HTML', () => {
  test.each([
    '## Timeline <kbd title="</h2>"></kbd>\n\n- 10:00 a\n',
    '<h2>Timeline<details><h2></h2></details></h2>\n\n- 10:00 a\n',
    '## Timeline\n\n- 10:00 <kbd title="</ul>">a</kbd>\n\n## Action items\n\n<div>\n\n- [ ] b\n',
    '<div>\n\n## Timeline\n\n- 10:00 a\n\n</div>\n\n## Timeline\n\n- 11:00 b\n',
  ])('of %j', async (markdown) => {
    const { html, parts } = await partsIn(toElements(parseMarkdown(markdown)));
    expect(parts.map((part) => part.heading + part.before + part.html + part.after).join('')).toBe(html);
    expect(
      parts
        .flatMap(({ heading, before, html, after }) => [heading, before, html, after])
        .filter((each) => !isBalanced(each)),
    ).toEqual([]);
  });
});

// Simulates documents during editing: real documents with a few characters changed.
describe('randomly changed documents', () => {
  const root = path.join(import.meta.dirname, '../..');
  const names = globSync(['postmortems/*.md', 'tests/fixtures/*/archive/**/*.md'], { cwd: root, withFileTypes: true });
  const documents = names
    .filter((file) => file.isFile())
    .map((file) => readFileSync(path.join(file.parentPath, file.name), 'utf8').slice(0, 4000));
  const pieces = fc.oneof(
    fc.constantFrom(...'\n \t"\'{}[]:-#|>%@`!?,\\&*<éﬁ🙂'),
    fc.constantFrom(
      '---\n',
      '&a ',
      '*a',
      '<<: *a',
      '!!x ',
      '"\\x1b"',
      '|\n',
      '? ',
      '<b>',
      '</h2>',
      '<ul>',
      '](',
      '\r\n',
      '\u0085',
    ),
  );
  const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), removed: fc.nat(40), put: pieces });
  const changed = fc
    .tuple(fc.constantFrom(...documents), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([text, changes]) =>
      changes.reduce((result, { at, removed, put }) => {
        // Half of the changes are in the frontmatter.
        const index = Math.floor(at < 0.5 ? at * 2 * Math.min(400, result.length) : at * result.length);
        return result.slice(0, index) + put + result.slice(index + removed);
      }, text),
    )
    // `readSource` refuses a carriage return that ends no line, as a control character.
    .map((text) => text.replaceAll(/\r(?!\n)/g, ''));

  test('have diagnostics within the file, and balanced parts', async () => {
    await fc.assert(
      fc.asyncProperty(changed, async (text) => {
        const { body, diagnostics } = parse(text);
        expect(misplaced(text, diagnostics)).toEqual([]);
        if (!body) return;
        const { html, parts } = await partsIn(body.elements);
        expect(parts.map((part) => part.heading + part.before + part.html + part.after).join('')).toBe(html);
        for (const part of parts)
          expect([part.heading, part.before, part.html, part.after].every(isBalanced)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
