import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { write } from '../disk/write.ts';

/** Files to write, by path within the site; created one after the other, so that few are in memory at a time. */
export type SiteFiles = Iterable<readonly [file: string, make: () => Promise<string | Uint8Array>]>;

/** Writes files into the folder of a site. Rejects with the signal's reason once it is aborted. */
export async function writeFiles(files: SiteFiles, folder: string, signal: AbortSignal): Promise<void> {
  const created = new Set<string>();
  for (const [file, make] of files) {
    signal.throwIfAborted();
    const target = path.join(folder, ...file.split('/'));
    const parent = path.dirname(target);
    if (!created.has(parent)) await mkdir(parent, { recursive: true });
    created.add(parent);
    await write(target, await make());
  }
}

/** Returns the file of a page's address: `causes/network/index.html` for `causes/network/`. */
export function fileOf(address: string): string {
  return address === '' || address.endsWith('/') ? `${address}index.html` : address;
}
