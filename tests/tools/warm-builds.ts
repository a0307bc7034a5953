import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Dice } from '../../bench/dice.ts';
import { editedArchive } from './archives/edits.ts';
import { mustRun } from './cli.ts';

/** What a warm build got wrong: the edits up to it, and the files that differ from those of a build without a cache. */
export interface WrongBuild {
  edits: string[];
  files: string[];
}

const EDITS_PER_BUILD = 3;

/**
 * Edits an archive at random, builds it after every few edits with a cache and without, and compares the two sites. Returns the
 * first difference; `undefined` if there is none. The seed determines the edits.
 */
export async function wrongBuild(seed: number, builds: number): Promise<WrongBuild | undefined> {
  const root = mkdtempSync(path.join(tmpdir(), 'nevertwice-warm-'));
  const at = (name: string) => path.join(root, name);
  const dice = new Dice('warm build', seed);
  const archive = editedArchive(at('archive'), () => dice.next());
  const build = async (out: string, ...more: string[]) => {
    await mustRun(['build', at('archive'), '--out', at(out), '--as-of', archive.asOf, ...more]);
    return contentOf(at(out));
  };
  const edits: string[] = [];
  try {
    for (let count = 0; count < builds; count++) {
      const warm = await build('warm', '--cache', at('cache'));
      const cold = await build('cold', '--no-cache');
      const files = [...new Set([...warm.keys(), ...cold.keys()])].filter((file) => warm.get(file) !== cold.get(file));
      if (files.length > 0) return { edits, files };
      for (let each = 0; each < EDITS_PER_BUILD; each++) edits.push(archive.edit());
    }
    return undefined;
  } finally {
    rmSync(root, { recursive: true });
  }
}

// Pagefind's files differ between two builds of the same.
const isCompared = (file: string) => !file.startsWith('pagefind/') && file !== 'build.json';

/** Returns the files of a site that do not depend on Pagefind, by path. */
function contentOf(site: string): Map<string, string> {
  const entries = readdirSync(site, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => path.relative(site, path.join(entry.parentPath, entry.name)));
  return new Map(files.filter(isCompared).map((file) => [file, readFileSync(path.join(site, file), 'latin1')]));
}
