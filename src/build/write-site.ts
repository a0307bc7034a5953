import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { writeSync } from '../disk/write.ts';
import type { KeptPages } from './kept-pages.ts';

/** A file to write. */
export interface SiteFile {
  /** Path within the site. */
  file: string;
  make(): Promise<string | Uint8Array>;
  /** Names everything that the file is made from; without it, the file is always made. */
  key?: string | undefined;
}

/**
 * Writes files into the folder of a site, one after the other, or takes them over from the last build. Rejects with the
 * signal's reason once it is aborted.
 */
export async function writeFiles(
  files: Iterable<SiteFile>,
  folder: string,
  pages: KeptPages,
  signal: AbortSignal,
): Promise<void> {
  const created = new Set<string>();
  for (const { file, make, key } of files) {
    signal.throwIfAborted();
    const target = path.join(folder, ...file.split('/'));
    const parent = path.dirname(target);
    if (!created.has(parent)) mkdirSync(parent, { recursive: true });
    created.add(parent);
    if (key === undefined || !pages.take(file, key)) {
      writeSync(target, await make());
      if (key !== undefined) pages.add(file, key);
    }
    // Lets signals and the messages of Pagefind in.
    await setImmediate();
  }
}

/** Returns the file of a page's address: `causes/network/index.html` for `causes/network/`. */
export function fileOf(address: string): string {
  return address === '' || address.endsWith('/') ? `${address}index.html` : address;
}
