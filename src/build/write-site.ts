import { setImmediate } from 'node:timers/promises';
import { folderWriter } from '../disk/write.ts';
import type { KeptPages } from './kept-pages.ts';
import { startPhase } from './progress.ts';

/** A file to write. */
export interface SiteFile {
  /** Path within the site. */
  file: string;
  make(): Promise<string | Uint8Array>;
  /** Names everything that the file is made from; without it, the file is always made. */
  key?: string | undefined;
}

/**
 * Writes files into the folder of a site, one after the other, or takes them over from the last build. `total` is their number, and `phase` what is done. Rejects
 * with the signal's reason once it is aborted.
 */
export async function writeFiles(
  files: Iterable<SiteFile>,
  total: number,
  folder: string,
  pages: KeptPages,
  signal: AbortSignal,
  phase = 'writing pages',
): Promise<void> {
  const writer = folderWriter(folder);
  const step = startPhase(phase, total);
  for (const { file, make, key } of files) {
    signal.throwIfAborted();
    if (key === undefined || !pages.take(file, writer.place(file), key)) {
      writer.write(file, await make());
      if (key !== undefined) pages.add(file, writer.place(file), key);
    }
    step();
    // Lets signals and the messages of Pagefind in.
    await setImmediate();
  }
}

/** Returns the file of a page's address: `causes/network/index.html` for `causes/network/`. */
export function fileOf(address: string): string {
  return address === '' || address.endsWith('/') ? `${address}index.html` : address;
}
