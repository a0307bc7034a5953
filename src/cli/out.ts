import { existsSync } from 'node:fs';
import { readdir, realpath, rename } from 'node:fs/promises';
import path from 'node:path';

/**
 * The absolute path of the folder that `--out` names, behind all links, where it is new, empty or an earlier build;
 * else why nothing may be written there.
 */
export async function checkOut(out: string, archive: string): Promise<{ folder: string } | { problem: string }> {
  const [folder, source] = [await behindLinks(out), await behindLinks(archive)];
  if (holds(folder, source)) return { problem: `--out ${out} holds the archive itself` };
  if (holds(source, folder)) return { problem: `--out ${out} lies in the archive; name a folder beside it` };
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException): string[] | undefined => {
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (!entries) return { problem: `--out ${out} is not a folder` };
  const isBuild = entries.includes('postmortems.json');
  const foreign = entries.find((name) => !SYSTEM.includes(name) && !(isBuild && isOfBuild(name)));
  if (foreign === undefined) return { folder };
  return { problem: `--out ${out} holds ${foreign}, which no build has written; name an empty or a new folder` };
}

const SECTIONS = ['actions', 'causes', 'postmortems', 'recurrences', 'services', 'trends'];
const PAGES = ['404.html', 'index.html', 'search', 'tags', 'years'];
const DATA = ['actions.ics', 'feed.json', 'feed.xml', 'pagefind', 'postmortems.json', 'robots.txt', 'schema'];
const FILES = ['assets', 'card.png', 'favicon.svg', 'files'];
// What some systems put into every folder that a person looks at.
const SYSTEM = ['.DS_Store', 'Thumbs.db'];
const OWN = new Set([...SECTIONS, ...PAGES, ...DATA, ...FILES]);

/** Whether something that lies in a site's folder is there by a build: the next one replaces the folder with all in it. */
export function isOfBuild(name: string): boolean {
  return OWN.has(name) || /^sitemap-(?:index|\d+)\.xml$/.test(name);
}

/** Puts a finished folder in the place of another, which is moved to `old`, or stays where that fails. All lie on one disk. */
export async function replaceFolder(folder: string, finished: string, old: string): Promise<void> {
  const replaces = existsSync(folder);
  if (replaces) await rename(folder, old);
  try {
    await rename(finished, folder);
  } catch (error) {
    if (replaces) await rename(old, folder);
    throw error;
  }
}

/** A path, whether it exists or not, with the links on its way followed. */
async function behindLinks(file: string): Promise<string> {
  const absolute = path.resolve(file);
  if (existsSync(absolute)) return realpath(absolute);
  const parent = path.dirname(absolute);
  return parent === absolute ? absolute : path.join(await behindLinks(parent), path.basename(absolute));
}

function holds(outer: string, inner: string): boolean {
  const way = path.relative(outer, inner);
  return !path.isAbsolute(way) && way.split(path.sep)[0] !== '..';
}
