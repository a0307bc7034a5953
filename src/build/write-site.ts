import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import pMap from 'p-map';
import { write } from '../disk/write.ts';

/** Files to write, by path within the site. */
export type SiteFiles = Iterable<SiteFile>;
type SiteFile = readonly [file: string, make: () => Promise<string | Uint8Array>];

// Bounds the memory; more files at a time are not written faster.
const AT_A_TIME = 8;

/** Writes files into the folder of a site, a few at a time. Rejects with the signal's reason once it is aborted. */
export async function writeFiles(files: SiteFiles, folder: string, signal: AbortSignal): Promise<void> {
  const created = new Map<string, Promise<unknown>>();
  const writeFile = async ([file, make]: SiteFile) => {
    signal.throwIfAborted();
    const target = path.join(folder, ...file.split('/'));
    const parent = path.dirname(target);
    const creating = created.get(parent) ?? mkdir(parent, { recursive: true });
    created.set(parent, creating);
    const [content] = await Promise.all([make(), creating]);
    await write(target, content);
  };
  await pMap(files, writeFile, { concurrency: AT_A_TIME });
}

/** Returns the file of a page's address: `causes/network/index.html` for `causes/network/`. */
export function fileOf(address: string): string {
  return address === '' || address.endsWith('/') ? `${address}index.html` : address;
}
