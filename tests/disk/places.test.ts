import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadArchive } from '../../src/build/load.ts';
import type { Diagnostic, Place } from '../../src/diagnostics/diagnostic.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

// A diagnostic about a whole document is placed at its opening `---`, or at its first character without one.
test.each([
  ['invalid-id', 'a b.md', '---\ntitle: A\n---\n', '1:1-1:4'],
  ['invalid-id', 'a b.md', '', '1:1-1:1'],
  ['invalid-id', 'a b.md', 'x\n', '1:1-1:1'],
  ['invalid-id', 'a b.md', '\n---\ntitle: A\n---\n', '1:1-1:1'],
  ['duplicate-id', 'b/a.md', '---\ntitle: A\n---\n', '1:1-1:4'],
  ['duplicate-id', 'b/a.md', '', '1:1-1:1'],
  ['duplicate-id', 'b/a.md', 'x\n', '1:1-1:1'],
  ['missing-section', 'b.md', 'x\n', '1:1-1:1'],
])('%s is reported for %s with the text %j at %s', async (rule, name, text, place) => {
  const found = await findingsOf(rule, name, text);
  expect(new Set(found.map(written))).toEqual(new Set([place]));
});

// The body of a file may be empty.
test.each([
  ['---', '1:4-1:4'],
  ['---\ntitle: A\n---', '3:4-3:4'],
  ['---\ntitle: A\n---\n', '4:1-4:1'],
  ['\uFEFF---\r\ntitle: A\r\n---\r\nx', '4:2-4:2'],
  ['x', '1:2-1:2'],
])('sections are added at the end of %j, which is %s', async (text, place) => {
  const found = await findingsOf('missing-section', 'b.md', text);
  expect(new Set(found.map(({ fix }) => fix && written(fix.place)))).toEqual(new Set([place]));
});

const written = ({ line, column, endLine, endColumn }: Place) => `${line}:${column}-${endLine}:${endColumn}`;

/** Returns what a rule reports for a file next to `a.md`. */
async function findingsOf(rule: string, name: string, text: string): Promise<Diagnostic[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-places-'));
  folders.push(folder);
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(path.join(folder, 'a.md'), '---\ntitle: A\n---\n');
  writeFileSync(file, text);
  const { report } = await loadArchive(folder, { drafts: true, render: false });
  return report.diagnostics.filter((each) => each.rule === rule && each.file === file);
}
