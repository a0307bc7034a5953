import { createHash } from 'node:crypto';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { STAGING } from '../../disk/built-site.ts';
import { Failure } from '../../disk/failure.ts';
import { codeOf, DENIED } from '../../disk/read.ts';

// A site is built in a staging folder next to its destination, so that it can be moved by renaming. The staging folder
// is named `<site>.new-<machine>-<process>` and contains:
const SITE = 'site';
const FORMER = 'former';
const MARKER = 'building';

const MACHINE = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** The working folder of a build. */
export interface Staging {
  folder: string;
  /** Folder of the new site, inside the staging folder. */
  site: string;
  /** Throws `Failure` if the folder was removed during the build, as the site is then incomplete. */
  check(): void;
  /** Moves the finished site to its destination. */
  commit(): void;
  /** Removes the staging folder. */
  remove(): void;
}

/** Time between heartbeats, in milliseconds. */
const HEARTBEAT = 30_000;
// Without a heartbeat for this long, a build is no longer running, even if a process has its id.
const TIMEOUT = 10 * 60_000;

/** Creates the staging folder of this process for the site at `out`, an absolute path with links resolved. */
export async function openStaging(out: string): Promise<Staging> {
  // Does not use mkdtemp, whose folders web servers cannot read.
  const folder = `${out}.new-${MACHINE}-${process.pid}`;
  const site = path.join(folder, SITE);
  const former = path.join(folder, FORMER);
  const marker = path.join(folder, MARKER);
  let isReplaced = false;
  await mkdir(path.dirname(folder), { recursive: true });
  // Not recursive: an existing folder belongs to another build.
  await mkdir(folder);
  const remove = () => {
    clearInterval(heartbeat);
    process.off('exit', remove);
    // Keeps the former site if it could not be moved back; the next command restores it.
    if (!isReplaced && !existsSync(out) && existsSync(former)) return;
    // Interrupted work may still write files, hence the retries.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  // Tells other builds, including those on other machines, that this one is running. `check` reports a missing folder.
  const heartbeat = setInterval(() => utimes(folder, new Date(), new Date()).catch(() => undefined), HEARTBEAT).unref();
  process.once('exit', remove);
  await mkdir(site);
  await writeFile(marker, '');
  return {
    folder,
    site,
    check() {
      if (existsSync(marker)) return;
      throw new Failure(`the staging folder ${folder} was removed during the build; run the command again`);
    },
    commit() {
      replaceFolder(out, site, former);
      isReplaced = true;
    },
    remove,
  };
}

/**
 * Replaces a folder by a finished one and moves the previous content to `former`; on failure the folder stays. All are
 * on one file system. Node cannot exchange two folders atomically: the two renames follow each other synchronously, and
 * `recover` does the second if the process is killed in between.
 */
function replaceFolder(folder: string, finished: string, former: string): void {
  for (;;) {
    const isMoved = moveAway(folder, former);
    try {
      renameSync(finished, folder);
      return;
    } catch (error) {
      if (OCCUPIED.includes(codeOf(error))) {
        // Another build finished first; this one replaces its site.
        rmSync(former, { recursive: true, force: true });
        continue;
      }
      if (isMoved) renameSync(former, folder);
      throw error;
    }
  }
}

const OCCUPIED = ['ENOTEMPTY', 'EEXIST'];

/** Moves a folder, and returns whether it existed. */
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
 * Completes the replacement of the site at `out`, an absolute path with links resolved, if a build was killed during
 * it. Returns a note about it for the user; `undefined` if there was nothing to do.
 */
export async function recover(out: string): Promise<string | undefined> {
  if (existsSync(out)) return undefined;
  for (const staging of await abandoned(out)) {
    if (!existsSync(path.join(staging, FORMER))) continue;
    // The former site is only moved once the new one is complete.
    const name = existsSync(path.join(staging, SITE)) ? SITE : FORMER;
    try {
      await rename(path.join(staging, name), out);
    } catch (error) {
      // Another command recovered it first.
      if (existsSync(out)) return undefined;
      throw error;
    }
    return `a build was killed while replacing ${out}; its ${name === SITE ? 'new' : 'previous'} site was restored`;
  }
  return undefined;
}

/**
 * Removes the staging folders of killed builds for the site at `out`. Returns a message for each that cannot be
 * removed.
 */
export async function removeAbandoned(out: string): Promise<string[]> {
  const problems: string[] = [];
  for (const staging of await abandoned(out)) {
    try {
      await rm(staging, { recursive: true, force: true, maxRetries: 5 });
    } catch (error) {
      if (!DENIED.includes(codeOf(error))) throw error;
      problems.push(`${staging}, left by a killed build, cannot be removed; remove it yourself`);
    }
  }
  return problems;
}

/** Returns the staging folders for the site at `out` whose builds are no longer running. */
async function abandoned(out: string): Promise<string[]> {
  const { dir, base } = path.parse(out);
  const entries = await readdir(dir, { withFileTypes: true }).catch((error) => {
    // The parent folder does not exist yet or cannot be listed.
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

/** Returns whether another process has this id. */
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // The process exists but belongs to another user.
    return codeOf(error) === 'EPERM';
  }
}

/** Returns whether a staging folder has had no heartbeat for too long. */
async function isSilent(folder: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(folder)).mtimeMs > TIMEOUT;
  } catch (error) {
    // The build has just finished.
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}
