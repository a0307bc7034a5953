import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { loadArchive } from '../../src/build/load.ts';
import { checkDiagnostics } from './diagnostics.ts';
import { htmlProblems } from './html.ts';
import { mutationsOf } from './mutations.ts';
import { documents } from './sources.ts';

// Some names make the same id, some are invalid, and some are referenced by documents of the fixtures.
const PATHS = ['good.md', 'a.md', '2024/a.md', 'A.md', 'b/a b.md', 'ä.md', 'index.html.md', '2024-04-15-login.md'];

/** File contents by path. */
type Archive = Record<string, string>;

const text = fc.oneof(
  { weight: 4, arbitrary: mutationsOf(documents()) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
);

/** Documents that refer to each other or to missing ones, with and without frontmatter. */
export const archives: fc.Arbitrary<Archive> = fc.dictionary(fc.constantFrom(...PATHS), text, {
  minKeys: 1,
  maxKeys: 4,
  noNullPrototype: true,
});

/** Writes an archive to disk, loads it, and throws when it violates a property. */
export async function checkArchive(archive: Archive): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'nevertwice-fuzz-'));
  const sources = new Map(Object.entries(archive).map(([name, source]) => [path.join(folder, name), source]));
  try {
    for (const [file, source] of sources) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, source);
    }
    const options = { drafts: true, base: '/', asOf: '2024-06-01', incomplete: true };
    const loaded = await loadArchive(folder, { ...options, render: true, texts: true });
    checkDiagnostics(sources, loaded.report.diagnostics);
    for (const id of loaded.renderedKeys.keys()) {
      const problems = htmlProblems(loaded.rendered.get(id)?.html ?? '');
      if (problems.length > 0) throw new Error(`a page ${problems.join('; ')}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
