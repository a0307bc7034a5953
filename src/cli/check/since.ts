import { existsSync } from 'node:fs';
import path from 'node:path';
import { loadArchive } from '../../build/load.ts';
import { addedDiagnostics } from '../../diagnostics/changes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Cache } from '../../disk/cache.ts';
import { archiveAt } from '../../disk/git-tree.ts';
import { readSource } from '../../disk/read.ts';
import { findArchive } from '../../disk/settings.ts';
import { normalizedText } from '../../postmortem/normalized-text.ts';

/** An archive at an earlier commit. */
export interface Earlier {
  /** The documents that are new or have another text since, as named by `findDocuments`. */
  changed: ReadonlySet<string>;
  /** Returns the problems that the archive did not have. */
  newOnes(diagnostics: readonly Diagnostic[]): Diagnostic[];
}

/** Checks an archive as it was at a commit. Throws `Failure` if there is no such commit. */
export async function checkEarlier(folder: string, revision: string, asOf: string, cache: Cache): Promise<Earlier> {
  const earlier = await archiveAt(folder, revision);
  try {
    const before = existsSync(earlier.folder) ? await textsOf(earlier.folder) : new Map<string, string>();
    const now = await textsOf(folder);
    const changed = [...now].flatMap(([file, text]) => {
      return before.get(path.join(earlier.folder, path.relative(folder, file))) === text ? [] : [file];
    });
    const problems = before.size > 0 ? await problemsOf(earlier.folder, folder, asOf, cache) : [];
    return { changed: new Set(changed), newOnes: (diagnostics) => addedDiagnostics(diagnostics, problems) };
  } finally {
    await earlier.remove();
  }
}

/** Returns the text of each document; empty if it cannot be read. */
async function textsOf(folder: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const { files } = await findArchive(folder);
  for (const file of files) {
    const read = readSource(file, folder);
    texts.set(file, 'text' in read ? normalizedText(read.text) : '');
  }
  return texts;
}

/** Returns the problems of an earlier archive, as if it was in the folder of the current one. */
async function problemsOf(earlier: string, folder: string, asOf: string, cache: Cache): Promise<Diagnostic[]> {
  const { report } = await loadArchive(earlier, { drafts: true, render: false, asOf, cache });
  return report.diagnostics.map((found) => ({
    ...found,
    file: path.join(folder, path.relative(earlier, found.file)),
    message: found.message.replaceAll(earlier, folder),
  }));
}
