import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Dice } from '../../bench/dice.ts';
import { editedArchive } from './archives/edits.ts';
import { mustRun, ROOT } from './cli.ts';
import { pagefindContent } from './pagefind-files.ts';

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
      const files = differing(warm, cold);
      if (files.length > 0) return { edits, files };
      for (let each = 0; each < EDITS_PER_BUILD; each++) edits.push(archive.edit());
    }
    return undefined;
  } finally {
    rmSync(root, { recursive: true });
  }
}

/**
 * Edits an archive at random and kills its build at a random moment, again and again. After each kill, the site must be that of
 * before or the new one, or be missing while it was being replaced, and the next build with the same cache must be equal to one
 * without a cache. Returns the first difference; `undefined` if there is none. The seed determines the edits.
 */
export async function wrongAfterKill(seed: number, kills: number): Promise<WrongBuild | undefined> {
  const root = mkdtempSync(path.join(tmpdir(), 'nevertwice-killed-'));
  const at = (name: string) => path.join(root, name);
  const dice = new Dice('killed build', seed);
  const archive = editedArchive(at('archive'), () => dice.next());
  const args = (out: string, ...more: string[]) => {
    return ['build', at('archive'), '--out', at(out), '--as-of', archive.asOf, ...more];
  };
  const warm = ['--cache', at('cache')];
  const edits: string[] = [];
  try {
    await mustRun(args('site', ...warm));
    let before = contentOf(at('site'));
    for (let count = 0; count < kills; count++) {
      edits.push(archive.edit());
      const started = performance.now();
      await mustRun(args('cold', '--no-cache'));
      const cold = contentOf(at('cold'));
      await killedAfter(dice.next() * (performance.now() - started), args('site', ...warm));
      const left = existsSync(at('site')) ? contentOf(at('site')) : before;
      const wrong = differing(left, before).length > 0 ? differing(left, cold) : [];
      if (wrong.length > 0) return { edits, files: wrong };
      await mustRun(args('site', ...warm));
      before = contentOf(at('site'));
      const files = differing(before, cold);
      if (files.length > 0) return { edits, files };
    }
    const others = readdirSync(root).filter((name) => !['archive', 'cache', 'cold', 'site'].includes(name));
    return others.length > 0 ? { edits, files: others } : undefined;
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** Runs a command and kills it after some milliseconds, unless it has ended. */
function killedAfter(milliseconds: number, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [path.join(ROOT, 'bin/nevertwice.js'), ...args], { stdio: 'ignore' });
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  return new Promise((resolve) => {
    child.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function differing(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((file) => one.get(file) !== other.get(file));
}

/** Returns the files of a site by path, those of the search index unpacked. */
function contentOf(site: string): Map<string, string> {
  const entries = readdirSync(site, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => path.relative(site, path.join(entry.parentPath, entry.name)));
  return new Map(files.map((file) => [file, pagefindContent(file, readFileSync(path.join(site, file)))]));
}
