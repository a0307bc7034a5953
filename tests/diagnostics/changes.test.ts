import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addedDiagnostics, formatChanges } from '../../src/diagnostics/changes.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { diagnose } from '../../src/diagnostics/rules.ts';

const found = (message: string, change: Partial<Diagnostic> = {}): Diagnostic => {
  const place = { line: 1, column: 1, endLine: 1, endColumn: 4 };
  return { ...diagnose('a.md', { rule: 'invalid-value', place, message, help: 'H' }), ...change };
};
const report = (...diagnostics: Diagnostic[]) => ({ files: 2, diagnostics });
const changes = (before: Diagnostic[], after: Diagnostic[], verbose = false) =>
  formatChanges(report(...before), report(...after), new Map(), false, { verbose });

describe('addedDiagnostics', () => {
  test.each<[string, Diagnostic[], Diagnostic[], string[]]>([
    ['nothing', [], [], []],
    ['a moved diagnostic', [found('A', { line: 9 })], [found('A')], []],
    ['a second occurrence', [found('A'), found('A', { line: 2 })], [found('A')], ['A']],
    ['the same message in another file', [found('A', { file: 'b.md' })], [found('A')], ['A']],
    ['a higher severity', [found('A', { severity: 'warning' })], [found('A')], ['A']],
    ['one added to another', [found('A'), found('B')], [found('A')], ['B']],
  ])('handles %s', (_, after, before, expected) => {
    expect(addedDiagnostics(after, before).map(({ message }) => message)).toEqual(expected);
  });

  test('together with the resolved diagnostics, turns one report into the other', () => {
    const list = fc.array(fc.constantFrom('A', 'B', 'C').map((message) => found(message)));
    const messages = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ message }) => message).sort();
    fc.assert(
      fc.property(list, list, (before, after) => {
        const added = addedDiagnostics(after, before);
        const resolved = addedDiagnostics(before, after);
        expect(added.length - resolved.length).toBe(after.length - before.length);
        expect(messages([...addedDiagnostics(before, resolved), ...added])).toEqual(messages(after));
      }),
    );
  });
});

describe('formatChanges', () => {
  test('shows only new diagnostics, errors first, and resolved ones', () => {
    const warning = found('New warning', { severity: 'warning' });
    const text = changes([found('Old'), found('Stays')], [found('Stays'), warning, found('New error')]);
    expect(text).toBe(`a.md:1:1
  error New error [invalid-value]
  Help: H

a.md:1:1
  warning New warning [invalid-value]
  Help: H

Resolved: a.md Old [invalid-value]
2 files, 2 errors, 1 warning (2 new, 1 resolved)
`);
  });

  test('is one line when nothing changed', () => {
    expect(changes([found('A')], [found('A', { line: 3 })])).toBe('2 files, 1 error, 0 warnings (0 new, 0 resolved)\n');
  });

  test('counts notes instead of listing them, unless verbose', () => {
    const notes = Array.from({ length: 6 }, (_, index) => found(`N${index}`, { severity: 'info' }));
    expect(changes([], notes)).toBe(
      '6 notes from 1 rule (6 invalid-value); list them with --verbose\n2 files, 0 errors, 0 warnings, 6 notes (6 new, 0 resolved)\n',
    );
    expect(changes([], notes, true).match(/info N/g)).toHaveLength(6);
  });

  test('lists up to twenty resolved diagnostics, without escapes from documents', () => {
    const many = Array.from({ length: 23 }, (_, index) => found(`\u001b[2J${index}`));
    const lines = changes(many, []).split('\n');
    expect(lines.filter((line) => line.startsWith('Resolved: '))).toHaveLength(21);
    expect(lines[20]).toBe('Resolved: 3 more');
    expect(lines.join('\n')).not.toMatch(/[^\P{Cc}\n]/u);
  });
});
