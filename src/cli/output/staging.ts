import { createHash } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { STAGING } from '../../disk/built-site.ts';
import { Failure } from '../../disk/failure.ts';
import { codeOf, DENIED } from '../../disk/read.ts';

// A site is made in a staging folder beside the folder that it replaces, so that moving is renaming. The staging folder is
// named `<site>.new-<machine>-<process>`, and holds:
const SITE = 'site';
const FORMER = 'former';
const MARK = 'building';

const MACHINE = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** A folder in which a build works. */
export interface Staging {
  folder: string;
  /** The new site, a folder in it. */
  site: string;
  /** Throws `Failure` where the folder was removed meanwhile: of what was made in it, something is missing. */
  check(): void;
  /** Puts the site in its place; it must be whole. */
  commit(): void;
  /** Removes the folder. */
  remove(): void;
}

const BEAT = 30_000;
// A process that stopped for so long, or whose number another one has by now.
const SILENCE = 10 * 60_000;

/** Makes the staging folder of this process for the site at `out`, an absolute path behind all links. */
export async function openStaging(out: string): Promise<Staging> {
  // Not by mkdtemp, whose folders no web server may read.
  const folder = `${out}.new-${MACHINE}-${process.pid}`;
  const site = path.join(folder, SITE);
  const former = path.join(folder, FORMER);
  const mark = path.join(folder, MARK);
  let isReplaced = false;
  await mkdir(path.dirname(folder), { recursive: true });
  // Not recursive: what is there already is not this build's.
  await mkdir(folder);
  const remove = () => {
    clearInterval(beat);
    process.off('exit', remove);
    // The only site there is, where it could not be moved back: the next command does so.
    if (!isReplaced && !existsSync(out) && existsSync(former)) return;
    // What was interrupted may still write.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  // Says to other builds, also on other machines, that this one is at work. Where the folder is gone, `check` says so.
  const beat = setInterval(() => utimes(folder, new Date(), new Date()).catch(() => undefined), BEAT).unref();
  process.once('exit', remove);
  await mkdir(site);
  await writeFile(mark, '');
  return {
    folder,
    site,
    check() {
      if (existsSync(mark)) return;
      throw new Failure(`${folder}, where the site was being built, was removed meanwhile; run the command again`);
    },
    commit() {
      replaceFolder(out, site, former);
      isReplaced = true;
    },
    remove,
  };
}

/**
 * Puts a finished folder in the place of another, which is moved to `former`, or stays where that fails. All lie on one
 * disk. Node cannot exchange two folders at once: the two renamings follow each other with nothing between them that
 * waits, and `recover` does the second where the process is killed after the first.
 */
function replaceFolder(folder: string, finished: string, former: string): void {
  for (;;) {
    const isMoved = moveAway(folder, former);
    try {
      renameSync(finished, folder);
      return;
    } catch (error) {
      if (OCCUPIED.includes(codeOf(error))) {
        // Another build was faster: its site is to be replaced.
        rmSync(former, { recursive: true, force: true });
        continue;
      }
      if (isMoved) renameSync(former, folder);
      throw error;
    }
  }
}

const OCCUPIED = ['ENOTEMPTY', 'EEXIST'];

/** Whether there was a folder to move. */
function moveAway(folder: string, former: string): boolean {
  try {
    renameSync(folder, former);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/**
 * Completes the replacement of the site at `out`, an absolute path behind all links, where a build was killed in the midst of
 * it. Returns what it did, as a line for people; `undefined` where nothing was to do.
 */
export async function recover(out: string): Promise<string | undefined> {
  if (existsSync(out)) return undefined;
  for (const staging of await abandoned(out)) {
    if (!existsSync(path.join(staging, FORMER))) continue;
    // The former site is only moved away when the new one is whole.
    const name = existsSync(path.join(staging, SITE)) ? SITE : FORMER;
    try {
      await rename(path.join(staging, name), out);
    } catch (error) {
      // Another command was faster.
      if (existsSync(out)) return undefined;
      throw error;
    }
    return `a build was killed while it replaced ${out}; its ${name === SITE ? 'new' : 'former'} site is there now`;
  }
  return undefined;
}

/**
 * Removes the staging folders of killed builds beside the site at `out`. Returns a line on each that may not be removed.
 */
export async function removeAbandoned(out: string): Promise<string[]> {
  const problems: string[] = [];
  for (const staging of await abandoned(out)) {
    try {
      await rm(staging, { recursive: true, force: true });
    } catch (error) {
      if (!DENIED.includes(codeOf(error))) throw error;
      problems.push(`${staging}, which a killed build has left, may not be removed; remove it yourself`);
    }
  }
  return problems;
}

/** The staging folders for the site at `out` in which no build is at work. */
async function abandoned(out: string): Promise<string[]> {
  const { dir, base } = path.parse(out);
  const entries = await readdir(dir, { withFileTypes: true }).catch((error) => {
    // Where the folder cannot be listed, or will only be made, nothing is to be seen.
    if ([...DENIED, 'ENOENT', 'ENOTDIR'].includes(codeOf(error))) return [];
    throw error;
  });
  const found: string[] = [];
  for (const entry of entries) {
    const match = STAGING.exec(entry.name);
    if (match?.index !== base.length || !entry.name.startsWith(base) || !entry.isDirectory()) continue;
    const [, machine, pid] = match;
    const folder = path.join(dir, entry.name);
    const isHere = machine === MACHINE;
    if (isHere && !isRunning(Number(pid))) found.push(folder);
    else if (await isSilent(folder)) found.push(folder);
  }
  return found;
}

/** Whether another process has a number. */
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's may not be asked, but it is there.
    return codeOf(error) === 'EPERM';
  }
}

/** Whether no build has said of a staging folder for long that it is at work there. */
async function isSilent(folder: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(folder)).mtimeMs > SILENCE;
  } catch (error) {
    // Its build has just ended.
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}
