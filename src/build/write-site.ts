import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { writeSync } from '../disk/write.ts';

/** Files to write, by path within the site. */
export type SiteFiles = Iterable<SiteFile>;
type SiteFile = readonly [file: string, make: () => Promise<string | Uint8Array>];

/** Writes files into the folder of a site, one after the other. Rejects with the signal's reason once it is aborted. */
export async function writeFiles(files: SiteFiles, folder: string, signal: AbortSignal): Promise<void> {
  const created = new Set<string>();
  for (const [file, make] of files) {
    signal.throwIfAborted();
    const target = path.join(folder, ...file.split('/'));
    const parent = path.dirname(target);
    if (!created.has(parent)) mkdirSync(parent, { recursive: true });
    created.add(parent);
    writeSync(target, await make());
    // Lets signals and the messages of Pagefind in.
    await setImmediate();
  }
}

/** Returns the file of a page's address: `causes/network/index.html` for `causes/network/`. */
export function fileOf(address: string): string {
  return address === '' || address.endsWith('/') ? `${address}index.html` : address;
}
